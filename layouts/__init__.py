"""Values in, component trees out. Knows city's types, never Redis and never the running program."""
