"""What waits for one person: the Home tab and the lists."""
