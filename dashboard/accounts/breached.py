"""The list of stolen passwords that the settings name, as accounts are checked against it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from city.access.passwords import PasswordError
from dashboard.settings.settings import Settings, SettingsError
from streams.access.breached import BreachedList

log = logging.getLogger(__name__)


def breached_in(settings: Settings) -> Callable[[str], bool]:
    """Nothing is stolen where no list is named. Raises SettingsError for one that is no file; what it returns
    raises PasswordError while the list cannot be read."""
    if not settings.web.breached_file:
        return lambda _: False
    path = settings.path(settings.web.breached_file)
    if not path.is_file():
        raise SettingsError(f"web.breached_file must be the path of a file, got {path}")
    held = BreachedList(path)

    def breached(password: str) -> bool:
        try:
            return password in held
        except OSError as error:
            log.error("%s: cannot be read: %s (web.breached_file)", path, error.strerror)
            sentence = "The list of stolen passwords cannot be read just now."
            raise PasswordError("password_unchecked", sentence) from None

    return breached
