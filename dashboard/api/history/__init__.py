"""What is asked of the history process, on behalf of whoever may."""
