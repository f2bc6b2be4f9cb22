"""The page of one's own account: whom one acts as, where one is signed in, one's password. Plain HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from layouts.accounts.other_language import other_language
from layouts.address import at
from layouts.plain_page import plain_page
from layouts.words import read_words

LONGEST = 128  # characters of a password field


@dataclass(frozen=True, slots=True)
class GrantRow:
    id: str
    role: str
    area: str  # its name, in the page's language
    until: str  # a day, or nothing
    chosen: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`handle` stands for its id, which never stands in a page."""

    handle: str
    agent: str
    opened: str
    seen: str
    own: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    name: str
    id: str
    grants: Sequence[GrantRow]
    sessions: Sequence[SessionRow]
    must_change: bool
    shortest: int  # characters of a password


def account_words(lang: str) -> dict[str, str]:
    return {key: texts[lang] for key, texts in read_words("accounts/account.toml").items()}


def acts_as(text: dict[str, str], grant: GrantRow) -> str:
    """A role in an area, in words."""
    return text["of_area"].format(area=grant.area, role=text[f"role_{grant.role}"])


def account_page(
    lang: str, sheets: Sequence[str], own: OwnAccount, said: str = "", *, bad: bool = False
) -> str:
    """A whole document. `said` is a key of account.toml: what came of what was asked for last."""
    text = account_words(lang)
    told = escape(text[said].format(shortest=own.shortest)) if said else ""
    tone = "refusal" if bad else "done"
    parts = (
        f"<h1>{escape(own.name)} <small>{escape(own.id)}</small></h1>",
        f'<p class="{tone}" role="{"alert" if bad else "status"}">{told}</p>',
        f'<p class="refusal">{escape(text["must_change"])}</p>' if own.must_change else "",
        "" if own.must_change else _start(text, lang),
        "" if own.must_change else _grants(text, lang, own),
        _section(text["password"], _password(text, lang, own)),
        "" if own.must_change else _section(text["sessions"], _sessions(text, lang, own.sessions)),
        f'<form method="post" action="{at("/sign-out")}?lang={lang}">'
        f"<button>{escape(text['sign_out'])}</button></form>",
    )
    body = f'{other_language(lang, at("/account"))}<main class="account">{"".join(parts)}</main>'
    return plain_page(lang, text["title"], body, sheets=sheets, kind="account")


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _start(text: dict[str, str], lang: str) -> str:
    return f'<nav class="places"><a href="{at("/start")}?lang={lang}">{escape(text["start"])}</a></nav>'


def _grants(text: dict[str, str], lang: str, own: OwnAccount) -> str:
    return _section(text["acts_as"], "".join(_grant(text, lang, grant) for grant in own.grants))


def _grant(text: dict[str, str], lang: str, grant: GrantRow) -> str:
    called = acts_as(text, grant)
    until = text["until"].format(day=grant.until) if grant.until else ""
    if grant.chosen:
        return f'<p class="row" aria-current="true"><b>{escape(called + until)}</b></p>'
    label = escape(f"{text['change_to']} {called}", quote=True)
    return (
        f'<form class="row" method="post" action="{at("/account/act")}?lang={lang}">'
        f"<span>{escape(called + until)}</span>"
        f'<button name="grant" value="{escape(grant.id, quote=True)}" aria-label="{label}">'
        f"{escape(text['change_to'])}</button></form>"
    )


def _password(text: dict[str, str], lang: str, own: OwnAccount) -> str:
    """With the account's name, by which a password manager knows whose it is."""
    fields = (
        ("now", "password_now", "current-password"),
        ("new", "password_new", "new-password"),
        ("again", "password_again", "new-password"),
    )
    inputs = "".join(
        f'<label for="{name}">{escape(text[label].format(shortest=own.shortest))}</label>'
        f'<input id="{name}" name="{name}" type="password" autocomplete="{kind}" required '
        f'maxlength="{LONGEST}">'
        for name, label, kind in fields
    )
    whose = (
        f'<input class="unseen" name="account" autocomplete="username" tabindex="-1" aria-hidden="true" '
        f'readonly value="{escape(own.id, quote=True)}">'
    )
    button = f"<button>{escape(text['change'])}</button>"
    rule = f"<p>{escape(text['password_rule'].format(shortest=own.shortest))}</p>"
    return (
        f'<form class="stack" method="post" action="{at("/account/password")}?lang={lang}">'
        f"{whose}{inputs}{rule}{button}</form>"
    )


def _sessions(text: dict[str, str], lang: str, rows: Sequence[SessionRow]) -> str:
    listed = "".join(_session(text, lang, row) for row in rows)
    others = (
        f'<form method="post" action="{at("/account/end")}?lang={lang}">'
        f'<button name="session" value="others">'
        f"{escape(text['end_others'])}</button></form>"
        if len(rows) > 1
        else ""
    )
    return f"{listed}{others}"


def _session(text: dict[str, str], lang: str, row: SessionRow) -> str:
    when = escape(text["opened"].format(time=row.opened, seen=row.seen))
    told = f"<span>{escape(row.agent)} <small>{when}</small></span>"
    if row.own:
        return f'<p class="row" aria-current="true">{told}<b>{escape(text["this_one"])}</b></p>'
    return (
        f'<form class="row" method="post" action="{at("/account/end")}?lang={lang}">{told}'
        f'<button name="session" value="{row.handle}">{escape(text["end"])}</button></form>'
    )
