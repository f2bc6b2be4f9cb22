"""What lets a page see cameras is believed only whole, in time, and from this server."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer

from streams.access.camera_tokens import LASTS_MS, MOST, Pass, TokenError, sign, verify

KEY, OTHER = bytes(range(32)), bytes(32)
ORIGIN, NOW = "http://localhost:8050", 1_795_416_787_000


def signed(*told: Any) -> str:
    """Signed with our key, whatever is in it."""
    more = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return str(URLSafeSerializer(KEY, salt="gridwall.cameras", signer_kwargs=more).dumps(list(told)))


def test_a_pass_comes_out_as_it_went_in_and_lasts_a_minute() -> None:
    token = sign(KEY, "s1", ["a", "b"], ORIGIN, NOW)
    assert verify(KEY, token, NOW) == Pass("s1", ("a", "b"), ORIGIN, NOW + LASTS_MS)
    assert verify(KEY, token, NOW + 59_999).cameras == ("a", "b")


def test_a_token_that_ran_out_is_refused() -> None:
    with pytest.raises(TokenError, match="run out"):
        verify(KEY, sign(KEY, "s1", ["a"], ORIGIN, NOW), NOW + LASTS_MS)


def test_a_token_from_far_ahead_is_refused() -> None:
    with pytest.raises(TokenError, match="clocks"):
        verify(KEY, sign(KEY, "s1", ["a"], ORIGIN, NOW + 3 * LASTS_MS), NOW)


def test_another_servers_token_is_refused() -> None:
    with pytest.raises(TokenError, match="not one of this server's"):
        verify(KEY, sign(OTHER, "s1", ["a"], ORIGIN, NOW), NOW)


def test_a_token_with_any_character_changed_is_refused() -> None:
    token = sign(KEY, "s1", ["a"], ORIGIN, NOW)
    body = len(token.rpartition(".")[0])
    for place in (0, body // 2, body - 1, body, body + 3):
        forged = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(TokenError):
            verify(KEY, forged, NOW)


def test_the_origin_signed_is_the_one_told() -> None:
    assert verify(KEY, sign(KEY, "s1", ["a"], "http://evil.example", NOW), NOW).origin != ORIGIN


@pytest.mark.parametrize(
    "told",
    [
        ("s1", [f"c{n}" for n in range(MOST + 1)], ORIGIN, NOW + 1),
        ("s1", ["a b"], ORIGIN, NOW + 1),
        ("s1", [1], ORIGIN, NOW + 1),
        ("s 1", ["a"], ORIGIN, NOW + 1),
        ("s1", ["a"], None, NOW + 1),
        ("s1", ["a"], ORIGIN),
        ("s1", "a", ORIGIN, NOW + 1),
    ],
)
def test_what_is_signed_but_not_well_formed_is_refused(told: tuple[Any, ...]) -> None:
    with pytest.raises(TokenError, match="another form"):
        verify(KEY, signed(*told), NOW)


@pytest.mark.parametrize("token", [None, b"x", 7, "", "x", "a.b.c", "é" * 5, "x" * 9000])
def test_what_is_no_token_is_refused(token: object) -> None:
    with pytest.raises(TokenError):
        verify(KEY, token, NOW)


def test_a_refusal_tells_nothing_of_the_token() -> None:
    token = sign(OTHER, "s1", ["a"], ORIGIN, NOW)
    with pytest.raises(TokenError) as refusal:
        verify(KEY, token, NOW)
    assert token[:8] not in str(refusal.value)
