"""Editions of areas, roster and matters in the record: the files, and from when each holds."""
