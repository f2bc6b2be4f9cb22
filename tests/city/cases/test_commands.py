"""The printed table of commands is the one that is decided by."""

from pathlib import Path

from city.cases.case import OPEN, STATES
from city.cases.commands import COMMANDS
from city.cases.decide import decides
from city.cases.effects import EFFECTS
from layouts.case_commands import page

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_is_what_the_rules_print() -> None:
    assert (DOCS / "case-commands.md").read_text("utf-8") == page(), (
        "run: python -m layouts.case_commands > docs/case-commands.md"
    )


def test_every_command_is_decided_and_every_event_is_some_command_s() -> None:
    assert set(COMMANDS) == decides()
    assert {event for rule in COMMANDS.values() for event in rule.events} == set(EFFECTS)


def test_no_command_is_allowed_where_no_event_of_its_fits() -> None:
    for rule in COMMANDS.values():
        assert set(rule.states) <= {state for event in rule.events for state in EFFECTS[event].states}


def test_from_every_state_some_command_leads_on() -> None:
    onward = {"new": "dispatch", "dispatched": "accept", "handling": "feed_back", "fed_back": "verify"}
    onward |= {"verified": "close", "closed": "reopen", "advised": "reopen", "void": "reopen"}
    onward |= {"merged": "unmerge"}
    assert set(onward) == set(STATES) >= OPEN
    assert all(state in COMMANDS[do].states for state, do in onward.items())


def test_the_streams_page_tells_every_type_of_event() -> None:
    page = (DOCS / "streams.md").read_text("utf-8")
    assert [event for event in ("filed", *EFFECTS) if f"| `{event}` |" not in page] == []
