"""Datums: in which one borders and positions are, and the way from each to WGS-84."""
