"""Handovers of shifts in the record: written once, sealed, and folded by whoever follows them."""
