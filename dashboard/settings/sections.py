"""Every setting there is, by section: its type, its default, and what it may be. Reads nothing."""

from dataclasses import dataclass, field

DATUMS = ("wgs84", "gcj02", "bd09")


@dataclass(frozen=True, slots=True)
class City:
    areas: str = ""
    roster: str = ""
    matters: str = ""
    calendar: str = ""
    shifts: str = ""
    editions: str = "var/editions"
    title: str = ""
    timezone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Redis:
    url: str = field(default="", repr=False)
    positions: str = field(default="", repr=False)
    record: str = field(default="", repr=False)
    cameras: str = field(default="", repr=False)
    cameras_password_file: str = ""
    intake: str = field(default="", repr=False)
    intake_positions: str = field(default="", repr=False)
    intake_password_file: str = ""
    webhooks: str = field(default="", repr=False)
    webhooks_password_file: str = ""
    history: str = field(default="", repr=False)
    history_password_file: str = ""
    prefix: str = "{gridwall}:"
    password: str = field(default="", repr=False)
    password_file: str = ""
    ca: str = ""
    cert: str = ""
    key: str = ""
    check_hostname: bool = True
    position_prefixes: str = ""
    gateways: str = ""
    gateway_reports: int = 6000
    gateway_fixes: int = 20_000
    replicas: int = 0

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Of the position streams; none: they stand under `prefix`."""
        return _parts(self.position_prefixes)

    @property
    def gateway_names(self) -> tuple[str, ...]:
        """Those that have streams of their own."""
        return _parts(self.gateways)


def _parts(told: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in told.split(","))))


@dataclass(frozen=True, slots=True)
class WebSettings:
    host: str = "127.0.0.1"
    port: int = 8050
    viewer_area: str = ""
    sign_in: str = "start"
    origin: str = ""
    proxies: str = ""
    keys_file: str = "var/keys"
    status_token: str = field(default="", repr=False)
    status_token_file: str = ""
    breached_file: str = ""
    demo_accounts: bool = False
    frame_ms: int = 50
    waiting: int = 16
    stuck_seconds: int = 30
    connections: int = 4000
    offline_hours: int = 12
    sound: bool = True


@dataclass(frozen=True, slots=True)
class BaseMap:
    file: str = ""
    url: str = ""
    datum: str = "wgs84"
    credit: str = ""


@dataclass(frozen=True, slots=True)
class CameraSettings:
    file: str = ""
    keys_file: str = ""
    host: str = "127.0.0.1"
    port: int = 8060
    url: str = ""
    radius_m: int = 300
    dwell_seconds: int = 20
    probe_seconds: int = 60
    linger_seconds: int = 10


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    host: str = "127.0.0.1"
    port: int = 8070
    gateway: str = ""


@dataclass(frozen=True, slots=True)
class Open311Settings:
    public: str = ""
    language: str = "zh"
    contact: str = ""
    descriptions: bool = False
    media: bool = False


@dataclass(frozen=True, slots=True)
class MqttSettings:
    url: str = ""
    user: str = ""
    password_file: str = ""
    ca: str = ""
    client: str = "gridwall"
    key: str = ""
    owntracks: str = ""
    traccar: str = ""
    sensors: str = ""


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    keys_file: str = ""
    host: str = "127.0.0.1"
    port: int = 8075
    ports: str = "443"
    allowed_networks: str = ""
    development: bool = False


@dataclass(frozen=True, slots=True)
class TakSettings:
    url: str = ""
    area: str = ""
    ca: str = ""
    cert: str = ""
    key: str = ""
    server_name: str = ""
    stale_minutes: int = 10
    sos: bool = False
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class HistorySettings:
    folder: str = "var/history"
    columns: str = ""
    counters_days: int = 1096
    presence_days: int = 400
    tracks_days: int = 0
    tracks_purpose: str = ""
    url: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8078
    keys_file: str = ""
    address: str = ""

    def fault(self) -> str:
        """What is missing, in a sentence: where people were is kept for a purpose that all may read, or
        not at all."""
        if self.tracks_days and not self.tracks_purpose.strip():
            return (
                "history.tracks_purpose must say what people's tracks are kept for, since "
                f"history.tracks_days is {self.tracks_days}; got nothing"
            )
        return ""


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    grades: str = ""


@dataclass(frozen=True, slots=True)
class Photos:
    folder: str = "var/photos"
    s3: str = ""
    s3_endpoint: str = ""
    s3_region: str = "us-east-1"
    s3_bucket_in_host: bool = False
    s3_key: str = field(default="", repr=False)
    s3_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Simulate:
    answers: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Log:
    level: str = "info"


RANGES = {
    "web.port": (0, 65535),
    "web.frame_ms": (20, 10_000),
    "web.waiting": (1, 1000),
    "web.stuck_seconds": (1, 3600),
    "web.connections": (1, 100_000),
    "cameras.port": (0, 65535),
    "intake.port": (0, 65535),
    "webhooks.port": (0, 65535),
    "history.port": (0, 65535),
    "history.counters_days": (1, 36_500),
    "history.presence_days": (1, 36_500),
    "history.tracks_days": (0, 3660),
    "tak.stale_minutes": (2, 1440),
    "cameras.radius_m": (1, 100_000),
    "cameras.dwell_seconds": (3, 86_400),
    "cameras.probe_seconds": (5, 86_400),
    "cameras.linger_seconds": (0, 3600),
    "web.offline_hours": (1, 72),
    "redis.gateway_reports": (1, 1_000_000),
    "redis.gateway_fixes": (1, 1_000_000),
    "redis.replicas": (0, 16),
    "retention.positions_minutes": (1, 7 * 24 * 60),
    "retention.reports_days": (1, 36_500),
    "retention.dispatches_days": (1, 36_500),
    "retention.cameras_days": (1, 36_500),
    "retention.wall_days": (1, 36_500),
    "retention.warnings_days": (31, 36_500),
    "retention.handovers_days": (1, 36_500),
    "retention.audit_days": (1, 36_500),
    "retention.rejected": (0, 10_000_000),
    "retention.snapshot_seconds": (1, 3600),
}
# may hold a password
SECRET = (
    *("redis.url", "redis.positions", "redis.record", "redis.cameras", "redis.password"),
    *("redis.intake", "redis.intake_positions", "redis.webhooks", "mqtt.url"),
    *("redis.history", "history.url"),
    "web.status_token",
    *("photos.s3_key", "photos.s3_secret", "simulate.key"),
)
SIGN_IN = ("start", "accounts")  # by the printed address, or by an account
CHOICES = {
    "basemap.datum": DATUMS,
    "web.sign_in": SIGN_IN,
    "open311.language": ("zh", "en"),
    "tak.language": ("zh", "en"),
    "log.level": ("debug", "info", "warning", "error"),
}
