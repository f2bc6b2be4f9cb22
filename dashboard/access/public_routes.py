"""What a request may ask for without the start token: whatever needs a key of its own, and what names nobody.

One table. Whoever comes this way is NOBODY, and sees nothing that a viewer sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from dashboard.access.viewer import Viewer
from streams.access.links import TOKEN

NOBODY = Viewer("nobody", "none", "")


class Way(NamedTuple):
    method: str
    path: re.Pattern[str]
    key: bool = False  # it must bring an `Authorization`, which is looked at further in


def _way(method: str, path: str, *, key: bool = False) -> Way:
    return Way(method, re.compile(path), key)


WAYS = (
    _way("GET", r"/healthz|/readyz|/metrics"),  # numbers and sentences; no name, no id
    _way("GET", r"/api/openapi\.json"),  # what this server answers to programs, whatever city it is
    _way("GET", r"/field/.+"),
    _way("GET", r"/department/worker"),
    _way("GET", rf"/department/{TOKEN.pattern}(?:/notice/.+)?"),
    _way("GET", r"/assets/built/field\.(?:mjs|css)"),
    _way("GET", r"/assets/field/[a-z_]+\.mjs|/assets/styles/(?:field/[a-z_]+|tokens|base|dialog)\.css"),
    _way("GET", r"/favicon\.ico"),
    _way("GET", r"/screen(?:/pairing)?"),  # a code, and to the browser that shows it what came of it
    _way("POST", r"/screen/pairing"),
    _way("GET", r"/assets/built/pairing\.(?:mjs|css)"),
    _way("GET", r"/assets/screen/pairing\.mjs|/assets/styles/screen/pairing\.css"),
    # a key in a field or in the query, which is looked at further in; what may be reported names nobody
    _way("GET", r"/open311/v2/(?:discovery|services|requests|servicerequestupdates)\.(?:xml|json)"),
    _way("GET", r"/open311/v2/(?:services|requests|tokens)/[^/]+\.(?:xml|json)"),
    _way("POST", r"/open311/v2/(?:requests|servicerequestupdates)\.(?:xml|json)"),
    _way("POST", r"/api/field/sos"),
    _way("GET", r"/api/feed/[^/]+/cases\.geojson", key=True),
    _way("GET", r"/api/field/(?:work|news)", key=True),
    _way("POST", r"/api/field/reports", key=True),
    _way("POST", r"/api/cases/[^/]+/events", key=True),
    _way("POST", r"/api/photos", key=True),
    _way("GET", r"/photos/[^/]+", key=True),
)


def is_open(environ: Mapping[str, Any]) -> bool:
    method, path = str(environ.get("REQUEST_METHOD")), str(environ.get("PATH_INFO"))
    method = "GET" if method == "HEAD" else method
    ways = [way for way in WAYS if way.method == method and way.path.fullmatch(path)]
    return any(not way.key or "HTTP_AUTHORIZATION" in environ for way in ways)
