"""What goes out: signed messages to other systems about cases. Reads the record and writes its own."""
