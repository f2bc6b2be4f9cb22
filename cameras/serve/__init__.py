"""What screens reach: the socket, its limits and tokens, and what each may ask."""
