"""The Home tab, the commands, and who speaks to the bot."""
