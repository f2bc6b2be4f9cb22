"""`python -m dashboard` is `gridwall`."""

from dashboard.cli import main

main()
