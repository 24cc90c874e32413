"""How SQL is spoken: SQLite and PostgreSQL behind one interface, their failures, clocks and migrations."""
