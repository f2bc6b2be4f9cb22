"""An office with its other ends: a client that speaks as a phone, a department or a phones' backend does."""

from __future__ import annotations

import itertools
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from streams.access.api_keys import ApiKeys
from streams.access.links import DAY, Links
from tests.dashboard.office import ANN, Office, now
from tests.dashboard.pictures import photo

_requests = itertools.count(1)


class FieldOffice(Office):
    def __init__(self, app: Flask, redis: Redis) -> None:
        super().__init__(app, redis)
        self.client: FlaskClient = app.test_client()
        self.api_keys, self.links = ApiKeys(redis, self.keys), Links(redis, self.keys)

    def send(self, case: str, area: str = "1-1", filed: dict[str, Any] | None = None, **who: str) -> str:
        """File a case and dispatch it: `inspector="ann"` or `department="d"`. The dispatch's id."""
        self.file(case, area, **(filed or {}))
        answer = self.ask(ANN, "dispatch", case, data=who or {"inspector": "ann"})
        assert answer["ok"], answer
        sent = self.engine.live.cases.get(case).assignment
        assert sent
        return str(sent.id)

    def key(self, name: str = "phones", areas: tuple[str, ...] = ("0",), **more: Any) -> str:
        return self.api_keys.make(name, areas, now(), **more)

    def link(self, days: float = 1, **who: str) -> str:
        """`inspector="ann"` or `department="d"`; one that ended when `days` is negative."""
        return self.links.make(now(), now() + round(days * DAY), **(who or {"inspector": "ann"}))[0]

    def say(self, token: str | None, case: str, do: str, **told: Any) -> Any:
        """The answer to one event."""
        body = {"request": f"r-{next(_requests)}", "do": do, **told}
        answer = self.post(token, f"/api/cases/{case}/events", json=body)
        self.fold()
        return answer

    def post(self, token: str | None, path: str, **more: Any) -> Any:
        return self.client.post(path, headers=bearer(token), **more)

    def get(self, token: str | None, path: str) -> Any:
        return self.client.get(path, headers=bearer(token))

    def taken(self, token: str | None, sent: bytes | None = None) -> str:
        """The name of a photo that was sent."""
        answer = self.post(token, "/api/photos", data=photo() if sent is None else sent)
        assert answer.status_code == 201, answer.json
        return str(answer.json["photo"])


def bearer(token: str | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token}"}
