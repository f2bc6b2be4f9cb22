"""The record as a file, and a record made of such a file."""
