"""Warnings that an emergency office sends: read, matched to areas, and which of them stand."""
