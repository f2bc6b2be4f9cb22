"""What goes over the streams: entries to values we trust, and values to entries."""
