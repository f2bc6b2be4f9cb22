"""How a city did over days: facts of cases, measures of them, and grades."""
