"""What must happen once: filing, chores on cases, rejects, retention, snapshots, under one lease."""
