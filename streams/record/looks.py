"""One look at the Redis that holds our streams: what stands under their names, where each ends, whether the
newest entry we hold is still there, and whose record it is. All are asked for in one round trip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redis.exceptions import ResponseError

from streams.record.epoch import epoch_of
from streams.record.kept_connection import Command
from streams.record.key_types import FITS
from streams.record.tails import START, Tail, holds


@dataclass(frozen=True, slots=True)
class Look:
    """`odd`: streams under whose name something else stands. `gone`: those that lack the newest entry that
    we hold. `ends`: the last id each gave out, "0-0" where there is none."""

    odd: frozenset[str]
    gone: frozenset[str]
    ends: dict[str, str]
    epoch: str | None


def look_commands(tails: Mapping[str, Tail], epoch_key: str | None) -> list[Command]:
    """For `seen`, of these streams and what we hold of them."""
    return [
        *(("TYPE", stream) for stream in tails),
        *proof_commands(tails),
        *(("XINFO", "STREAM", stream) for stream in tails),
        *([("GET", epoch_key)] if epoch_key is not None else ()),
    ]


def proof_commands(tails: Mapping[str, Tail]) -> list[Command]:
    """For `gone`: each stream's newest entry that we hold."""
    newest = ((stream, tail.newest) for stream, tail in tails.items())
    return [("XRANGE", stream, held.entry, held.entry) for stream, held in newest if held]


def seen(answers: Sequence[Any], tails: Mapping[str, Tail], epoch_key: str | None) -> Look:
    """What Redis answered to `look_commands`. Raises what it refused, but for streams that are none."""
    told = iter(answers)
    types = {stream: _sound(next(told)).decode() for stream in tails}
    odd = frozenset(stream for stream, type_ in types.items() if type_ not in FITS)
    away = gone(told, tails, odd)
    ends = {stream: next(told) for stream in tails}
    return Look(
        odd,
        away,
        {stream: _end(answer) for stream, answer in ends.items() if stream not in odd},
        None if epoch_key is None else epoch_of(next(told)),
    )


def gone(told: Iterator[Any], tails: Mapping[str, Tail], odd: frozenset[str] = frozenset()) -> frozenset[str]:
    """Takes the answers to `proof_commands`: the streams that lack the newest entry we hold of them."""
    asked = [(stream, tail.newest) for stream, tail in tails.items() if tail.newest]
    found = [(stream, held, next(told)) for stream, held in asked]
    return frozenset(
        stream
        for stream, held, answer in found
        if held and stream not in odd and not holds(_sound(answer), held)
    )


def _end(answer: Any) -> str:
    if isinstance(answer, ResponseError):
        if "no such key" not in str(answer).lower():
            raise answer
        return START
    fields = dict(zip(answer[::2], answer[1::2], strict=True))
    return str(fields[b"last-generated-id"].decode("ascii"))


def _sound(answer: Any) -> Any:
    if isinstance(answer, ResponseError):
        raise answer
    return answer
