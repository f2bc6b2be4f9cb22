"""A table that is read on a phone too: there each row is a block of lines, each with its heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape


def rows_table(heads: Mapping[str, str], rows: Iterable[Mapping[str, str]], caption: str = "") -> str:
    """`heads`: text by column, the first naming the row; `rows`: markup by column. Roles are said again: a
    table whose parts are blocks is none for whoever hears it."""
    first = next(iter(heads))
    told = "".join(f'<th scope="col" role="columnheader">{escape(text)}</th>' for text in heads.values())
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    body = "".join(
        f'<tr role="row">{"".join(_cell(column, heads, row, first) for column in heads)}</tr>' for row in rows
    )
    return (
        f'<table role="table" class="rows">{said}<thead role="rowgroup"><tr role="row">{told}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _cell(column: str, heads: Mapping[str, str], row: Mapping[str, str], first: str) -> str:
    label = escape(heads[column], quote=True)
    if column == first:
        return f'<th scope="row" role="rowheader">{row[column]}</th>'
    told = f"<span>{row[column]}</span>" if row[column] else ""
    return f'<td role="cell" data-label="{label}">{told}</td>'
