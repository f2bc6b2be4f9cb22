"""Redis in and out: messages, reader, writer, clerk, embedded server. Knows the city, never a page."""
