"""Recordings: read, understood, placed in a city, and played into Redis at their own pace."""
