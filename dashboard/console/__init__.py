"""The duty consoles' side: queues, presence, and commands on cases."""
