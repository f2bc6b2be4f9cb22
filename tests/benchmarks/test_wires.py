"""The lean screens count what arrives, however the network cuts it; the figures count what they say."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.baselines.lean_json import text_frame
from benchmarks.probes import latency, percentile
from benchmarks.wires import WebSocket


def counter() -> WebSocket:
    """A screen without a network."""
    wire = WebSocket.__new__(WebSocket)
    wire.bytes = wire.messages = wire.skip = 0
    wire.rest, wire.open = b"", True
    return wire


@given(st.lists(st.integers(0, 70_000), max_size=8), st.lists(st.integers(1, 5000), min_size=1, max_size=50))
def test_any_cut_of_the_stream_gives_the_same_number_of_messages(sizes: list[int], cuts: list[int]) -> None:
    stream = b"".join(text_frame(bytes(size)) for size in sizes)
    wire, at, turn = counter(), 0, 0
    while at < len(stream):
        step = cuts[turn % len(cuts)]
        wire.walk(wire.rest + stream[at : at + step])
        at, turn = at + step, turn + 1
    assert (wire.messages, wire.skip, wire.rest) == (len(sizes), 0, b"")


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7.0], 0.99)) == (50.0, 99.0, 7.0)


def test_latency_matches_fixes_by_person_and_time_and_counts_the_missing() -> None:
    sent = {("a", 1000): 1000.4, ("b", 1000): 1000.9, ("a", 2000): 2000.0}
    found = latency(sent, {("a", 999): 1040.4, ("b", 1000): 1060.9})
    assert (found.samples, found.missing, round(found.worst)) == (2, 1, 60)
