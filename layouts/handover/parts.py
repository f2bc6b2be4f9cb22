"""Parts of the page of the shift handover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from layouts.address import at


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: `about` stands behind the name; `path` where it leads, with its query."""

    name: str
    about: str = ""
    path: str = ""


def section(title: str, body: str, kind: str = "") -> str:
    """`body` is markup of ours."""
    return f'<section class="{kind}"><h2>{escape(title)}</h2>{body}</section>'


def link(address: str, said: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(said)}</a>'


def button(said: str, do: str, number: int = 0) -> str:
    told = f' data-handover="{number}"' if number else ""
    return f'<button type="button" data-do="{do}"{told}>{escape(said)}</button>'


def listed(rows: Iterable[Row], lang: str) -> str:
    told = list(rows)
    reached = "" if any(row.path for row in told) else ' tabindex="0"'  # to be scrolled without a pointer
    return f'<ol class="handover-rows"{reached}>{"".join(_row(row, lang) for row in told)}</ol>'


def _row(row: Row, lang: str) -> str:
    joint = "&" if "?" in row.path else "?"
    name = link(f"{at(row.path)}{joint}lang={lang}", row.name) if row.path else escape(row.name)
    return f"<li><span>{name}</span> <small>{escape(row.about)}</small></li>"
