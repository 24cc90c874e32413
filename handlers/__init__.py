"""What happens when somebody acts: each handler parses, calls one use case, and presents its answer."""
