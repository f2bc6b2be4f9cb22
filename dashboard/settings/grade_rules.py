"""By which rules a review grades: those of the setting `review.grades`, or ours."""

from __future__ import annotations

from pathlib import Path

from city.review.grades import GradeError, GradeRule, read_rules
from dashboard.settings.city_files import CityFileError, read_toml
from dashboard.settings.settings import Settings, SettingsError

OURS = Path(__file__).with_name("review.toml")


def grade_rules(settings: Settings) -> dict[str, GradeRule]:
    """By split. Raises SettingsError."""
    told = settings.review.grades
    file = settings.path(told) if told else OURS
    try:
        return read_rules(read_toml(file))
    except (GradeError, CityFileError) as error:
        raise SettingsError(f"review.grades: {error}") from None
