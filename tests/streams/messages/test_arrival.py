"""When an entry came, in streams whose ids are times and in those whose are not."""

from streams.messages.arrival import BY_ID, Arrival

NOW = 1_790_000_000_000


def both(arrival: Arrival, entry: bytes) -> int:
    """Of one and of many, which must agree."""
    assert arrival.each([b"5-0", entry]).tolist()[1] == arrival.of(entry)
    return arrival.of(entry)


def test_an_entry_came_when_its_id_says() -> None:
    assert both(Arrival(NOW), b"%d-0" % (NOW - 700_000)) == NOW - 700_000
    assert both(Arrival(NOW), b"%d-3" % (NOW + 1900)) == NOW + 1900


def test_an_id_ahead_of_our_clock_came_now() -> None:
    assert both(Arrival(NOW), b"%d-77" % (NOW + 8 * 3_600_000)) == NOW


def test_ids_of_microseconds_nanoseconds_and_the_largest_came_now() -> None:
    for entry in (b"%d-0" % (NOW * 1000), b"%d-0" % (NOW * 1_000_000), b"18446744073709551615-1"):
        assert both(Arrival(NOW), entry) == NOW


def test_ids_are_told_by_the_clock_of_their_own_redis() -> None:
    fast, slow = Arrival(NOW, 300_000), Arrival(NOW, -300_000)
    assert both(fast, b"%d-0" % (NOW + 299_000)) == NOW - 1000
    assert both(slow, b"%d-0" % (NOW - 301_000)) == NOW - 1000
    assert both(slow, b"%d-0" % NOW) == NOW  # it stands still until its clock has caught up


def test_without_a_clock_the_id_is_believed() -> None:
    assert both(BY_ID, b"%d-0" % (NOW * 1000)) == NOW * 1000
    assert both(BY_ID, b"18446744073709551615-1") > 0
