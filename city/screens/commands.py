"""The table of what is done to screens: by which name, with which data, under which right. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from city.screens import arranging, following, hanging, importing, pushing, ruling, telling, walls
from city.screens.decision import Decision, Moment

PUSH, EDIT = "push", "screens"  # rights of city/access/roles.py


@dataclass(frozen=True, slots=True)
class Rule:
    right: str
    data: Any  # the class of what it takes
    decide: Callable[[Moment, Any], Decision]


COMMANDS = {
    "put": Rule(PUSH, pushing.Put, pushing.put),
    "extend": Rule(PUSH, pushing.Extend, pushing.extend),
    "end": Rule(PUSH, pushing.End, pushing.end),
    "follow": Rule(PUSH, following.Follow, following.follow),
    "end_room": Rule(PUSH, pushing.EndRoom, pushing.end_room),
    "hold": Rule(PUSH, pushing.Hold, pushing.hold),
    "turn": Rule(PUSH, pushing.Turn, pushing.turn),
    "identify": Rule(PUSH, pushing.Identify, pushing.identify),
    "reload": Rule(EDIT, pushing.Reload, pushing.reload),
    "hang": Rule(EDIT, hanging.Hang, hanging.hang),
    "take_down": Rule(EDIT, hanging.TakeDown, hanging.take_down),
    "make_wall": Rule(EDIT, walls.MakeWall, walls.make_wall),
    "split_wall": Rule(EDIT, walls.SplitWall, walls.split_wall),
    "save_scene": Rule(EDIT, arranging.SaveScene, arranging.save_scene),
    "save_programme": Rule(EDIT, arranging.SaveProgramme, arranging.save_programme),
    "publish": Rule(EDIT, arranging.Publish, arranging.publish),
    "remove": Rule(EDIT, arranging.Remove, arranging.remove),
    "bring_in": Rule(EDIT, importing.Import, importing.bring_in),
    "save_rule": Rule(EDIT, ruling.SaveRule, ruling.save_rule),
    "switch": Rule(EDIT, ruling.Switch, ruling.switch),
    "announce": Rule(EDIT, telling.Announce, telling.announce),
    "withdraw": Rule(EDIT, telling.Withdraw, telling.withdraw),
    "set_level": Rule(EDIT, telling.SetLevel, telling.set_level),
}
