"""Warnings in the record: what offices sent, as it came, and which of them stand."""
