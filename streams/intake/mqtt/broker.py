"""Which broker, as whom, and what is wanted of it. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.intake.sensors.rules import Sensors

KEPT_S = 7 * 86_400  # s for which the broker is asked to keep what comes while we are away
AT_ONCE = 100  # messages that may be on their way into the streams; the broker keeps the rest
NONE = Sensors()
LARGEST = 262_144  # bytes of a message that the broker may hand us at all


@dataclass(frozen=True, slots=True)
class Broker:
    """`ca`: file of certificates, the system's when empty. `client`: by which name it keeps our session.
    `key`: the name of the key that devices' messages count by. `owntracks` and `traccar` are topic
    filters, empty where nothing is wanted of them."""

    host: str
    port: int
    tls: bool = False
    ca: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    client: str = "gridwall"
    key: str = ""
    owntracks: str = ""
    traccar: str = ""
    sensors: Sensors = NONE

    @property
    def filters(self) -> list[str]:
        """All that is subscribed to, each once."""
        told = (self.owntracks, self.traccar, *(rule.topic for rule in self.sensors.rules))
        return list(dict.fromkeys(filter(None, told)))

    @property
    def name(self) -> str:
        """For sentences."""
        return f"the MQTT broker {self.host}:{self.port}"
