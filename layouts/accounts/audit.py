"""The page of the audit: who signed in, saw and did what, the newest first. Plain HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from layouts.accounts.account import account_words
from layouts.accounts.rows_table import rows_table
from layouts.address import at
from layouts.plain_page import plain_page
from layouts.words import read_words, words

COLUMNS = ("time", "account", "act", "what", "area", "detail", "address")


@dataclass(frozen=True, slots=True)
class AuditRow:
    """In the page's language, but for `act`, a word of the audit; `name` is the account's, `of` that of the
    account in `what`."""

    time: str
    account: str
    act: str
    what: str
    area: str
    detail: str
    address: str
    name: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """`asked`: what the filter says; `older`: the entry that the next page goes back from, if any."""

    area: str
    asked: Mapping[str, str]
    acts: Sequence[str]
    rows: Sequence[AuditRow]
    older: str


def audit_words(lang: str) -> dict[str, str]:
    return {key: texts[lang] for key, texts in read_words("accounts/audit.toml").items()}


def did_words(lang: str, told: str) -> str:
    """What a line's detail says, as a command is called at a console; what has no words is told as it is."""
    known = audit_words(lang) | words(lang, "console")
    return next((known[name] for name in (f"did_{told}", f"act_{told}") if name in known), told)


def audit_page(lang: str, sheets: Sequence[str], audit: Audit, said: str = "") -> str:
    """A whole document; `said` is a key of audit.toml."""
    text = audit_words(lang)
    notice = f'<p class="refusal" role="alert">{escape(text[said])}</p>' if said else ""
    start = account_words(lang)["start"]
    body = (
        f'<main class="account wide"><h1>{escape(text["title"])} <small>{escape(audit.area)}</small></h1>'
        f'<nav class="places"><a href="{at("/start")}?lang={lang}">{escape(start)}</a></nav>'
        f"{_filter(text, lang, audit)}{notice}{_table(text, audit)}{_pages(text, lang, audit)}</main>"
    )
    return plain_page(lang, text["title"], body, sheets=sheets, kind="audit")


def _filter(text: Mapping[str, str], lang: str, audit: Audit) -> str:
    chosen = audit.asked.get("act", "")
    acts = f'<option value="">{escape(text["any"])}</option>' + "".join(
        f'<option value="{act}"{" selected" if act == chosen else ""}>{escape(text[f"act_{act}"])}</option>'
        for act in audit.acts
    )
    account, day = (escape(audit.asked.get(name, ""), quote=True) for name in ("account", "day"))
    return (
        f'<form class="row search" method="get" action="{at("/audit")}">'
        f'<input type="hidden" name="lang" value="{lang}">'
        f'<label for="account">{escape(text["account"])}</label>'
        f'<input id="account" name="account" maxlength="64" autocapitalize="none" value="{account}">'
        f'<label for="act">{escape(text["act"])}</label><select id="act" name="act">{acts}</select>'
        f'<label for="day">{escape(text["day"])}</label><input id="day" name="day" type="date" value="{day}">'
        f"<button>{escape(text['filter'])}</button></form>"
    )


def _table(text: Mapping[str, str], audit: Audit) -> str:
    if not audit.rows:
        return f"<p>{escape(text['none'])}</p>"
    return rows_table({column: text[column] for column in COLUMNS}, [_row(text, row) for row in audit.rows])


def _row(text: Mapping[str, str], row: AuditRow) -> dict[str, str]:
    told = {column: getattr(row, column) for column in COLUMNS} | {
        "act": text[f"act_{row.act}"],
        "account": row.account or text["unknown"],
    }
    named = {"account": row.name, "what": row.of}
    return {column: _named(value, named.get(column, "")) for column, value in told.items()}


def _named(id: str, name: str) -> str:
    return f"{escape(name)} <small>{escape(id)}</small>" if name not in ("", id) else escape(id)


def _pages(text: Mapping[str, str], lang: str, audit: Audit) -> str:
    asked = {name: value for name, value in audit.asked.items() if value and name != "before"}
    links = []
    for key, before in (("newest", ""), ("older", audit.older)):
        if before or (key == "newest" and audit.asked.get("before")):
            query = urlencode({"lang": lang, **asked, **({"before": before} if before else {})})
            links.append(f'<a href="{at("/audit")}?{escape(query, quote=True)}">{escape(text[key])}</a>')
    label = escape(text["title"], quote=True)
    return f'<nav class="places" aria-label="{label}">{"".join(links)}</nav>' if links else ""
