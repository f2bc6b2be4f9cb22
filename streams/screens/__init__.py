"""What hangs where and what it shows, kept in the record and told to every process; signs of life."""
