"""Any Redis by its address; what is wrong with it in words, and never a password in them."""

import socket
import threading
from pathlib import Path

import pytest
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
)

from streams.server.connect import RedisAddressError, Tls, connect, password_in, redacted, trouble
from streams.server.embedded import EmbeddedRedis
from streams.server.fitness import check

SECRET = "pa55"


@pytest.mark.parametrize(
    "url",
    [
        f"redis://user:{SECRET}@host:6379/0",
        f"rediss://:{SECRET}@host",
        f"unix://:{SECRET}@/run/redis.sock?password={SECRET}&db=1",
        f"redis://us@er:{SECRET}@host",
        f"redis://host?password={SECRET}",
    ],
)
def test_an_address_is_shown_without_its_secret(url: str) -> None:
    assert SECRET not in redacted(url)
    assert "host" in redacted(url) or "/run/redis.sock" in redacted(url)


@pytest.mark.parametrize(
    "url",
    ["", "host:6379", "http://host", f"amqp://a:{SECRET}@host", "redis://host:port", "redis://host/name"],
)
def test_what_is_no_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(RedisAddressError, match="redis address") as told:
        connect(url)
    assert SECRET not in str(told.value)


def test_a_password_may_come_apart_from_the_address() -> None:
    assert connect("redis://host", password=SECRET).get_connection_kwargs()["password"] == SECRET
    told = connect("redis://:own@host", password=SECRET).get_connection_kwargs()
    assert told["password"] == "own"


def test_a_password_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    assert password_in(str(tmp_path / "secret")) == SECRET
    with pytest.raises(RedisAddressError, match="cannot be read: FileNotFoundError"):
        password_in(str(tmp_path / "none"))


def test_tls_is_checked_against_the_given_authority() -> None:
    told = connect("rediss://host", tls=Tls(ca_file="/ca.pem", check_hostname=False)).get_connection_kwargs()
    assert (told["ssl_cert_reqs"], told["ssl_ca_certs"]) == ("required", "/ca.pem")
    assert told["ssl_check_hostname"] is False
    assert connect("rediss://host").get_connection_kwargs()["ssl_check_hostname"] is True


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AuthenticationError("WRONGPASS"), "refuses our name or password"),
        (NoPermissionError("no keys"), "does not let this user"),
        (BusyLoadingError("x"), "still loading its data"),
        (ReadOnlyError("x"), "is a read-only replica"),
        (OutOfMemoryError("x"), "is out of memory"),
        (TimeoutError("x"), "does not answer in time"),
        (ResponseError("ERR syntax error"), "refuses a command: ERR syntax error"),
        (ConnectionError(f"redis://u:{SECRET}@host gone"), "cannot be reached: redis://***@host gone"),
        (OSError("broken"), "cannot be reached: broken"),
    ],
)
def test_every_trouble_has_its_words(error: Exception, words: str) -> None:
    sentence = trouble(error, f"redis://:{SECRET}@host")
    assert sentence.startswith("Redis at redis://***@host ")
    assert words in sentence
    assert SECRET not in sentence


def test_a_wrong_password_is_told_by_a_real_server(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis:
        redis.config_set("requirepass", SECRET)
    with connect(own_redis.url, password="wrong") as redis, pytest.raises(RedisError) as told:
        redis.ping()
    assert "refuses our name or password" in trouble(told.value, own_redis.url)
    with connect(own_redis.url, password=SECRET) as redis:
        assert redis.ping()


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "s"))
        silent.listen()
        with connect(f"unix://{tmp_path / 's'}", timeout=0.2) as redis, pytest.raises(TimeoutError):
            redis.ping()


def test_the_embedded_server_passes_the_check(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis:
        verdicts = check(redis, own_redis.url)
        assert "answers" in verdicts[0].sentence
        warned = [v.sentence for v in verdicts if v.level != "ok"]
        assert [
            words in told
            for words, told in zip(("CVE-2025-49844", "maxmemory is not set"), warned, strict=True)
        ]


@pytest.mark.parametrize(
    ("name", "value", "level", "words"),
    [
        ("maxmemory-policy", "allkeys-lru", "bad", "must be noeviction"),
        ("appendonly", "no", "bad", "appendonly must be yes"),
        ("appendfsync", "everysec", "warn", "a power cut may cost two seconds of commands"),
        ("appendfsync", "no", "bad", "appendfsync must be always"),
    ],
)
def test_a_server_that_may_lose_cases_is_told_of(
    own_redis: EmbeddedRedis, name: str, value: str, level: str, words: str
) -> None:
    with own_redis.client() as redis:
        redis.config_set(name, value)
        assert [v.level for v in check(redis, own_redis.url) if words in v.sentence] == [level]
        if name.startswith("append"):
            assert not [v for v in check(redis, own_redis.url, record=False) if words in v.sentence]


def test_a_server_that_is_away_is_one_bad_line() -> None:
    with connect("unix:///nowhere/redis.sock") as redis:
        verdicts = check(redis, "unix:///nowhere/redis.sock")
    assert [v.level for v in verdicts] == ["bad"]
    assert "cannot be reached" in verdicts[0].sentence


def test_what_is_no_redis_at_all_is_told_too(tmp_path: Path) -> None:
    def answer(server: socket.socket) -> None:
        peer, _ = server.accept()
        with peer:
            peer.recv(1000)
            peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        thread = threading.Thread(target=answer, args=(server,))
        thread.start()
        with connect(f"unix://{tmp_path / 's'}") as redis:
            assert [v.level for v in check(redis, "unix://s")] == ["bad"]
        thread.join()


@pytest.mark.parametrize("written", [f"\ufeff{SECRET}\r\n", f"  {SECRET} \t\n# a remark", SECRET])
def test_a_password_file_of_any_editor_is_read(tmp_path: Path, written: str) -> None:
    (tmp_path / "secret").write_bytes(written.encode())
    assert password_in(str(tmp_path / "secret")) == SECRET


@pytest.mark.parametrize(
    ("written", "words"), [(b"\r\n", "got nothing"), (SECRET.encode("utf-16"), "must be UTF-8 text")]
)
def test_a_password_file_without_one_says_so(tmp_path: Path, written: bytes, words: str) -> None:
    (tmp_path / "secret").write_bytes(written)
    with pytest.raises(RedisAddressError, match=words) as told:
        password_in(str(tmp_path / "secret"))
    assert SECRET not in str(told.value)
