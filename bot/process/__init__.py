"""How the program stands in its operating system: the note that it keeps, and an end that nothing holds up."""
