"""Editions of a city: what is another one when its areas are redrawn, and whom that touches. Pure."""
