"""Areas: the tree of the city, their shapes, and which area a point lies in."""
