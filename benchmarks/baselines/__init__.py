"""Two other ways to build the same wall, made as well as their kind allows, to measure ours beside them."""
