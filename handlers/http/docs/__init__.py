"""The API described: OpenAPI and the page that shows it."""
