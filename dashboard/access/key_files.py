"""Which key files an installation has: its own, and those of processes that may not read that one."""

from __future__ import annotations

from dashboard.access.key_file import KeyFile, Secrets, history_secrets, webhook_secrets
from dashboard.settings.settings import Settings


def key_file_of(settings: Settings) -> KeyFile:
    """The web processes', which write the others'."""
    handed = (settings.cameras.keys_file, settings.webhooks.keys_file, settings.history.keys_file)
    return KeyFile(
        settings.path(settings.web.keys_file), *(settings.path(told) if told else None for told in handed)
    )


def handed_to_history(settings: Settings) -> Secrets:
    """What the history process reads, in the same way; web processes know themselves by it there."""
    path = settings.history.keys_file or settings.web.keys_file
    return history_secrets(KeyFile(settings.path(path)).now)


def handed_to_webhooks(settings: Settings) -> Secrets:
    """What the webhook process reads; empty where no web process made a key file yet."""
    path = settings.webhooks.keys_file or settings.web.keys_file
    return webhook_secrets(KeyFile(settings.path(path)).now)
