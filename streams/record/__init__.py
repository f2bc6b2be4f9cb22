"""The record: appended at a revision, read by everybody, and proved to be the one we know."""
