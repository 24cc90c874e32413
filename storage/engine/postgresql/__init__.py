"""PostgreSQL: any number of replicas over one database."""
