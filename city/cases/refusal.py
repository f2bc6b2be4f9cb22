"""What stands in the way of a command: which sentence, and what stands in it. The sentences themselves, in
each language, are layouts/sentences.toml's: nothing here speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary in a sentence: `Term("state", "new")` is said as pages say `state_new`."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: `en` where there is none is `zh`."""

    zh: str
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code for programs; which sentence says it to people, by its key, and the values in it: text, numbers,
    a Term, terms to choose from, or a Name."""

    code: str
    sentence: str
    values: dict[str, Any] = field(default_factory=dict)


class ObjectionError(Exception):
    """Ends a decision: carries the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.sentence} {refusal.values}")
        self.refusal = refusal


def objection(code: str, sentence: str = "", **values: Any) -> Refusal:
    """`sentence` where one code has several sentences."""
    return Refusal(code, sentence or code, values)


def refuse(code: str, sentence: str = "", **values: Any) -> NoReturn:
    raise ObjectionError(objection(code, sentence, **values))


def terms(kind: str, codes: Any) -> tuple[Term, ...]:
    return tuple(Term(kind, code) for code in codes)
