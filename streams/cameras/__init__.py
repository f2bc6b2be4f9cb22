"""Cameras in Redis, and tables of cameras as cities have them."""
