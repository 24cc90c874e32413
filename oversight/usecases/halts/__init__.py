"""The kill switch, pressed, released and settled."""
