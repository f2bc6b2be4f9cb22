"""Prints how docs/streams.md tells a fix: `python -m streams.messages.position_docs`. Opens no file."""

import sys

from city.people.position_fields import POSITION_FIELDS, ROW, PositionField

_HEAD = "| field | wanted | unit | meaning |\n|---|---|---|---|\n"
_WANTED = {"id": "id", "time": "time", "flag": "{low:g} or {high:g}", "number": "{low:,g} to {high:,g}"}


def fix_table() -> str:
    return _HEAD + "".join(map(_line, POSITION_FIELDS))


def row_of_fixes() -> str:
    """What stands in one row of a `fixes` entry."""
    return f"`[{', '.join(field.name + ('' if field.required else '?') for field in ROW)}]`"


def _line(field: PositionField) -> str:
    wanted = "" if field.required else "optional, "
    wanted += _WANTED[field.kind].format(low=field.low, high=field.high)
    return f"| `{field.name}` | {wanted} | {field.unit} | {field.meaning} |\n"


if __name__ == "__main__":
    sys.stdout.write(f"{fix_table()}\n{row_of_fixes()}\n")
