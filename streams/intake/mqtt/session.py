"""One connection to the broker, on our own loop: nothing is acknowledged before it was taken.

paho reads and writes when the loop says that the socket can; only names, TCP and TLS wait in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from streams.intake.mqtt.acks import Acks, Waiting
from streams.intake.mqtt.broker import AT_ONCE, KEPT_S, LARGEST, Broker

ALIVE_S = 30  # s between two signs of life
CONNECT_S = 5.0
ANSWER_S = 10.0  # for the broker to let us in
ONLY_NEW = 1  # what a broker retains is sent for a new subscription alone, not at each connection
Take = Callable[[str, bytes], Awaitable[None]]

log = logging.getLogger(__name__)


class LinkError(Exception):
    """Why there is no connection, or none any more; nothing secret."""


class Session:
    """`take` returns when a message was written or refused for good. `passed` is told of each that was left
    out because too much waited: such as came without the promise to come again."""

    def __init__(
        self, broker: Broker, take: Take, passed: Callable[[], object], *, check: bool = False
    ) -> None:
        """`check`: only to see whether we are let in; the session that is kept stays untouched."""
        self.broker, self._take, self._passed, self._check = broker, take, passed, check
        self.kept = False  # whether the broker had kept our session
        self._client = _client(broker, check)
        self._acks = Acks(lambda mid: self._client.ack(mid, 1))
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._up: asyncio.Future[None] = self._loop.create_future()
        self._over: asyncio.Future[None] = self._loop.create_future()

    def __len__(self) -> int:
        return len(self._tasks)

    async def open(self) -> None:
        """When the broker has let us in and subscribed us. Raises LinkError; `close` is wanted all the
        same."""
        broker = self.broker
        told = (broker.host, broker.port, ALIVE_S, "", 0, self._check, self._properties())
        try:
            if broker.tls:
                self._client.tls_set_context(ssl.create_default_context(cafile=broker.ca or None))
            await asyncio.to_thread(self._client.connect, *told)
        except (OSError, ValueError) as error:
            raise LinkError(f"{broker.name} cannot be reached: {_why(error)}") from None
        self._attach()
        done, _ = await asyncio.wait(
            {self._up, self._over}, timeout=ANSWER_S, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            raise LinkError(f"{broker.name} says nothing")
        await done.pop()

    def _properties(self) -> Properties:
        told: Any = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        told.ReceiveMaximum, told.MaximumPacketSize = AT_ONCE, LARGEST
        told.SessionExpiryInterval = 0 if self._check else KEPT_S
        return told  # type: ignore[no-any-return]

    async def alive(self, seconds: float) -> None:
        """Lets it live for so long. Raises LinkError when it has ended."""
        self._client.loop_misc()
        await asyncio.wait({self._over}, timeout=seconds)
        if self._over.done():
            await self._over

    async def close(self) -> None:
        """What was not taken stays with the broker."""
        for task in self._tasks:
            task.cancel()
        self._lost("it was closed")
        self._client.on_disconnect = None
        if self._client.socket() is not None:
            self._client.disconnect()
            self._client.loop_write()
        if (sock := self._client.socket()) is not None:  # it could not be told
            self._loop.remove_reader(sock)
            self._loop.remove_writer(sock)
            sock.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _attach(self) -> None:
        client, loop = self._client, self._loop
        client.on_connect, client.on_subscribe = self._connected, self._subscribed
        client.on_disconnect, client.on_message = self._disconnected, self._came
        client.on_socket_register_write = lambda *told: loop.add_writer(told[2], client.loop_write)
        client.on_socket_unregister_write = self._written
        client.on_socket_close = self._closed
        sock = client.socket()
        if sock is None:
            raise LinkError(f"{self.broker.name} closed the connection")
        loop.add_reader(sock, self._read)
        if client.want_write():
            loop.add_writer(sock, client.loop_write)

    def _written(self, _: Client, __: Any, sock: Any) -> None:
        self._loop.remove_writer(sock)

    def _closed(self, _: Client, __: Any, sock: Any) -> None:
        self._loop.remove_reader(sock)

    def _read(self) -> None:
        """All that is there: what TLS has decrypted already wakes no loop."""
        self._client.loop_read()
        while isinstance(sock := self._client.socket(), ssl.SSLSocket) and sock.pending():
            self._client.loop_read()

    def _connected(self, client: Client, _: Any, flags: Any, reason: Any, __: Any) -> None:
        if reason.is_failure:
            self._lost(f"it does not let us in: {reason.getName()}")
            return
        self.kept = flags.session_present
        if self._check:
            self._settle()
            return
        options = SubscribeOptions(qos=1, retainHandling=ONLY_NEW)
        client.subscribe([(told, options) for told in self.broker.filters])

    def _subscribed(self, _: Client, __: Any, ___: int, reasons: Any, ____: Any) -> None:
        for told, reason in zip(self.broker.filters, reasons, strict=False):
            if reason.is_failure:
                self._lost(f"it does not let us read {told}: {reason.getName()}")
        self._settle()

    def _settle(self) -> None:
        if not self._up.done():
            self._up.set_result(None)

    def _disconnected(self, _: Client, __: Any, flags: Any, reason: Any, ___: Any) -> None:
        told = flags.is_disconnect_packet_from_server and reason is not None
        self._lost(f"it ended the connection: {reason.getName()}" if told else "the connection broke")

    def _lost(self, why: str) -> None:
        if not self._over.done():
            self._over.set_exception(LinkError(f"{self.broker.name}: {why}"))
            self._over.exception()  # somebody may never ask

    def _came(self, client: Client, _: Any, message: MQTTMessage) -> None:
        if message.qos == 0 and len(self._tasks) >= AT_ONCE:
            self._passed()
            return
        waiting = self._acks.expect(message.mid) if message.qos else None
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = ""
        task = self._loop.create_task(self._taken(topic, bytes(message.payload)))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(done, waiting))

    async def _taken(self, topic: str, payload: bytes) -> None:
        await self._take(topic, payload)

    def _done(self, task: asyncio.Task[None], waiting: Waiting | None) -> None:
        """A fault of ours is logged and acknowledged: it would come again, and keep all others waiting."""
        self._tasks.discard(task)
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            log.error("a message of the broker broke something", exc_info=error)
        if waiting is not None:
            self._acks.finish(waiting)


def _client(broker: Broker, check: bool) -> Client:
    name = f"{broker.client}-check" if check else broker.client
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id=name,
        protocol=MQTTProtocolVersion.MQTTv5,
        reconnect_on_failure=False,
        manual_ack=True,
    )
    client.connect_timeout = CONNECT_S
    if broker.user:
        client.username_pw_set(broker.user, broker.password or None)
    return client


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not right: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS as we do"
    if isinstance(error, TimeoutError):
        return "it does not answer"
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else type(error).__name__
