"""The page on which accounts are looked after: who there is, what they may, where they are signed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from city.access.roles import GRANTED
from layouts.accounts.account import account_words
from layouts.accounts.rows_table import rows_table
from layouts.address import at
from layouts.plain_page import plain_page
from layouts.words import read_words

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """`state` is a word of administration.toml; `grants` (id, in words) in the page's language."""

    id: str
    name: str
    state: str
    grants: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """`handle` stands for its id, which never stands in a page."""

    handle: str
    agent: str
    opened: str
    seen: str
    grant: str


@dataclass(frozen=True, slots=True)
class Chosen:
    row: AccountRow
    sessions: Sequence[OpenSession]


@dataclass(frozen=True, slots=True)
class Accounts:
    """`area` is what its administrator reaches; `areas` (code, name) and `departments` what may be chosen."""

    area: str
    query: str
    rows: Sequence[AccountRow]
    total: int
    chosen: Chosen | None
    areas: Sequence[tuple[str, str]]
    departments: Sequence[tuple[str, str]]


def administration_words(lang: str) -> dict[str, str]:
    own = {key: texts[lang] for key, texts in read_words("accounts/administration.toml").items()}
    shared = (
        "role_",
        "password_",
        "refused_",
        "of_area",
        "start",
    )  # whom they name, and why a password may not be had
    return {key: text for key, text in account_words(lang).items() if key.startswith(shared)} | own


def administration_page(
    lang: str, sheets: Sequence[str], told: Accounts, done: str = "", refusal: str = ""
) -> str:
    """A whole document. `done` is what was just done, `refusal` what was not, as keys without their heads."""
    text = administration_words(lang)
    said = escape(text[f"refused_{refusal}"] if refusal else text[f"done_{done}"] if done else "")
    tone = "refusal" if refusal else "done"
    body = "".join(
        (
            f'<main class="account wide"><h1>{escape(text["title"])} '
            f"<small>{escape(text['of'].format(area=told.area))}</small></h1>",
            f'<nav class="places"><a href="{at("/start")}?lang={lang}">{escape(text["start"])}</a></nav>',
            f'<p id="said" class="{tone}" role="status">{said}</p>',
            _datalist(told.areas),
            '<p id="secret" class="secret" role="alert" hidden></p>',
            "" if told.chosen is None else _chosen(text, told.chosen, told),
            _search(text, lang, told),
            _table(text, lang, told),
            _new(text, told),
            _sure(text),
            "</main>",
        )
    )
    return plain_page(
        lang,
        text["title"],
        body,
        sheets=sheets,
        module="/assets/administration/main.mjs",
        facts={"lang": lang, "failed": text["failed"]},
        kind="administration",
    )


def _sure(text: Words) -> str:
    """The frame of what is asked before something ends: assets/administration/sure.mjs fills it."""
    return (
        '<dialog id="sure" aria-labelledby="sure-text"><form method="dialog"><p id="sure-text"></p>'
        f'<div class="acts"><button value="yes"></button><button value="no">{escape(text["cancel"])}</button>'
        "</div></form></dialog>"
    )


def _datalist(areas: Sequence[tuple[str, str]]) -> str:
    options = "".join(
        f'<option value="{escape(code, quote=True)}">{escape(name)}</option>' for code, name in areas
    )
    return f'<datalist id="areas">{options}</datalist>'


def _search(text: Words, lang: str, told: Accounts) -> str:
    return (
        f'<form class="row search" method="get" action="{at("/administration")}" role="search">'
        f'<input type="hidden" name="lang" value="{lang}">'
        f'<label for="q">{escape(text["search"])}</label>'
        f'<input id="q" name="q" type="search" maxlength="64" value="{escape(told.query, quote=True)}">'
        f"<button>{escape(text['find'])}</button></form>"
    )


def _table(text: Words, lang: str, told: Accounts) -> str:
    if not told.rows:
        return f"<p>{escape(text['none'])}</p>"
    heads = {key: text[key] for key in ("account", "name", "state", "grants")}
    some = text["some"].format(shown=len(told.rows), total=told.total)
    return rows_table(heads, [_row(text, lang, row) for row in told.rows], some)


def _row(text: Words, lang: str, row: AccountRow) -> dict[str, str]:
    grants = "<br>".join(escape(words) for _, words in row.grants) or "—"
    place = f"{at('/administration')}?account={escape(row.id, quote=True)}&lang={lang}"
    link = f'<a href="{place}">{escape(row.id)}</a>'
    state = escape(text[f"state_{row.state}"])
    return {"account": link, "name": escape(row.name), "state": state, "grants": grants}


