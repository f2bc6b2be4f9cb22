"""What Python and JavaScript agree on is written once, and what is written is what holds."""

import ast
import re
from pathlib import Path

from city.cases.case import OPEN, STATES
from city.cases.commands import COMMANDS, ROLES
from city.cases.conditions import CONDITIONS
from dashboard.contract import FILE, module
from dashboard.live.socket_events import ASKED, TOLD
from layouts.console.keys_card import KEYS, PAGE_KEYS

ROOT = Path(__file__).parents[2]
SHOWN = {"ArrowDown": "↓", "ArrowUp": "↑", "Escape": "Esc"}  # as the card shows them


def test_the_browser_reads_what_python_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == module(), "run: python -m dashboard.contract"


def test_every_command_names_states_roles_and_conditions_that_there_are() -> None:
    for do, rule in COMMANDS.items():
        assert set(rule.states) <= set(STATES) >= OPEN and set(rule.roles) <= set(ROLES), do
        named = {*rule.when, *(name for act in rule.acts for name in act.when)}
        assert named <= set(CONDITIONS), do


def test_the_page_knows_every_condition_of_the_table() -> None:
    text = (ROOT / "assets/console/case/conditions.mjs").read_text(encoding="utf-8")
    body = text[text.index("const CONDITIONS") : text.index("}\n", text.index("const CONDITIONS"))]
    assert set(re.findall(r"^  (\w+)[:,]", body, re.M)) == set(CONDITIONS)


def test_every_event_the_server_hears_or_tells_is_one_of_the_contract() -> None:
    heard, told = set(), set()
    for file in sorted((ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="on_event"), args=[ast.Constant(value=str(name)), *_]):
                    heard.add(name)
                case ast.AnnAssign(target=ast.Name(id="asked"), value=ast.Dict(keys=keys)):
                    heard |= {key.value for key in keys if isinstance(key, ast.Constant)}
                case ast.Call(
                    func=ast.Attribute(attr="emit") | ast.Name(id="_event"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    told.add(name)
    assert heard - {"connect", "disconnect"} == set(ASKED)
    assert told | {"frame"} == set(TOLD)  # a frame is packed by itself


def test_the_card_of_keys_shows_every_key_that_does_something() -> None:
    card = " ".join(keys for keys, _ in KEYS)
    keys = {SHOWN.get(key, key) for key in PAGE_KEYS}
    keys |= {act.key for rule in COMMANDS.values() for act in rule.acts if act.key}
    assert [key for key in sorted(keys) if key not in card] == []


def test_no_key_means_two_things() -> None:
    acts = {act.key for rule in COMMANDS.values() for act in rule.acts if act.key}
    assert acts & set(PAGE_KEYS) == set()
