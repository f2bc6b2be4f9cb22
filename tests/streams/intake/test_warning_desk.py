"""The door for warnings: taken once as they came, refused in a sentence, by keys of the whole city alone."""

from __future__ import annotations

from typing import Any

import pytest

from streams.access.api_keys import POSITIONS, WARNINGS
from streams.warnings.warning_reader import read_all
from tests.city.warnings.messages import ZONE, cap, gbt
from tests.streams.intake.reception import Office, Phone, at_the_door


def hand_in(office: Office, *bodies: bytes, key: str) -> list[tuple[int, str]]:
    answers: list[tuple[int, str]] = []

    async def trial(phone: Phone) -> None:
        answers.extend([await phone.ask(f"/doors/cap/{key}", data=body) for body in bodies])

    at_the_door(office, trial)
    return answers


def held(office: Office) -> list[str]:
    return [message.identifier for message in read_all(office.redis, office.keys, ZONE).warnings]


def test_a_message_is_written_once_as_it_came(office: Office) -> None:
    key = office.made("met", actions=[WARNINGS])
    foreign = gbt("b", encoding="GBK")
    answers = hand_in(office, cap("a"), foreign, cap("a"), key=key)
    assert answers == [(200, "Taken.\n"), (200, "Taken.\n"), (200, "Known already.\n")]
    entries: Any = office.redis.xrange(office.keys.warnings)
    assert [fields[b"message"] for _, fields in entries] == [cap("a"), foreign]
    assert {fields[b"by"] for _, fields in entries} == {b"met"} and held(office) == ["a", "b"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (cap(kind="Alarm"), "Not taken: msgType must be one of Alert"),
        (cap(head="<!DOCTYPE alert>"), "Not taken: a warning must have no document type"),
        (b"", "Not taken: a warning must be XML, got nothing"),
    ],
)
def test_what_cannot_be_read_is_answered_so_and_kept_for_people(
    office: Office, body: bytes, sentence: str
) -> None:
    key = office.made("met", actions=[WARNINGS])
    ((status, said),) = hand_in(office, body, key=key)
    assert status == 400 and said.startswith(sentence) and held(office) == []
    assert any(line.startswith(f"cap: {sentence.removeprefix('Not taken: ')}") for line in office.lines())


def test_only_a_key_of_the_whole_city_that_may_is_let_in(office: Office) -> None:
    for key, status, sentence in (
        (office.made("phones-2", actions=[POSITIONS]), 403, "The key phones-2 may not send warnings."),
        (office.made("town", "1", actions=[WARNINGS]), 403, "The key town must be of the whole city"),
        ("gridwall-key.none.x", 401, "The key is not one of this server's."),
    ):
        ((answered, said),) = hand_in(office, cap("a"), key=key)
        assert answered == status and said.startswith(sentence)
    assert held(office) == []


def test_a_body_that_is_too_large_is_turned_away(office: Office) -> None:
    key = office.made("met", actions=[WARNINGS])
    ((status, said),) = hand_in(office, cap("a") + b" " * 70_000, key=key)
    assert (status, said) == (413, "A body may have 65,536 bytes.\n") and held(office) == []
