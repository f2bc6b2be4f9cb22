"""Whether what is shown is true: clocks, freshness, losses, and whether we can write."""
