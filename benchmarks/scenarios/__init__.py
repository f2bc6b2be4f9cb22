"""One file a question the bench answers; `python -m benchmarks <name>` asks one."""
