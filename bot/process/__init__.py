"""How the program stands in its operating system: its note, its child processes, its interpreter, and an end."""
