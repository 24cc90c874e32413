"""How the program is put together: a part a file, each opened and closed by one context manager."""
