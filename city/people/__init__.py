"""People: who works here, where they are and were."""
