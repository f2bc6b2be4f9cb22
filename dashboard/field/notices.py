"""The rectification notice of a case: what stands on the sheet, from the case and the city. Knows no link."""

from __future__ import annotations

from datetime import datetime

from flask import Response, make_response

from city.cases.case import Case
from dashboard.live.engine import Engine
from dashboard.pages.document import language
from layouts.field_words import field_words
from layouts.notice import Notice, notice_page
from layouts.words import words


def world_word(engine: Engine, lang: str) -> str:
    """What is said on everything that is not of the real city."""
    return "" if engine.world == "live" else words(lang)[f"world_{engine.world}"]


def notice(engine: Engine, department: str, id_: str, scope: str, back: str) -> Response:
    """The sheet of a case in this area that this department is sent to; `back` is where its page stands."""
    lang = language()
    text = field_words(lang)
    case = engine.live.cases.get(id_)
    sent = case.assignment if case else None
    seen = case is not None and engine.live.areas.within(case.area, scope)
    if case is None or not seen or sent is None or sent.department != department:
        return make_response(text["notice_missing"], 404, {"Content-Type": "text/plain; charset=utf-8"})
    return make_response(notice_page(lang, text, _told(engine, case, department, lang), back, engine.build))


def _told(engine: Engine, case: Case, department: str, lang: str) -> Notice:
    text, live = field_words(lang), engine.live
    item, found = live.matters.items.get(case.item), live.matters.departments[department]
    names = [_in(lang, *name) for name in live.place(case, live.areas.root.code)]
    joint, between = (", ", ", ") if lang == "en" else ("", " ")
    today = _day(engine, engine.clock(), lang)
    year = datetime.fromtimestamp(engine.clock() / 1000, engine.settings.rules.zone).year
    return Notice(
        number=text["notice_number_form"].format(year=year, case=case.id),
        case=case.id,
        place=between.join(filter(None, (joint.join(names), case.address or ""))) or text["no_place"],
        matter=_in(lang, item.name, item.name_en) if item else text["unsorted"],
        found=case.text,
        limit=_limit(engine, case, lang),
        department=_in(lang, found.name, found.name_en),
        date=today,
        world=world_word(engine, lang),
    )


def _limit(engine: Engine, case: Case, lang: str) -> str:
    text = field_words(lang)
    amount, _, kind = case.limit.partition(" ")
    if case.due is None or kind not in text:
        return text["notice_no_limit"]
    date = _day(engine, case.due, lang, clock_too=True)
    return text["notice_limit_form"].format(date=date, limit=text[kind].format(amount=amount))


def _day(engine: Engine, at: int, lang: str, *, clock_too: bool = False) -> str:
    local = datetime.fromtimestamp(at / 1000, engine.settings.rules.zone)
    day = f"{local.year} 年 {local.month} 月 {local.day} 日" if lang == "zh" else f"{local:%-d %B %Y}"
    return f"{day} {local:%H:%M}" if clock_too else day


def _in(lang: str, zh: str, en: str | None) -> str:
    return (en or zh) if lang == "en" else zh
