"""What is asked of the columns, a file of SQL each, in the subset that DuckDB and ClickHouse share."""
