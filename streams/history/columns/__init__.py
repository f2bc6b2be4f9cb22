"""What is large: positions, presence, counters, cameras and screens, in Delta tables that only grow."""
