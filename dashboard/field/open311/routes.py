"""The addresses of Open311, each in XML and JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from flask import Flask, Response

from dashboard.field.open311.asking import Asking
from dashboard.field.open311.door import Open311Door
from dashboard.field.open311.reading import Reading
from dashboard.field.open311.replies import FORMS, XML, answered
from dashboard.field.open311.services import PATH, Services
from dashboard.field.open311.shapes import (
    Discovery,
    Open311Refusal,
    Open311Report,
    Open311Update,
    RequestTaken,
    RequestToken,
    RequestUpdate,
    Service,
    ServiceDefinition,
    ServiceRequest,
    UpdateTaken,
)
from dashboard.field.open311.updates import Updates
from dashboard.transport.route_docs import Parameter, documented, one_of

Form = Annotated[str, one_of(FORMS)]
BODY = ("application/x-www-form-urlencoded", "multipart/form-data")
LANG = Parameter("lang", str, "`zh` or `en`; else as the settings say.", False)
CITY = Parameter("jurisdiction_id", str, "The city's code, or nothing.", False)
KEY = Parameter("api_key", str, "A key that may use Open311; wanted unless an area is public.", False)
SINCE = Parameter("start_date", str, "With its zone; at most 90 days before `end_date`.", False)
UNTIL = Parameter("end_date", str, "With its zone.", False)
IDS = Parameter("service_request_id", str, "At most 100 between commas; nothing else counts then.", False)
CODES = Parameter("service_code", str, "Some between commas.", False)
STATES = Parameter("status", str, "`open`, `closed` or both.", False)
PAGE = Parameter("page", int, "From 1.", False)
SIZE = Parameter("page_size", int, "At most 1,000, and so many when left out.", False)
TOLD: dict[str, Any] = {"also": (XML,), "errors": list[Open311Refusal]}
SENT: dict[str, Any] = {"body_media": BODY, "ways": (("asked_key",), ("key",)), **TOLD}
READ: dict[str, Any] = {"ways": (("asked_key",), ("key",), ()), **TOLD}
OPEN: dict[str, Any] = {"ways": ((),), **TOLD}
OF_READING = ((401, "not_allowed"), (403, "no_key"), (429, "too_many"), (503, "away"))
OF_WRITING = ((400, "bad_request"), (404, "not_found"), *OF_READING)


def register(
    server: Flask, door: Open311Door, services: Services, asking: Asking, reading: Reading, updates: Updates
) -> None:
    def told(form: str, root: str, make: Callable[[], Any]) -> Response:
        return answered(form, door.language(), root, make)

    _of_services(server, services, told)

    @server.post(f"{PATH}/requests.<form>")
    @documented(
        list[RequestTaken], (408, "too_slow"), (413, "too_big"), *OF_WRITING, body=Open311Report, **SENT
    )
    def open311_report(form: Form) -> Response:
        """Report something."""
        return told(form, "service_requests", asking.take)

    @server.get(f"{PATH}/requests.<form>")
    @documented(
        list[ServiceRequest],
        *OF_WRITING,
        query=(KEY, IDS, CODES, STATES, SINCE, UNTIL, PAGE, SIZE, CITY, LANG),
        **READ,
    )
    def open311_requests(form: Form) -> Response:
        """Requests, the newest first: of at most 90 days, or those that are named."""
        return told(form, "service_requests", reading.many)

    @server.get(f"{PATH}/requests/<request>.<form>")
    @documented(list[ServiceRequest], (404, "not_found"), *OF_READING, query=(KEY, CITY, LANG), **READ)
    def open311_request(request: str, form: Form) -> Response:
        """One request."""
        return told(form, "service_requests", lambda: reading.one(request))

    @server.get(f"{PATH}/tokens/<ticket>.<form>")
    @documented(list[RequestToken], (404, "not_found"), *OF_READING, query=(KEY, CITY, LANG), **READ)
    def open311_token(ticket: str, form: Form) -> Response:
        """Which request a token stands for: its id is its token."""
        return told(form, "service_requests", lambda: reading.token(ticket))

    _of_updates(server, updates, told)


Told = Callable[[str, str, Callable[[], Any]], Response]


def _of_services(server: Flask, services: Services, told: Told) -> None:
    @server.get(f"{PATH}/discovery.<form>")
    @documented(Discovery, query=(LANG,), **OPEN)
    def open311_discovery(form: Form) -> Response:
        """Where Open311 is spoken."""
        return told(form, "discovery", services.discovery)

    @server.get(f"{PATH}/services.<form>")
    @documented(list[Service], (404, "not_found"), query=(CITY, LANG), **OPEN)
    def open311_services(form: Form) -> Response:
        """The matters that may be reported today."""
        return told(form, "services", services.all)

    @server.get(f"{PATH}/services/<service>.<form>")
    @documented(ServiceDefinition, (404, "not_found"), query=(CITY, LANG), **OPEN)
    def open311_service(service: str, form: Form) -> Response:
        """What a matter asks for beside place and words: nothing."""
        return told(form, "service_definition", lambda: services.one(service))


def _of_updates(server: Flask, updates: Updates, told: Told) -> None:
    @server.get(f"{PATH}/servicerequestupdates.<form>")
    @documented(
        list[RequestUpdate],
        (400, "bad_request"),
        (404, "not_found"),
        *OF_READING,
        query=(KEY, SINCE, UNTIL, CITY, LANG),
        **READ,
    )
    def open311_updates(form: Form) -> Response:
        """How requests came to stand otherwise, the oldest first, at most 1,000."""
        return told(form, "service_request_updates", updates.many)

    @server.post(f"{PATH}/servicerequestupdates.<form>")
    @documented(list[UpdateTaken], *OF_WRITING, body=Open311Update, **SENT)
    def open311_update(form: Form) -> Response:
        """Say something of a request: a note of its case."""
        return told(form, "service_request_updates", updates.take)
