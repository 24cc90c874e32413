"""Several processes over one PostgreSQL: what each tells the others, and the time that they share."""
