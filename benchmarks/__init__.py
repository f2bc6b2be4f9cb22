"""Measured claims: the real page in a real browser, the real server and a real Redis, on one machine.
Nothing here is imported by the product, and no timing here fails anything."""
