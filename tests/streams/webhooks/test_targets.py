"""Where messages may go: outside, and inside only where the settings say so."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from streams.messages.values import RefusedError
from streams.webhooks.targets import TargetError, Targets, networks_of, ports_of

INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("100.100.100.200", "0.0.0.0", "224.0.0.1", "239.1.1.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("240.0.0.1", "168.63.129.16", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254"),
    *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    *("2001:0:7f00:1::", "2001:db8::1"),
)
OUTSIDE = ("93.184.215.14", "223.5.5.5", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:223.5.5.5")


def connect(targets: Targets, host: str, port: int = 443) -> None:
    """As aiohttp asks before each connection."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    targets.socket((family, socket.SOCK_STREAM, 6, "", (host, port))).close()


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_inside_is_connected_to_whatever_named_it(host: str) -> None:
    with pytest.raises(TargetError, match="is an address inside"):
        connect(Targets(), host)
    if "%" not in host:
        with pytest.raises(RefusedError):
            Targets().check_url(f"https://{f'[{host}]' if ':' in host else host}/hook")


@pytest.mark.parametrize("host", OUTSIDE)
def test_what_is_outside_is_connected_to_at_the_ports_that_are_told(host: str) -> None:
    connect(Targets(), host)
    with pytest.raises(TargetError, match="port 6379 is none of"):
        connect(Targets(), host, 6379)


def test_a_network_inside_that_is_allowed_is_allowed_alone() -> None:
    targets = Targets(networks=networks_of("10.20.0.0/16, fd12::/48"))
    for host in ("10.20.3.4", "::ffff:10.20.3.4", "fd12::1"):
        connect(targets, host)
    for host in ("10.21.0.1", "127.0.0.1", "fd13::1"):
        with pytest.raises(TargetError):
            connect(targets, host)


def test_loopback_is_for_development_and_nothing_else_is() -> None:
    targets = Targets(development=True)
    connect(targets, "127.0.0.1", 4711)
    targets.check_url("http://127.0.0.1:4711/hook")
    assert targets.objection(ipaddress.ip_address("192.168.1.1"))
    with pytest.raises(RefusedError, match="must begin with https"):
        targets.check_url("http://example.org/hook")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.org/", "must begin with https://"),
        ("ftp://example.org/", "must begin with https://"),
        ("https://user:secret@example.org/", "no user and no password"),
        ("https://example.org/#part", "nothing behind a #"),
        ("https://example.org:8443/", "one of webhooks.ports, got 8443"),
        ("https://example.org:99999/", "must be an address such as"),
        ("https://exa mple.org/", "letters, digits and signs of ASCII"),
        ("https:///hook", "must have a host"),
        ("https://[::1]/", "must lead outside"),
    ],
)
def test_an_address_that_cannot_be_a_target_is_refused_in_a_sentence(url: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said.replace("[", r"\[")) as refused:
        Targets().check_url(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("told", ["", "x", "0", "70000", "443,"])
def test_ports_are_numbers_of_ports(told: str) -> None:
    if told == "443,":
        assert ports_of(told) == {443}
        return
    with pytest.raises(ValueError, match=r"webhooks\.ports"):
        ports_of(told)
