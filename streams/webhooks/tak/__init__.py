"""Open cases as Cursor on Target events for a TAK server."""
