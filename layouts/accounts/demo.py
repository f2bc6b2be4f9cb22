"""Where a demo is entered: every role in some areas, one click each. Plain HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from layouts.accounts.account import account_words
from layouts.accounts.other_language import other_language
from layouts.address import at
from layouts.plain_page import plain_page
from layouts.words import words


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """`area` its code, `area_name` in the page's language."""

    id: str
    role: str
    area: str
    area_name: str
    present: bool


def demo_page(
    lang: str, sheets: Sequence[str], accounts: Sequence[DemoAccount], said: str = "", notice: str = ""
) -> str:
    """A whole document; those of one area stand together. `said` is a key of account.toml, `notice` text."""
    text, world = account_words(lang), words(lang)
    refusal = f'<p class="refusal" role="alert">{escape(text[said])}</p>' if said else ""
    told = f'<p class="done" role="status">{escape(notice)}</p>' if notice else ""
    groups = "".join(
        _area(text, lang, list(held)) for _, held in groupby(accounts, key=lambda account: account.area)
    )
    body = (
        other_language(lang)
        + f'<main class="account"><p class="demo-plate"><b>{escape(world["world_demo"])}</b> '
        f"{escape(world['note_demo'])}</p><h1>{escape(text['demo'])}</h1>"
        f"<p>{escape(text['demo_text'])}</p>{refusal}{told}{groups}</main>"
    )
    return plain_page(lang, text["demo"], body, sheets=sheets, kind="demo")


def _area(text: Mapping[str, str], lang: str, accounts: Sequence[DemoAccount]) -> str:
    buttons = "".join(
        f'<button name="account" value="{escape(each.id, quote=True)}"'
        f"{' aria-current=true' if each.present else ''}>{escape(text[f'role_{each.role}'])}</button>"
        for each in accounts
    )
    name = escape(accounts[0].area_name)
    return (
        f'<section><h2>{name}</h2><form class="acts" method="post" action="{at("/demo")}?lang={lang}" '
        f'aria-label="{name}">{buttons}</form></section>'
    )
