"""What a JSON Schema says plainly of a value: enough to draw it as a form, never enough to check it."""
