"""What goes to a page is written as the page reads it: the golden pictures that the page's own tests read."""

import json
from pathlib import Path

from cameras.media.media_packet import HEADER, Shot

GOLDEN = json.loads((Path(__file__).parents[2] / "assets" / "golden" / "pictures.json").read_text())


def test_the_golden_pictures_are_written_byte_by_byte() -> None:
    for told in GOLDEN:
        shot = Shot(told["type"], told["at"], told["time"], bytes.fromhex(told["payload"]))
        assert shot.message(told["panel"], told["number"]).hex() == told["hex"]


def test_the_header_is_24_bytes_and_a_number_begins_anew_after_its_last() -> None:
    assert HEADER.size == 24
    assert Shot(3, 0.0, 0.0, b"").message(1, 2**32 + 5) == Shot(3, 0.0, 0.0, b"").message(1, 5)
