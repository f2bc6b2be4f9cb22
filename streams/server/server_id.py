"""Which running server this is: another one after every start and every fail-over."""

from redis import Redis
from redis.exceptions import ResponseError


def server_id(redis: Redis) -> str:
    """ "" where we may not ask. Raises what Redis says when it cannot be asked."""
    try:
        return str(redis.info("server").get("run_id", ""))
    except ResponseError:
        return ""
