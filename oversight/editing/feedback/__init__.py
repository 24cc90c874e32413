"""What people's answers teach: training records of what was proposed, what was made of it, and why."""
