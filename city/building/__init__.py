"""Making an areas file: levels that a city lacks, and shapes that carry names instead of codes."""
