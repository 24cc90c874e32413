"""How values, limits and hidden characters read in a form, and how what is typed is read back."""
