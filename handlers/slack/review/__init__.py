"""What people say of samples in a digest."""
