"""What is asked of the city: the rows behind a number, how it does today, who can go to a case."""
