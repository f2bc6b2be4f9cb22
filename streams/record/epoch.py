"""The random epoch of a record: another one is another Redis."""

from redis import Redis
from redis.exceptions import ResponseError

ODD = "?"  # stands for the epoch where another type of value does: it says nothing, and stops nothing


def read_epoch(redis: Redis, key: str) -> str | None:
    """None when nobody has claimed this prefix; ODD. Raises what else Redis says."""
    try:
        return epoch_of(redis.get(key))
    except ResponseError as error:
        return epoch_of(error)


def epoch_of(told: object) -> str | None:
    """The same from what Redis answered, or refused."""
    if isinstance(told, ResponseError):
        if not str(told).startswith("WRONGTYPE"):
            raise told
        return ODD
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else None
