"""Everything made up: a city, its people, its cameras, an officer. Only the command line asks for it."""
