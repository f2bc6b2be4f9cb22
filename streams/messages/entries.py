"""What an entry of a stream is, and the order of their ids."""

Entry = tuple[bytes, dict[bytes, bytes]]  # its id and its fields, as Redis gives them


def order(entry: str) -> tuple[int, int]:
    """Ids compare as numbers, never as text."""
    ms, _, sequence = entry.partition("-")
    return int(ms), int(sequence or 0)
