"""What this installation is told: settings, addresses, and the files that make a city."""
