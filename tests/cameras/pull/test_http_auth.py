"""Digest and Basic authentication, held to the examples of RFC 7616 and RFC 2617."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.pull.http_auth import Challenge, Guard, Login, digest, read_challenges

NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
RFC7616 = Challenge("digest", "http-auth@example.org", NONCE, qop="auth")
OURS = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
MUFASA = Login("Mufasa", "Circle of Life")


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_answers_of_rfc_7616_come_out(algorithm: str, response: str) -> None:
    asked = Challenge("digest", RFC7616.realm, NONCE, algorithm=algorithm, qop="auth")
    assert digest(asked, MUFASA, "GET", "/dir/index.html", "00000001", OURS) == response


def test_without_qop_the_answer_is_that_of_rfc_2069() -> None:
    asked = Challenge("digest", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093")
    login = Login("Mufasa", "CircleOfLife")
    # the published example of RFC 2069 as corrected by its erratum 749
    assert digest(asked, login, "GET", "/dir/index.html", "", "") == "1949323746fe6a43ef61f9606e7febea"


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    st.sampled_from([("SHA-256", "MD5"), ("MD5",), ("SHA-256",)]),
    st.sampled_from(["auth", ""]),
    st.booleans(),
)
def test_any_password_opens_its_own_door(
    user: str, password: str, algorithms: tuple[str, ...], qop: str, basic: bool
) -> None:
    guard = Guard(Login(user, password), "客厅", algorithms, qop, basic)
    login = Login(user, password)
    assert login.take(read_challenges(guard.challenges()))
    for _ in range(2):
        assert guard.accepts(login.authorization("PLAY", "rtsp://c/1"), "PLAY", "rtsp://c/1")


def test_a_wrong_password_another_method_or_another_address_is_refused() -> None:
    guard = Guard(Login("admin", "right"))
    wrong, right = Login("admin", "wrong"), Login("admin", "right")
    for login in (wrong, right):
        login.take(read_challenges(guard.challenges()))
    assert not guard.accepts(wrong.authorization("PLAY", "/a"), "PLAY", "/a")
    assert not guard.accepts(right.authorization("PLAY", "/a"), "SETUP", "/a")
    assert not guard.accepts(right.authorization("PLAY", "/a"), "PLAY", "/b")
    assert not guard.accepts("", "PLAY", "/a")
    assert not guard.accepts("Basic cmlnaHQ=", "PLAY", "/a")


def test_several_challenges_in_one_header_are_told_apart_and_the_strongest_is_answered() -> None:
    header = (
        'Basic realm="IP Camera", Digest realm="IP \\"1\\"", nonce="ab", qop="auth-int, auth",algorithm=MD5'
    )
    basic, asked = read_challenges([header])
    assert (basic.scheme, basic.realm) == ("basic", "IP Camera")
    assert (asked.realm, asked.nonce, asked.qop) == ('IP "1"', "ab", "auth")
    login = Login("a", "b")
    assert login.take([basic, asked])
    assert login.challenge is asked


def test_an_algorithm_nobody_here_knows_cannot_be_answered() -> None:
    login = Login("a", "b")
    assert not login.take(read_challenges(['Digest realm="r", nonce="n", algorithm=SHA-512-256']))
    assert not login.take(read_challenges(['Digest realm="r", nonce="n", algorithm=MD5-sess']))
    assert not login.take(read_challenges(["Negotiate"]))


def test_a_password_shows_in_no_repr() -> None:
    assert "secret" not in repr(Login("root", "secret")) + repr(Guard(Login("root", "secret")))
