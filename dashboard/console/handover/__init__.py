"""The page on which one shift hands over to the next."""
