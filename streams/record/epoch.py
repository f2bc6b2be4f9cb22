"""The random epoch of a record: another one is another Redis."""

from redis import Redis
from redis.exceptions import ResponseError

ODD = "?"  # stands for the epoch where another type of value does: it says nothing, and stops nothing


def read_epoch(redis: Redis, key: str) -> str | None:
    """None when nobody has claimed this prefix; ODD. Raises what else Redis says."""
    try:
        told = redis.get(key)
    except ResponseError as error:
        if not str(error).startswith("WRONGTYPE"):
            raise
        return ODD
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else None
