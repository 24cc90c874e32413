"""What is allowed in advance: granted, used, listed, revoked."""
