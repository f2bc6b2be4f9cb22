"""What is answered over Open311, by the names of the specification and of FixMyStreet's extension. Times are
W3C's, in UTC. A field that stands empty always is there because clients look for it."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct


class Open311Endpoint(Struct, frozen=True):
    specification: str
    url: str
    changeset: str
    type: str
    formats: list[str]


class Discovery(Struct, frozen=True):
    """Where Open311 is spoken here, and how to come by a key."""

    changeset: str
    contact: str
    key_service: str
    endpoints: list[Open311Endpoint]


class Service(Struct, frozen=True):
    """A matter that may be reported."""

    service_code: str
    service_name: str
    description: str
    metadata: bool
    type: str
    keywords: str
    group: str


class ServiceDefinition(Struct, frozen=True):
    """No matter here asks for attributes."""

    service_code: str
    attributes: list[Any]


class ServiceRequest(Struct, frozen=True):
    """A case as citizens may know it. `description` and `address` are what its reporter wrote: null unless a
    setting gives them out, and so is `media_url`."""

    service_request_id: str
    status: str
    status_notes: str
    service_name: str
    service_code: str
    description: str | None
    agency_responsible: str | None
    service_notice: None
    requested_datetime: str
    updated_datetime: str
    expected_datetime: str | None
    address: str | None
    address_id: None
    zipcode: None
    lat: float | None
    long: float | None
    media_url: str | None


class Open311Report(Struct, omit_defaults=True):
    """What is reported. A place or an address is wanted, of a place both numbers: WGS-84 degrees. Files in
    the form are photos, at most 9. An id of the sender's own makes the same report again the same."""

    service_code: str
    api_key: str | None = None
    jurisdiction_id: str | None = None
    description: str | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    long: Annotated[float, Meta(ge=-180, le=180)] | None = None
    address_string: str | None = None
    media_url: str | None = None
    service_request_id_ext: str | None = None
    external_id: str | None = None


class Open311Update(Struct, omit_defaults=True):
    """What is said of a request, `description` or `status`; the same id again is the same update."""

    service_request_id: str
    api_key: str | None = None
    jurisdiction_id: str | None = None
    update_id: str | None = None
    updated_datetime: str | None = None
    status: str | None = None
    description: str | None = None
    media_url: str | None = None


class RequestTaken(Struct, frozen=True):
    """It is in the intake. The id is good at once and for ever."""

    service_request_id: str
    service_notice: str | None
    account_id: None = None


class RequestToken(Struct, frozen=True):
    service_request_id: str
    token: str


class RequestUpdate(Struct, frozen=True):
    """That a request came to stand otherwise."""

    update_id: str
    service_request_id: str
    status: str
    updated_datetime: str
    description: str
    media_url: None = None


class UpdateTaken(Struct, frozen=True):
    """It is a note of the case."""

    update_id: str


class Open311Refusal(Struct, frozen=True):
    """`code` is the status of HTTP."""

    code: int
    description: str
