"""Screens as a web process serves them: what each is told, what is done to them, how they are."""
