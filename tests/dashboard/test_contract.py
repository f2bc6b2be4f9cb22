"""What Python and JavaScript agree on is written once, and what is written is what holds."""

import ast
import re
from pathlib import Path

import pytest

from city.cases.case import OPEN, STATES
from city.cases.commands import COMMANDS, ROLES
from city.cases.conditions import CONDITIONS
from dashboard.contract import FILE, module
from dashboard.live.socket_events import ASKED, TOLD
from layouts.console.keys_card import PAGE_KEYS, ROWS, keys_of
from layouts.help_card import WALL_KEYS
from layouts.help_card import rows as wall_rows

ROOT = Path(__file__).parents[2]
ACT_KEYS = {act.name: act.key for rule in COMMANDS.values() for act in rule.acts if act.key}


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
                case ast.AnnAssign(
                    target=ast.Name(id="asked") | ast.Attribute(attr="asked"), value=ast.Dict(keys=keys)
                ):
                    heard |= {key.value for key in keys if isinstance(key, ast.Constant)}
                case ast.Call(
                    func=ast.Attribute(attr="emit") | ast.Name(id="packed_message"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    told.add(name)
    assert heard - {"connect", "disconnect"} == set(ASKED)
    assert told | {"frame"} == set(TOLD)  # a frame is packed by itself


def test_the_card_of_keys_tells_everything_that_a_key_does() -> None:
    told = {action for actions in ROWS.values() for action in actions}
    assert told == {*PAGE_KEYS.values(), *ACT_KEYS}
    assert [keys_of(row) for row in ("queue", "claim", "person", "department", "back")] == [
        "J K ↓ ↑",
        "A",
        "1–5 Enter",
        "D 1–8 Enter",
        "Esc",
    ]


def test_no_key_means_two_things() -> None:
    assert set(ACT_KEYS.values()) & set(PAGE_KEYS) == set()


@pytest.mark.parametrize(
    ("page", "keys"),
    [("console.md", [keys_of(row) for row in ROWS]), ("page.md", [keys for keys, _ in wall_rows()])],
)
def test_the_table_of_keys_has_the_rows_of_the_card(page: str, keys: list[str]) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    table = text[text.index("| key | does |") :].split("\n\n")[0]
    assert re.findall(r"^\| (.+?) \| ", table, re.M)[1:] == keys


def test_no_module_of_a_page_names_a_letter_of_the_tables_itself() -> None:
    letters = {key for key in (*PAGE_KEYS, *WALL_KEYS, *ACT_KEYS.values()) if len(key) == 1 and key.isalpha()}
    named = re.compile(rf"""(?:key\w*\s*[!=]==?|Key\(|button\()\s*['"]([{"".join(letters)}])['"]""", re.I)
    found = {
        str(file.relative_to(ROOT)): named.findall(file.read_text(encoding="utf-8"))
        for file in sorted((ROOT / "assets").rglob("*.mjs"))
        if not {"built", "vendor"} & set(file.parts) and file != FILE
    }
    assert {file: keys for file, keys in found.items() if keys} == {}
