"""The HTTP API's reads, a file a matter."""
