"""The rectification notice of a case: what stands on the sheet, from the case and the city. Knows no link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from flask import Response, make_response

from city.cases.case import Case
from city.live import LiveCity
from dashboard.transport.language import language
from dashboard.truth.world import World
from layouts.field_words import field_words
from layouts.notice import Notice, notice_page
from layouts.words import words


class Notices:
    """`city()` is the fold that pages see; `zone`: whose days stand on a sheet."""

    def __init__(
        self,
        city: Callable[[], LiveCity],
        clock: Callable[[], int],
        world: World,
        zone: tzinfo,
        build: str,
    ) -> None:
        self._city, self._clock, self._world = city, clock, world
        self._zone, self._build = zone, build

    def world_word(self, lang: str) -> str:
        """What is said on everything that is not of the real city."""
        return "" if self._world.name == "live" else words(lang)[f"world_{self._world.name}"]

    def sheet(self, department: str, id_: str, scope: str, back: str) -> Response:
        """The sheet of a case in this area that this department is sent to; `back`: where its page is."""
        lang = language()
        text = field_words(lang)
        case = self._city().cases.get(id_)
        sent = case.assignment if case else None
        seen = case is not None and self._city().areas.within(case.area, scope)
        if case is None or not seen or sent is None or sent.department != department:
            return make_response(text["notice_missing"], 404, {"Content-Type": "text/plain; charset=utf-8"})
        return make_response(notice_page(lang, text, self._told(case, department, lang), back, self._build))

    def _told(self, case: Case, department: str, lang: str) -> Notice:
        text, live = field_words(lang), self._city()
        item, found = live.matters.items.get(case.item), live.matters.departments[department]
        names = [_in(lang, *name) for name in live.place(case, live.areas.root.code)]
        nameless = "item_sos" if case.sos else "unsorted"
        joint, between = (", ", ", ") if lang == "en" else ("", " ")
        today = self._day(self._clock(), lang)
        year = datetime.fromtimestamp(self._clock() / 1000, self._zone).year
        return Notice(
            number=text["notice_number_form"].format(year=year, case=case.id),
            case=case.id,
            place=between.join(filter(None, (joint.join(names), case.address or ""))) or text["no_place"],
            matter=_in(lang, item.name, item.name_en) if item else text[nameless],
            found=case.text,
            limit=self._limit(case, lang),
            department=_in(lang, found.name, found.name_en),
            date=today,
            world=self.world_word(lang),
        )

    def _limit(self, case: Case, lang: str) -> str:
        text = field_words(lang)
        amount, _, kind = case.limit.partition(" ")
        if case.due is None or kind not in text:
            return text["notice_no_limit"]
        date = self._day(case.due, lang, clock_too=True)
        return text["notice_limit_form"].format(date=date, limit=text[kind].format(amount=amount))

    def _day(self, at: int, lang: str, *, clock_too: bool = False) -> str:
        local = datetime.fromtimestamp(at / 1000, self._zone)
        day = field_words(lang)["notice_day"].format(at=local)
        return f"{day} {local:%H:%M}" if clock_too else day


def _in(lang: str, zh: str, en: str | None) -> str:
    return (en or zh) if lang == "en" else zh
