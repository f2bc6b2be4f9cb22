"""A case: what it is, what may be done to it and by whom (decide), and what follows (effects)."""
