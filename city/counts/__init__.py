"""Numbers: what each means, how each counts, and how they add up."""
