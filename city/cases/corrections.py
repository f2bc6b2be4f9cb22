"""Putting right what was filed: notes, the place, the item, and cases that are one and the same."""

from typing import Any

from city.cases.case import Case
from city.cases.case_places import usual_level
from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.refusal import Name, refuse
from city.matters import Item
from city.time.days import LATEST
from city.time.deadlines import due


def note(ask: CommandContext) -> Decided:
    told: dict[str, Any] = {"text": ask.text("text", needed=True)}
    if ask.command.role == "clerk":  # a changed re-send: which report it was
        told |= {name: ask.code(name) for name in ("report", "digest") if name in ask.data}
    return Decided("noted", told)


def locate(ask: CommandContext) -> Decided:
    areas = ask.book.areas
    if ask.data.get("lat") is None and ask.data.get("lon") is None:
        area, lat, lon = ask.code("area"), None, None
        if area not in areas or area == areas.root.code:
            refuse("unknown_area", root=areas.root.code, got=area[:64])
    else:
        lat, lon = ask.degrees("lat"), ask.degrees("lon")
        found = ask.cases.case_places.leaf(lat, lon)
        if found is None:
            refuse("outside", lat=f"{lat:.5f}", lon=f"{lon:.5f}")
        area = found
    if not ask.sees(area):
        refuse("out_of_scope", area=Name(areas[area].name, areas[area].name_en))
    return Decided("located", {"area": area, "lat": lat, "lon": lon})


def sort(ask: CommandContext) -> Decided:
    """Its item's limit runs from when the report reached us, or from when it was taken up again."""
    case, code = ask.case, ask.code("item")
    item = ask.book.matters.items.get(code)
    if item is None:
        refuse("unknown_item", item=code[:64])
    if code == case.item and not case.to_sort:
        refuse("same_item", item=Name(item.name, item.name_en))
    told = {"item": code, "limit": f"{item.limit.amount} {item.limit.kind}"}
    begun = [each.time for each in ask.cases.history(case.id) if each.type == "reopened"]
    ends = due(max(begun, default=case.received), item.limit, ask.book.calendar)
    return Decided(
        "sorted", {**told, "due": ends, "level": _level(ask, item), "urgency": _urgency(ask, item)}
    )


def target(ask: CommandContext) -> Decided:
    return Decided("targeted", {"due": ask.whole("due", 0, LATEST)})


def _level(ask: CommandContext, item: Item) -> str:
    """The item's, but not below the one a person has raised it to."""
    levels, case = ask.book.areas.levels, ask.case
    wanted = item.level if item.level in levels else usual_level(ask.book.areas)
    return min(wanted, case.level, key=levels.index) if case.escalated_at else wanted


def _urgency(ask: CommandContext, item: Item) -> str:
    """The item's, unless its sender said it was urgent when the item it came under was not."""
    before = ask.book.matters.items.get(ask.case.item)
    raised = ask.case.urgency == "urgent" and not (before and before.urgency == "urgent")
    return "urgent" if raised else item.urgency


def merge(ask: CommandContext) -> Decided:
    into = ask.code("into")
    if into == ask.case.id:
        refuse("itself")
    other = ask.cases.get(into)
    if other is None or not ask.sees(other.area):
        refuse("unknown_case", case=into[:64])
    if ask.cases.leads_to(into, ask.case.id):
        refuse("circle", into=into)
    _open(ask, other)
    if ask.case.sos and not other.sos:  # nobody would be looked for any more
        refuse("sos", "merge_of_call", into=ask.named(into))
    return Decided("merged", {"into": into}, upon=(into, other.revision))


def _open(ask: CommandContext, other: Case) -> None:
    if other.merged_into:
        refuse("merged", case=other.id, into=ask.named(other.merged_into))
    if not other.open:
        refuse("ended", case=other.id, at=ask.when(other.ended_at))


def unmerge(ask: CommandContext) -> Decided:
    return Decided("unmerged", {"from": ask.case.merged_into})
