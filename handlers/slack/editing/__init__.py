"""Modify: the payload as a form. Whatever is pressed in its windows first saves what was typed in them."""
