"""Which files the settings say the city is made of. Reads none of them."""

from __future__ import annotations

from dashboard.settings.city_files import CityPaths
from dashboard.settings.settings import Settings, SettingsError


def city_paths(settings: Settings) -> CityPaths:
    """The three files a city is made of, all of which must be told. Raises SettingsError."""
    told = settings.city
    for name in ("areas", "roster", "matters"):
        if not getattr(told, name):
            raise SettingsError(
                f"city.{name} must be the path of a file; `gridwall demo` brings its own city"
            )
    return CityPaths(settings.path(told.areas), settings.path(told.roster), settings.path(told.matters))
