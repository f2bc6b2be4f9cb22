"""Every question, asked of DuckDB and, where it is installed, of ClickHouse over the same folder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from streams.history.columns.column_table import ColumnTable
from streams.history.columns.compaction import Compaction
from streams.history.columns.place import Folder
from streams.history.columns.tables import TABLES
from streams.history.questions.reader import Reader
from streams.history.questions.sql import EVER, QUESTIONS
from tests.streams.history.questions.remembered import CASES, DAY, FILES, TEN, Rows, remember


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return remember(tmp_path_factory.mktemp("columns"))


@pytest.fixture(scope="module")
def reader(place: Folder) -> Iterator[Reader]:
    reader = Reader(place, place.root / "spill")
    yield reader
    reader.close()


def told(reader: Reader, name: str, parameters: dict[str, Any]) -> Rows:
    columns = [column.tolist() for column in reader.ask(name, **parameters).values()]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(("name", "parameters", "right"), CASES)
def test_a_question_is_answered(reader: Reader, name: str, parameters: dict[str, Any], right: Rows) -> None:
    assert told(reader, name, parameters) == right


@pytest.mark.skipif(find_spec("chdb") is None, reason="pip install 'gridwall[scale]' brings ClickHouse")
def test_clickhouse_answers_the_same(place: Folder, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    import chdb

    monkeypatch.chdir(place.root)  # it reads nothing above the folder it is started in

    for name, parameters, _ in CASES:
        question = QUESTIONS[name]
        root = place.root / question.table
        view = f"WITH {question.table} AS (SELECT * FROM deltaLakeLocal('{root}'))"
        asked = f"{view} {question.text} SETTINGS output_format_json_quote_64bit_integers = 0"
        found = chdb.query(asked, "JSONCompact", params={"known": EVER, **parameters})
        rows = msgspec.json.decode(found.bytes())["data"]
        assert [tuple(row) for row in rows] == told(reader, name, parameters), name


def test_every_question_is_tried_and_every_table_is_asked() -> None:
    assert {name for name, _, _ in CASES} == set(QUESTIONS)
    assert {question.table for question in QUESTIONS.values()} == set(FILES) == set(TABLES)
    folder = Path(Reader.__module__.replace(".", "/")).parent
    assert {file.stem for file in folder.glob("*.sql")} == set(QUESTIONS)


def test_of_a_table_that_nobody_began_the_answer_is_empty(tmp_path: Path) -> None:
    reader = Reader(Folder(tmp_path), tmp_path / "spill")
    for name, parameters, _ in CASES:
        assert told(reader, name, parameters) == []
    assert list(tmp_path.iterdir()) == []
    reader.close()


def test_a_question_says_what_it_wants(reader: Reader) -> None:
    with pytest.raises(ValueError, match="gaps: first must be Int64, got '5'"):
        reader.ask("gaps", first="5", last=6)
    with pytest.raises(ValueError, match="gaps: last must be Int64, got None"):
        reader.ask("gaps", first=5)
    with pytest.raises(KeyError):
        reader.ask("nothing")


def test_files_that_are_replaced_and_gone_are_found_anew(tmp_path: Path) -> None:
    place = remember(tmp_path)
    reader = Reader(place, tmp_path / "spill")
    asked = {"first": TEN, "last": TEN + 1}
    before = told(reader, "town_tracks", {"town": "东", **asked})
    table = ColumnTable(place, TABLES["fixes"])
    Compaction(tmp_path / "spill").day(table, DAY)
    old = list((tmp_path / "fixes").glob("day=*/0-*"))
    live = {part.path for part in table.parts()}
    for file in old:
        if str(file.relative_to(tmp_path / "fixes")) not in live:
            file.unlink()
    assert told(reader, "town_tracks", {"town": "东", **asked}) == before
    table.drop_day(DAY)
    assert told(reader, "town_tracks", {"town": "东", **asked}) == []
    reader.close()
