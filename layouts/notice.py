"""The rectification notice: one sheet of A4 that a department hands to whom it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from layouts.address import at
from layouts.plain_page import plain_page


@dataclass(frozen=True, slots=True)
class Notice:
    """Already in the reader's language; empty where nothing is known."""

    number: str
    case: str
    place: str
    matter: str
    found: str
    limit: str
    department: str
    date: str
    world: str  # said on the sheet unless the city is real


def notice_page(lang: str, text: Mapping[str, str], notice: Notice, back: str, build: str) -> str:
    rows = (
        ("notice_to", "", "blank"),
        ("notice_place", notice.place, ""),
        ("notice_matter", notice.matter, ""),
        ("notice_found", notice.found, "found"),
        ("notice_limit", notice.limit, "limit"),
        ("notice_case", notice.case, ""),
    )
    world = f'<header><p class="world">{escape(notice.world)}</p></header>' if notice.world else ""
    body = (
        '<nav class="tools">'
        f'<a class="tool" href="{escape(at(back), quote=True)}">{escape(text["notice_back"])}</a>'
        f'<button type="button" class="tool" id="print">{escape(text["notice_print"])}</button></nav>'
        f'<article class="sheet">{world}<h1>{escape(text["notice_title"])}</h1>'
        f'<p class="number">{escape(text["notice_number"])} {escape(notice.number)}</p>'
        f"<p>{escape(text['notice_opening'])}</p>{_table(text, rows)}{_foot(text, notice)}</article>"
    )
    return plain_page(
        lang,
        f"{text['notice_title']} {notice.number}",
        body,
        sheets=[f"/assets/{build}/styles/field/notice.css"],
        module=f"/assets/{build}/field/notice.mjs",
        kind="notice",
    )


def _table(text: Mapping[str, str], rows: Sequence[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<tr class="{kind}"><th scope="row">{escape(text[key])}</th><td>{escape(value)}</td></tr>'
        for key, value, kind in rows
    )
    return f"<table><tbody>{lines}</tbody></table>"


def _foot(text: Mapping[str, str], notice: Notice) -> str:
    colon = escape(text["colon"])
    return (
        '<div class="foot"><div>'
        f"<p>{escape(text['notice_from'])}{colon}{escape(notice.department)} "
        f'<span class="seal">{escape(text["notice_seal"])}</span></p>'
        f'<p>{escape(text["notice_officer"])}{colon}<span class="line"></span></p></div><div>'
        f"<p>{escape(text['notice_date'])}{colon}{escape(notice.date)}</p>"
        f'<p>{escape(text["notice_received"])}{colon}<span class="line"></span></p></div></div>'
    )
