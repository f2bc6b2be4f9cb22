"""Which kept photos a report may name: those that a web process has seen its sender send. Whoever else writes
reports may name addresses of pictures, which nobody loads: the name of a kept photo may have been read
anywhere, and a case that names it shows it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace

from city.cases.filing import Report
from streams.access.photo_uploads import HASH
from streams.record.seal import Seal

FIELD = "photos_proof"
PURPOSE = "photos of a report"


def photos_proof(seal: Seal, report: str, photos: Sequence[str]) -> dict[str, str]:
    """What goes into a report's entry beside its photos; nothing where there are none."""
    return {FIELD: seal.digest([PURPOSE, report, " ".join(photos)])} if photos else {}


def with_proved_photos(report: Report, fields: Mapping[bytes, bytes], seal: Seal) -> Report:
    """The report without the kept photos that nobody proves it may name."""
    if not any(map(HASH.fullmatch, report.photos)):
        return report
    wanted = seal.digest([PURPOSE, report.report, " ".join(report.photos)])
    if wanted and hmac.compare_digest(wanted.encode(), fields.get(FIELD.encode(), b"")):
        return report
    return replace(report, photos=tuple(each for each in report.photos if not HASH.fullmatch(each)))
