"""Every page names the one icon, and who opens an address without a page gets it too."""

from __future__ import annotations

import pytest
from flask import Response
from flask.testing import FlaskClient

PAGES = ("/wall/0", "/console/0", "/wall/nowhere", "/field/nobody")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_the_icon(client: FlaskClient, path: str) -> None:
    assert '<link rel="icon" href="/favicon.ico">' in client.get(path).text


def test_the_page_for_a_stranger_names_it(client: FlaskClient) -> None:
    answer = FlaskClient(client.application, Response).get("/wall/0", headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert '<link rel="icon" href="/favicon.ico">' in answer.text


def test_a_browser_that_asks_by_itself_gets_it_without_a_key(client: FlaskClient) -> None:
    answer = FlaskClient(client.application, Response).get("/favicon.ico")
    assert (answer.status_code, answer.mimetype, answer.data[:4]) == (200, "image/x-icon", b"\0\0\1\0")
