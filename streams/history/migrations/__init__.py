"""How the store of events came to its shape, step by step."""
