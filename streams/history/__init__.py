"""The history process: copies the record out of Redis into stores of its own, and answers questions."""
