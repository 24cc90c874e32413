"""The transparency log as the C2SP specifications have it: bytes in, bytes out."""
