"""What may be done to a case, by whom, and what follows. Pure: every refusal says why."""

from city.case import Case
from city.casebook import CaseBook
from city.command import Command, Decided, Refusal, Rule, Rulebook

__all__ = ["COMMANDS", "Command", "Decided", "Refusal", "Rule", "Rulebook", "decide"]

COMMANDS: dict[str, Rule] = {
    "acknowledge": Rule(
        ("new", "dispatched", "handling", "fed_back", "verified"),
        ("officer", "head", "leader", "operator"),
        ("acknowledged",),
        "确认紧急求助或紧急案件",
        "take note of a call for help or an urgent case",
    ),
}


def decide(case: Case, command: Command, book: Rulebook, cases: CaseBook, now: int) -> Decided | Refusal:
    """The one event this command leads to, or the sentence that says what stands in its way."""
    if command.do not in COMMANDS:
        return Refusal(
            "bad_command", f"没有“{command.do[:64]}”这个操作。", f"There is no command {command.do[:64]!r}."
        )
    if not case.urgent:
        return Refusal(
            "not_urgent",
            "只有紧急求助和紧急案件需要确认。",
            "Only a call for help or an urgent case is acknowledged.",
        )
    return Decided("acknowledged", {})
