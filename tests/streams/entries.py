"""Entries for tests, as the reader gives them."""

from streams.messages.entries import Entry

NOW = 1_795_416_787_000


def entry(at: int = 0, /, **fields: object) -> Entry:
    """The entry `at` ms after NOW; bytes stay as they are, None is left out."""
    told = {name: value for name, value in fields.items() if value is not None}
    return (
        f"{NOW + at}-0".encode(),
        {
            name.encode(): value if isinstance(value, bytes) else str(value).encode()
            for name, value in told.items()
        },
    )


def fix(at: int = 0, /, **changed: object) -> Entry:
    """A good plain fix, with changes; None takes a field away."""
    return entry(at, **{"inspector": f"w{at}", "lat": 23.03, "lon": 113.97, "time": NOW + at, **changed})
