"""Numbers: what each means, how they add up, and which people or cases stand behind one."""
