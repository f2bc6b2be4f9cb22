"""Entries of a positions stream to one checked batch, with what was refused and who calls for help."""

from streams.messages.arrival import BY_ID, Arrival
from streams.messages.cry import CALL, JUNK, cry
from streams.messages.entries import Entry
from streams.messages.gathered import STRIDE, Gathered, Positions
from streams.messages.plain import read_one, read_plain
from streams.messages.rows import read_rows
from streams.messages.values import RefusedError, identifier, text


def heartbeat_fields(gateway: str) -> dict[str, str]:
    """What a gateway writes every 5 s, so that silence can be told from a quiet city."""
    return {"heartbeat": gateway}


def refusal_fields(sentence: str, raw: str) -> dict[str, str]:
    """What a gateway turned away itself, for people to read: it goes to `rejected`, with `raw` beside it."""
    return {"refused": sentence, "raw": raw}


def decode_positions(entries: list[Entry], stream: str = "positions", arrival: Arrival = BY_ID) -> Positions:
    """One bad entry or row rejects itself alone. `stream` is the name its sentence begins with."""
    gathered = Gathered(stream, entries, arrival)
    others = [i for i, (_, fields) in enumerate(entries) if b"fixes" in fields or b"inspector" not in fields]
    apart = set(others)
    read_plain(gathered, [i for i in range(len(entries)) if i not in apart] if apart else range(len(entries)))
    read_rows(gathered, [i for i in others if b"fixes" in entries[i][1]])
    for i in others:
        _odd(gathered, i)
    return gathered.finish()


def _odd(gathered: Gathered, i: int) -> None:
    """An entry that is not a plain fix. If it cries for help in passing, it is heard as one."""
    fields = gathered.entries[i][1]
    if b"heartbeat" in fields and b"fixes" not in fields:
        _heartbeat(gathered, i, fields[b"heartbeat"])
    said = cry(fields.get(b"sos"))
    if b"refused" in fields:
        gathered.hand_on(i, fields[b"refused"], fields.get(b"raw", b""))
    if said == CALL or not (b"heartbeat" in fields or b"fixes" in fields or b"refused" in fields):
        read_one(gathered, i)
    elif said == JUNK:
        gathered.doubt(i * STRIDE, text(fields.get(b"inspector")) or "", fields[b"sos"])


def _heartbeat(gathered: Gathered, i: int, name: bytes) -> None:
    try:
        gateway = identifier("heartbeat", name)
    except RefusedError as error:
        gathered.refuse(i, None, str(error), name)
    else:
        gathered.heartbeats.append((gateway, gathered.received(i)))
