"""Whether other systems are told what they want to be told, as everybody's light says it. Knows no page."""

from __future__ import annotations

from collections.abc import Callable

import gevent

from dashboard.truth.troubles import Troubles
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.webhooks.hooks import Hooks, HookState
from streams.webhooks.tak.kept import tak_state

EVERY = 10.0  # s
AWAY_CODE, FAILING, DISABLED = "webhooks_away", "webhooks_failing", "webhooks_disabled"
SENTENCES = {
    FAILING: "receivers take no messages: {}",
    DISABLED: "receivers want nothing more: {}",
}


class WebhookWatch:
    """`clock` in epoch ms. Where there is no hook and no TAK server nothing is wrong."""

    def __init__(self, to: Connections, troubles: Troubles, clock: Callable[[], int]) -> None:
        self._to, self._troubles, self._clock = to, troubles, clock

    def look(self) -> None:
        """One turn of a loop."""
        self.judge()
        gevent.sleep(EVERY)

    def judge(self) -> None:
        """Never raises for Redis: the readers say so."""
        redis, keys, now = self._to.clerk_redis, self._to.keys, self._clock()
        hooks = Hooks(redis, keys)
        try:
            held, states = hooks.all(), hooks.states()
            tak = tak_state(redis, keys)
            away = bool(held or tak) and not redis.exists(keys.webhook_duty)
        except AWAY:
            return
        pairs = [(hook, states.get(hook.id, HookState())) for hook in held]
        disabled = [hook for hook, state in pairs if state.disabled(hook)]
        failing = [hook for hook, state in pairs if state.failing and hook not in disabled]
        if away:
            self._troubles.begin(AWAY_CODE, "no webhook process is on duty", now, red_after=None)
        else:
            self._troubles.end(AWAY_CODE, now)
        servers = [f"TAK {tak.server}"] if tak and tak.failing and not away else []
        self._tell(FAILING, servers + [hook.name or hook.id for hook in failing], now)
        self._tell(DISABLED, [hook.name or hook.id for hook in disabled], now)

    def _tell(self, code: str, who: list[str], now: int) -> None:
        names = ", ".join(who)
        if who:
            self._troubles.begin(code, SENTENCES[code].format(names), now, red_after=None, names=names)
        else:
            self._troubles.end(code, now)
