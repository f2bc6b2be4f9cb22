"""The page on which one shift hands over to the next, and what was handed over before. Plain HTML: every
number is a link to the list behind it; the browser asks for the page again and puts in what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from layouts.address import at
from layouts.handover.parts import Row, button, link, listed, section
from layouts.missing import world_frame
from layouts.plain_page import plain_page
from layouts.words import read_words

PRINTED = 4  # rows of each list on paper
PRINTED_NOTES = 6  # the sheet has it too
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Past:
    """One handover of the list; `state` a key of the words."""

    number: int
    time: str
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class HandoverView:
    """`number` None for the shift that runs. `lists` by name, as far as they are shown; `counts` of all, None
    for what nobody knows; `lines` say in what state it is. `may`: what is offered, of note, sign and accept;
    `why`: why nothing is."""

    lang: str
    code: str
    area: str
    number: int | None
    time: str
    lines: Sequence[str]
    late: bool
    counts: Mapping[str, int | None]
    chosen: str
    lists: Mapping[str, Sequence[Row]]
    notes: Sequence[tuple[str, str, str]]
    past: Sequence[Past]
    waits: int | None = None
    on_call: tuple[str, Sequence[str]] | None = None
    may: frozenset[str] = frozenset()
    why: str = ""
    most: int = 0
    gone: bool = False
    world: str = "live"
    remarks: Sequence[tuple[str, str]] = field(default=())


def handover_words(lang: str) -> dict[str, str]:
    return {key: texts[lang] for key, texts in read_words("handover/handover.toml").items()}


def handover_page(view: HandoverView, sheets: Sequence[str], module: str) -> str:
    """A whole document."""
    text = handover_words(view.lang)
    facts = {"code": view.code, "lang": view.lang, "failed": text["failed"]}
    live = "" if view.gone else "".join((_counts(text, view), _list(text, view), _aside(text, view)))
    main = (
        f'<main class="handover" data-late="{str(view.late).lower()}">'
        f"{_head(text, view)}"
        f'<div id="now" class="handover-now">{live or section(text["title"], escape(text["gone"]))}</div>'
        f"{_forms(text, view)}{_past(text, view)}</main>"
    )
    body = f"{world_frame(view.lang, view.world, view.remarks)}{main}"
    title = f"{text['title']} · {view.area}"
    return plain_page(view.lang, title, body, sheets=sheets, module=module, facts=facts, kind="handover")


def address(view: HandoverView, number: int | None, chosen: str = "") -> str:
    """Of the shift that runs, or of one that was signed."""
    path = f"/handover/{view.code}" if number is None else f"/handover/{view.code}/{number}"
    return f"{at(path)}?lang={view.lang}{f'&list={chosen}' if chosen else ''}"


def _head(text: Text, view: HandoverView) -> str:
    other = "en" if view.lang == "zh" else "zh"
    path = f"/handover/{view.code}" + ("" if view.number is None else f"/{view.number}")
    ways = (
        link(f"{at(f'/console/{view.code}')}?lang={view.lang}", text["console"]),
        link(f"{at(f'/wall/{view.code}')}?lang={view.lang}", text["wall"]),
        button(text["print"], "print"),
        f'<a href="{escape(at(path), quote=True)}?lang={other}" hreflang="{other}" lang="{other}">'
        f"{escape(text['other_language'])}</a>",
    )
    lines = "".join(f"<p>{escape(line)}</p>" for line in view.lines)
    area = f'<span title="{escape(view.area, quote=True)}">{escape(view.area)}</span>'
    stale = f'<p id="stale" class="handover-stale" role="alert" hidden>{escape(text["stale"])}</p>'
    return (
        f"<header><h1>{escape(text['title'])} {area}</h1><nav>{''.join(ways)}</nav>"
        f'<div id="state" class="handover-state" role="status">{lines}</div>{stale}</header>'
    )


def _counts(text: Text, view: HandoverView) -> str:
    tiles = []
    for name, count in view.counts.items():
        said = "—" if count is None else f"{count:,}"
        title = f' title="{escape(text["unknown"], quote=True)}"' if count is None else ""
        current, key = ' aria-current="true"' if name == view.chosen else "", f"count_{name}"
        href = escape(address(view, view.number, name), quote=True)
        tiles.append(
            f'<a class="handover-count" data-list="{name}" href="{href}"{current}{title}>'
            f"<b>{said}</b><span>{escape(text[key])}</span></a>"
        )
    label = escape(text["lists_of"], quote=True)
    return f'<nav class="handover-counts" aria-label="{label}">{"".join(tiles)}</nav>'


def _list(text: Text, view: HandoverView) -> str:
    """The one that was chosen; on paper the first of each."""
    name = view.chosen
    shown = _listed(text, view, name, None)
    title = _titled(text, name, view.counts[name])
    paper = "".join(
        section(_titled(text, each, count), _listed(text, view, each, PRINTED), "paper")
        for each, count in view.counts.items()
        if count
    )
    return section(title, shown, "handover-list") + f'<div class="handover-paper">{paper}</div>'


def _listed(text: Text, view: HandoverView, name: str, most: int | None) -> str:
    count = view.counts[name]
    if not count:
        return f"<p>{escape(text['unknown'] if count is None else text['none'])}</p>"
    rows = view.lists[name][:most]
    rest = count - len(rows)
    more = f'<p class="handover-more">{escape(text["more"].format(n=f"{rest:,}"))}</p>' if rest > 0 else ""
    return listed(rows, view.lang) + more


def _titled(text: Text, name: str, count: int | None) -> str:
    return " · ".join((text[f"count_{name}"], text["unknown"] if count is None else f"{count:,}"))


def _aside(text: Text, view: HandoverView) -> str:
    call = ""
    if view.on_call is not None:
        time, names = view.on_call
        said = text["between"].join(names)
        call = section(text["on_call"].format(time=time), f"<p>{escape(said or text['nobody'])}</p>", "call")
    notes = "".join(
        f'<li><span class="handover-when">{escape(time)} {escape(who)}</span> '
        f"<span>{escape(said)}</span></li>"
        for time, who, said in view.notes
    )
    body = (
        f'<ol class="handover-notes" tabindex="0">{notes}</ol>'
        if notes
        else f"<p>{escape(text['no_notes'])}</p>"
    )
    if (rest := len(view.notes) - PRINTED_NOTES) > 0:
        body += f'<p class="handover-paper">{escape(text["more"].format(n=rest))}</p>'
    signatures = f"<p>{escape(text['signature'])}</p><p>{escape(text['signature_in'])}</p>"
    return (
        f'<aside id="aside">{call}{section(text["notes"], body, "notes")}'
        f'<div class="handover-signatures">{signatures}</div></aside>'
    )


def _forms(text: Text, view: HandoverView) -> str:
    """What may be done; it stands still while numbers change."""
    parts = [f'<p class="handover-why">{escape(view.why)}</p>'] if view.why else []
    if "accept" in view.may and view.waits is not None:
        parts.append(button(text["accept"], "accept", view.waits))
    if "note" in view.may:
        label = escape(text["note_label"].format(most=view.most))
        parts.append(
            f'<form data-do="note"><label>{label}'
            f'<textarea name="text" rows="3" maxlength="{view.most}" required></textarea></label>'
            f"<button>{escape(text['note_add'])}</button></form>"
        )
    if "sign" in view.may:
        parts.append(f"<p>{escape(text['sign_how'])}</p>{button(text['sign'], 'sign')}")
    said = '<p id="said" role="alert"></p>'
    return f'<section id="forms" class="handover-forms">{"".join(parts)}{said}</section>'


def _past(text: Text, view: HandoverView) -> str:
    items = "".join(_one_past(text, view, each) for each in view.past)
    back = "" if view.number is None else f"<p>{link(address(view, None), text['back'])}</p>"
    body = f"<ol>{items}</ol>" if items else f"<p>{escape(text['past_none'])}</p>"
    return f'<section id="past" class="handover-past"><h2>{escape(text["past"])}</h2>{back}{body}</section>'


def _one_past(text: Text, view: HandoverView, each: Past) -> str:
    current = ' aria-current="true"' if each.number == view.number else ""
    key = f"past_{each.state}"
    state = f'<span data-state="{each.state}">{escape(text[key])}</span>'
    way = link(address(view, each.number), each.time)
    return f"<li{current}>{way} <span>{escape(each.who)}</span> {state}</li>"
