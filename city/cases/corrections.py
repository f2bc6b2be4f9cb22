"""Putting right what was filed: notes, the place, the item, and cases that are one and the same."""

from typing import Any

from city.cases.case import Case
from city.cases.case_places import usual_level
from city.cases.command import Decided, refuse
from city.cases.command_context import CommandContext
from city.cases.verdicts import heard
from city.matters import Item
from city.time.deadlines import due

LATEST = 253_402_300_799_999  # the last millisecond of the year 9999


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
            refuse(
                "unknown_area",
                f"没有可用的区域 {area[:64]}。",
                f"area must be a code below {areas.root.code}, got {area[:64]!r}.",
            )
    else:
        lat, lon = ask.degrees("lat"), ask.degrees("lon")
        found = ask.cases.case_places.leaf(lat, lon)
        if found is None:
            refuse(
                "outside",
                f"该位置（{lat:.5f}, {lon:.5f}）在市域之外。",
                f"{lat:.5f}, {lon:.5f} lies outside the city.",
            )
        area = found
    if not ask.sees(area):
        refuse(
            "out_of_scope",
            f"{areas[area].name}不在您的辖区内；请上报上级处理。",
            f"{area} lies outside your area; escalate the case, and the level above can place it there.",
        )
    return Decided("located", {"area": area, "lat": lat, "lon": lon})


def sort(ask: CommandContext) -> Decided:
    """Its item's limit runs from when the report reached us, or from when it was taken up again."""
    case, code = ask.case, ask.code("item")
    item = ask.book.matters.items.get(code)
    if case.sos:
        refuse("sos", "紧急求助不能改为其他事项。", "A call for help cannot be sorted under another item.")
    if item is None:
        refuse("unknown_item", f"事项清单中没有 {code[:64]}。", f"There is no item {code[:64]}.")
    if code == case.item and not case.to_sort:
        refuse("same_item", f"该案件已属事项 {code}。", f"This case is under item {code} already.")
    if case.paused:
        until = ask.when(case.paused.until)
        refuse(
            "paused", f"该案件缓办至 {until}，须先恢复计时。", f"It is deferred until {until}; resume first."
        )
    told = {"item": code, "limit": f"{item.limit.amount} {item.limit.kind}"}
    begun = [each.time for each in ask.cases.history(case.id) if each.type == "reopened"]
    ends = due(max(begun, default=case.received), item.limit, ask.book.calendar)
    return Decided(
        "sorted", {**told, "due": ends, "level": _level(ask, item), "urgency": _urgency(ask, item)}
    )


def target(ask: CommandContext) -> Decided:
    if ask.case.paused:
        until = ask.when(ask.case.paused.until)
        refuse("paused", f"该案件缓办至 {until}。", f"It is deferred until {until}.")
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
        refuse("itself", "案件不能并入自身。", "A case cannot be merged into itself.")
    other = ask.cases.get(into)
    if other is None or not ask.sees(other.area):
        refuse("unknown_case", f"没有案件 {into[:64]}。", f"There is no case {into[:64]} here.")
    if ask.cases.leads_to(into, ask.case.id):
        refuse(
            "circle",
            f"{into} 已并入该案件，不能再反向并案。",
            f"{into} was merged into this case; it cannot be merged the other way as well.",
        )
    _open(ask, other)
    heard(ask)
    return Decided("merged", {"into": into}, upon=(into, other.revision))


def _open(ask: CommandContext, other: Case) -> None:
    if other.merged_into:
        zh, en = ask.named(other.merged_into)
        refuse(
            "merged",
            f"{other.id} 已并入{zh}；请直接并入后者。",
            f"{other.id} was merged into {en}; merge into that one.",
        )
    if not other.open:
        at = ask.when(other.ended_at)
        refuse("ended", f"{other.id} 已于 {at} 结束。", f"{other.id} has ended at {at}; reopen it first.")


def unmerge(ask: CommandContext) -> Decided:
    return Decided("unmerged", {"from": ask.case.merged_into})
