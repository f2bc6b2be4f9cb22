"""The table of commands: who reaches what."""

from city.screens.commands import COMMANDS, EDIT, PUSH
from tests.city.screens.room import Room

EVERYBODYS = {"put", "extend", "end", "follow", "end_room", "hold", "turn", "identify"}


def test_what_changes_a_screen_for_good_is_for_those_who_look_after_it() -> None:
    assert {do for do, rule in COMMANDS.items() if rule.right == PUSH} == EVERYBODYS
    assert {rule.right for rule in COMMANDS.values()} == {PUSH, EDIT}


def test_the_log_says_of_every_screens_change_which_screen(room: Room) -> None:
    push = room.put()
    acts = [
        room.do("extend", screen="one", push=push),
        room.do("hold", screen="one", held=True),
        room.do("turn", screen="one", by=1),
        room.do("identify", screen="one"),
        room.do("reload", screen="one"),
        room.do("end", screen="one"),
        room.do("take_down", screen="one"),
    ]
    assert [act.data["screen"] for act in acts] == ["one"] * 7
