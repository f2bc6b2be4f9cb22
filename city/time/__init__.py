"""Time as a city keeps it: local days and clocks, working days, deadlines. Reads no clock."""
