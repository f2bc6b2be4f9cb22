"""A Redis server: how to reach it, what its errors mean, what it can, what its clock shows."""
