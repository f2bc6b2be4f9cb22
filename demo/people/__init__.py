"""Made-up people: where they walk, what their phones send, what they report and how they answer."""
