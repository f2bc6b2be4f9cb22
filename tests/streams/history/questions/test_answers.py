"""What web processes are answered: columns as lists, or a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from streams.history.asking import AskError
from streams.history.questions.answers import Answers
from streams.history.questions.reader import Reader
from tests.streams.history.questions.remembered import CASES, TEN, remember


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    reader = Reader(remember(tmp_path), tmp_path / "spill")
    yield Answers(reader)
    reader.close()


def test_every_answer_is_json(answers: Answers) -> None:
    by_name = answers.by_name()
    for name, told, right in CASES:
        found = msgspec.json.decode(msgspec.json.encode(by_name[name](told)))
        assert [tuple(row) for row in zip(*found.values(), strict=True)] == right


def test_what_is_wrong_with_a_question_is_a_sentence(answers: Answers) -> None:
    ask = answers.by_name()["presence"]
    with pytest.raises(AskError, match=r"^presence: last must be Int64, got None$"):
        ask({"first": TEN})
    assert ask({"first": TEN, "last": TEN, "name": 1, "more": "x"})
