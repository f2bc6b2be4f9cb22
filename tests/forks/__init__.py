"""Processes of `gridwall` that start in a tenth of the work: children of one that has imported everything.

What a command does from its arguments on is its own; tests of starting itself start the real thing."""
