"""Topic filters with + for one level, as MQTT has them; # is not used here. Knows no broker."""

from __future__ import annotations

from streams.messages.values import shown

LONGEST = 256
WILD = "+"


class TopicError(ValueError):
    """What was wanted of a filter, and what came."""


def wildcards(told: str) -> int:
    """How many + a filter has. Raises TopicError."""
    wanted = f"a topic of at most {LONGEST} characters whose levels are names or +"
    levels = told.split("/")
    odd = any(level != WILD and (WILD in level or "#" in level) for level in levels)
    if not told or len(told) > LONGEST or odd or told.startswith("$") or not told.isprintable():
        raise TopicError(f"must be {wanted}, got {shown(told)}")
    return levels.count(WILD)


def matched(told: str, topic: str) -> tuple[str, ...] | None:
    """The levels of the topic that stand for the filter's +; None when it is another's."""
    wanted, levels = told.split("/"), topic.split("/")
    if len(wanted) != len(levels) or topic.startswith("$"):
        return None
    if any(want not in (WILD, level) for want, level in zip(wanted, levels, strict=True)):
        return None
    return tuple(level for want, level in zip(wanted, levels, strict=True) if want == WILD)
