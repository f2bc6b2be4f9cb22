"""Cameras: what each is, how it is, and whether its picture stands still."""
