"""Who watches which area, and the frames they get."""
