"""What a program elsewhere shows to be told how this wall is: from the settings, or a file they name."""

from __future__ import annotations

from dashboard.settings.settings import Settings, SettingsError

SHORTEST = 16


def status_token(settings: Settings) -> str:
    """Empty: nobody comes in by one. Raises SettingsError, which shows nothing of it."""
    told, file = settings.web.status_token, settings.web.status_token_file
    if told and file:
        raise SettingsError("web: one of status_token and status_token_file wanted, got both")
    if file:
        path = settings.path(file)
        try:
            told = path.read_text("utf-8-sig").partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"web.status_token_file must be a readable file of text, got {path}: {type(error).__name__}"
            ) from None
    if (told or file) and (len(told) < SHORTEST or not told.isascii() or not told.isprintable()):
        raise SettingsError(
            f"web.status_token must be at least {SHORTEST} printable ASCII characters, got {len(told)}"
        )
    return told
