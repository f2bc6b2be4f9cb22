"""What `gridwall check` says of webhooks: the process's user in Redis, and how each hook goes."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dashboard.settings.addresses import keys_of, webhooks_client, webhooks_url
from dashboard.settings.settings import Settings, SettingsError
from dashboard.settings.tak import read_tak
from streams.record.keys import Keys
from streams.record.reader_rights import webhooks_missing, webhooks_too_much
from streams.record.startup import AWAY
from streams.server.connect import Client, RedisAddressError, trouble
from streams.server.fitness import Verdict
from streams.webhooks.hooks import Hooks, HookState
from streams.webhooks.tak.kept import tak_state

NAMED = 5  # in one line


def webhook_user_findings(settings: Settings) -> Iterator[Verdict]:
    """Whether the webhook process's own user may do what it needs, and no more."""
    keys = keys_of(settings)
    try:
        redis = webhooks_client(settings)
        lacking, wide = webhooks_missing(redis, keys), webhooks_too_much(redis, keys)
    except RedisAddressError as error:
        yield Verdict("bad", f"the webhook user: {error}")
        return
    except AWAY as error:
        yield Verdict("bad", f"the webhook user: {trouble(error, webhooks_url(settings))}")
        return
    if lacking:
        yield Verdict("bad", f"the webhook user may not {', '.join(lacking[:NAMED])}")
    else:
        yield Verdict("ok", "the webhook user may do all that the webhook process needs")
    if wide:
        told = ", ".join(wide)
        yield Verdict("warn", f"the webhook user may also {told}: `gridwall acl` gives each process its own")


def webhook_findings(redis: Client, keys: Keys) -> Iterator[Verdict]:
    """How hooks go, where there are any. Raises what Redis says."""
    hooks = Hooks(redis, keys)
    held, states = hooks.all(), hooks.states()
    if not held:
        return
    if redis.exists(keys.webhook_duty):
        yield Verdict("ok", f"{len(held):,} hooks, and a webhook process that delivers to them")
    else:
        yield Verdict(
            "warn", f"{len(held):,} hooks, and no webhook process that delivers: `gridwall webhooks run`"
        )
    for hook in held:
        state, name = states.get(hook.id, HookState()), hook.name or hook.id
        if state.disabled(hook):
            yield Verdict("warn", f"hook {name} is disabled: {state.why}")
        elif state.failing:
            yield Verdict("warn", f"hook {name} takes no messages: {state.why}")
        given_up = len(redis.hkeys(keys.webhook_failures(hook.id)))
        if given_up:
            yield Verdict(
                "warn", f"hook {name} has {given_up:,} failures: `gridwall webhooks failures {name}`"
            )


def tak_findings(settings: Settings, areas: Container[str] | None) -> Iterator[Verdict]:
    """Of the settings, and of the files they name; nothing where no TAK server is told."""
    try:
        server = read_tak(settings, areas)
    except SettingsError as error:
        yield Verdict("bad", str(error))
        return
    if server is not None and not server.tls:
        yield Verdict("warn", f"cases go to the TAK server {server.name} unencrypted: tls:// in tak.url")


def tak_link_findings(redis: Client, keys: Keys) -> Iterator[Verdict]:
    """How the webhook process gets on with the TAK server. Raises what Redis says."""
    state = tak_state(redis, keys)
    if state is None:
        return
    if not redis.exists(keys.webhook_duty):
        yield Verdict("warn", f"nobody tells the TAK server {state.server} of cases: `gridwall webhooks run`")
    elif state.up:
        yield Verdict("ok", f"the TAK server {state.server} takes events: {state.cases:,} cases stand there")
    else:
        told = state.why or "no link was made yet"
        yield Verdict("warn", f"the TAK server {state.server} is away: {told}")
