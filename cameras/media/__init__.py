"""Pictures on their way to a page: fragments, JPEGs, packets, and what waits for a slow screen."""
