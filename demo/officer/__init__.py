"""Who would be at a real city's other ends: the phones' backend, a duty desk. For made-up worlds only."""
