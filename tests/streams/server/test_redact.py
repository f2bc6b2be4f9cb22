"""No piece of a password is in what is said of an address, whatever signs it is made of."""

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.exceptions import ConnectionError

from streams.server.connect import RedisAddressError, connect, connect_async, trouble
from streams.server.redact import parts_of, redacted

# signs that end a host's part, and letters that no sentence of ours has
SIGNS = st.text("#?[]@/%:&=+ \t\n\\'\"QXZJW0789é密", min_size=1, max_size=20)
FORMS = st.sampled_from(
    [
        "redis://:{}@cache.example:6379/0",
        "rediss://wall:{}@10.0.0.9",
        "redis://{}@[::1]:6379",
        "unix://:{}@/run/redis.sock?db=1",
        "redis://cache.example/0?password={}@x",
        "redis:///:{}@cache.example",
    ]
)
BORING = "abcd"  # a password that leaves nothing behind: what is said then is all ours


def pieces(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def said(url: str) -> str:
    """All that anybody could be shown of it: the refusals, a trouble, a fault with its steps."""
    words = [
        redacted(url),
        trouble(ConnectionError("refused"), url),
        trouble(ConnectionError(f"at {url} no"), ""),
    ]
    for make in (connect, connect_async):
        try:
            make(url)
        except RedisAddressError:
            words.append(traceback.format_exc(limit=0))
    return "\n".join(words)


@given(FORMS, SIGNS)
def test_no_three_signs_of_a_password_are_ever_said(form: str, password: str) -> None:
    ours = pieces(form) | pieces(said(form.replace("{}", BORING)))
    ours |= pieces(said("redis://:a#b@h")) | pieces(said("redis://:[a]@h")) | pieces(said("redis://h/x"))
    leaked = (pieces(password) - ours) & pieces(said(form.replace("{}", password)))
    assert not leaked


@pytest.mark.parametrize("password", ["p#ss", "p?ss", "p/ss", "p[s]s", "12?34", "p@s/s", "p\tss"])
def test_a_bare_sign_in_a_password_is_refused_with_its_mend(password: str) -> None:
    with pytest.raises(RedisAddressError, match=r"%23.*redis\.password_file") as told:
        connect(f"redis://user:{password}@cache.example:6379")
    assert password not in str(told.value)


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("redis://:p%23%3F%2F%40s@h", "p#?/@s"),
        ("redis://:p ss@h", "p ss"),
        ("redis://:p%zz@h\n", "p%zz"),
        ("redis://:a@b@h", "a@b"),
    ],
)
def test_what_can_be_told_apart_is_taken_as_it_is(url: str, password: str) -> None:
    assert connect(url).get_connection_kwargs()["password"] == password


@pytest.mark.parametrize("url", ["redis://h?nope=1", "redis://h?db=x", "redis://h:99999", "redis://h#1"])
def test_what_the_library_would_trip_over_later_is_refused_at_once(url: str) -> None:
    with pytest.raises(RedisAddressError, match="redis address"):
        connect(url)


def test_a_socket_may_have_any_name_and_a_host_is_shown() -> None:
    assert redacted("unix:///run/a@b.sock?db=1") == "unix:///run/a@b.sock?***"
    assert redacted("rediss://wall:secret@cache.example:6379/0") == "rediss://***@cache.example:6379/0"
    assert parts_of("nothing").scheme == redacted("") == ""