def _new(text: Words, told: Accounts) -> str:
    fields = (
        _field(
            text,
            "account",
            'autocapitalize="none" spellcheck="false" required maxlength="32" pattern="[a-z0-9._\\-]+"',
            "new",
        ),
        f'<p class="hint">{escape(text["account_hint"])}</p>',
        _field(text, "name", 'required maxlength="64"', "new"),
    )
    return (
        f'<section><h2>{escape(text["add"])}</h2><form class="stack" data-act="add" autocomplete="off">'
        f"{''.join(fields)}{_grant_fields(text, told, 'new')}"
        f"<button>{escape(text['add'])}</button></form></section>"
    )


def _grant_fields(text: Words, told: Accounts, of: str) -> str:
    roles = "".join(f'<option value="{role}">{escape(text[f"role_{role}"])}</option>' for role in GRANTED)
    departments = f'<option value="">{escape(text["department_none"])}</option>' + "".join(
        f'<option value="{escape(code, quote=True)}">{escape(name)}</option>'
        for code, name in told.departments
    )
    return (
        f'<label for="{of}-role">{escape(text["role"])}</label>'
        f'<select id="{of}-role" name="role">{roles}</select>'
        + _field(text, "area", 'list="areas" required maxlength="64"', of)
        + f'<label for="{of}-department">{escape(text["department"])}</label>'
        f'<select id="{of}-department" name="department">{departments}</select>'
        + _field(text, "from", 'type="date"', of)
        + _field(text, "until", 'type="date"', of)
    )


def _field(text: Words, name: str, more: str, of: str) -> str:
    return (
        f'<label for="{of}-{name}">{escape(text[name])}</label><input id="{of}-{name}" name="{name}" {more}>'
    )


def _chosen(text: Words, chosen: Chosen, told: Accounts) -> str:
    row = chosen.row
    id = escape(row.id, quote=True)
    grants = "".join(_grant(text, row, grant, words) for grant, words in row.grants)
    granting = (
        f'<form class="stack" data-act="grant" data-account="{id}">{_grant_fields(text, told, "more")}'
        f"<button>{escape(text['grant'])}</button></form>"
    )
    return (
        f'<article aria-labelledby="chosen"><h2 id="chosen">{escape(row.name)} <small>{id} · '
        f"{escape(text[f'state_{row.state}'])}</small></h2>"
        f'<div class="acts">{_acts(text, row)}</div>'
        f"<section><h2>{escape(text['grants'])}</h2>{grants or '<p>' + escape(text['no_grants']) + '</p>'}"
        f"<details><summary>{escape(text['grant'])}</summary>{granting}</details></section>"
        f"<section><h2>{escape(text['sessions'])}</h2>"
        f"{_sessions(text, row, chosen.sessions)}</section></article>"
    )


def _acts(text: Words, row: AccountRow) -> str:
    able = "enable" if row.state == "disabled" else "disable"
    sure = text["sure_disable"].format(account=row.id) if able == "disable" else ""
    ends = "" if row.state == "no_password" else text["sure_password"].format(account=row.id)
    return _button(text, "password", row.id, sure=ends) + _button(text, able, row.id, sure=sure)


def _button(text: Words, act: str, account: str, *, sure: str = "", label: str = "", **values: str) -> str:
    """A form of one button; `values` are sent along."""
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">'
        for name, value in values.items()
    )
    asked = f' data-sure="{escape(sure, quote=True)}"' if sure else ""
    called = f' aria-label="{escape(label, quote=True)}"' if label else ""
    word = "end_all" if values.get("session") == "all" else act
    return (
        f'<form data-act="{act}" data-account="{escape(account, quote=True)}"{asked}>{hidden}'
        f"<button{called}>{escape(text[word])}</button></form>"
    )


def _grant(text: Words, row: AccountRow, grant: str, words: str) -> str:
    button = _button(text, "withdraw", row.id, label=text["withdraw_this"].format(grant=words), grant=grant)
    return f'<div class="row"><span>{escape(words)}</span>{button}</div>'


def _sessions(text: Words, row: AccountRow, sessions: Sequence[OpenSession]) -> str:
    if not sessions:
        return f"<p>{escape(text['no_sessions'])}</p>"
    listed = "".join(_session(text, row, each) for each in sessions)
    return listed + _button(text, "end", row.id, session="all")


def _session(text: Words, row: AccountRow, session: OpenSession) -> str:
    when = escape(text["opened"].format(time=session.opened, seen=session.seen, grant=session.grant))
    label = f"{text['end']}: {session.agent} {session.opened}"
    button = _button(text, "end", row.id, label=label, session=session.handle)
    return f'<div class="row"><span>{escape(session.agent)} <small>{when}</small></span>{button}</div>'
