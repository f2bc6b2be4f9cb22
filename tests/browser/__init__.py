"""The real page in the system's Chromium, on a real server and a real Redis."""
