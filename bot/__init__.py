"""The running program: everything put together, and the command line."""
