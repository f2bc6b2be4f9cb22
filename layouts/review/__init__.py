"""The page on which one looks back over days."""
