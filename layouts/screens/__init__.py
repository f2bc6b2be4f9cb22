"""The pages of screens: what a screen shows."""
