"""What this installation is told: `gridwall.toml` and `GRIDWALL_*`, read once, typed, refused when wrong.

The only module that reads the environment. docs/settings.md lists every setting; a test holds it to this.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from city.rules import Rules, RulesError, duty_hours
from dashboard.settings.origin import OriginError, read_origin, read_proxies
from dashboard.settings.sections import (
    CHOICES,
    RANGES,
    SECRET,
    BaseMap,
    CameraSettings,
    City,
    HistorySettings,
    IntakeSettings,
    Log,
    MqttSettings,
    Open311Settings,
    Photos,
    Redis,
    ReviewSettings,
    Simulate,
    TakSettings,
    WebhookSettings,
    WebSettings,
)
from streams.clerk.retention import Retention
from streams.server.redact import redacted
from streams.webhooks.targets import networks_of, ports_of

FILE = "gridwall.toml"
PREFIX = "GRIDWALL_"
FILE_VARIABLE = "GRIDWALL_FILE"
# read by no section: the file's place, the tests' data
ELSEWHERE = frozenset({FILE_VARIABLE, "GRIDWALL_TRIAL_DATA"})
# Kubernetes and Docker put these into every container for a service or link called gridwall, or gridwall-web
_ADDRESS = re.compile(r"(?:tcp|udp|sctp)://\S+")
SERVICE_LINKS = (
    (re.compile(r"GRIDWALL_(?:\w+_)?SERVICE_(?:HOST|PORT(?:_\w+)?)"), re.compile(r"[0-9A-Fa-f.:]*")),
    (re.compile(r"GRIDWALL_(?:\w+_)?PORT(?:_\d+_(?:TCP|UDP|SCTP))?"), _ADDRESS),
    (re.compile(r"GRIDWALL_(?:\w+_)?PORT_\d+_(?:TCP|UDP|SCTP)_(?:PROTO|PORT|ADDR)"), re.compile(r"\S*")),
)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
GATEWAY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
S3_ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9._/-]*)?")
S3_ENDPOINT = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[A-Za-z0-9._/-]*)?")
# it is named in the policy of every page: nothing but an origin, so that it lets in nothing else
SOCKET_ORIGIN = re.compile(r"wss?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


class SettingsError(ValueError):
    """One sentence: where, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Settings:
    city: City = field(default_factory=City)
    redis: Redis = field(default_factory=Redis)
    web: WebSettings = field(default_factory=WebSettings)
    basemap: BaseMap = field(default_factory=BaseMap)
    cameras: CameraSettings = field(default_factory=CameraSettings)
    intake: IntakeSettings = field(default_factory=IntakeSettings)
    mqtt: MqttSettings = field(default_factory=MqttSettings)
    open311: Open311Settings = field(default_factory=Open311Settings)
    webhooks: WebhookSettings = field(default_factory=WebhookSettings)
    tak: TakSettings = field(default_factory=TakSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    photos: Photos = field(default_factory=Photos)
    retention: Retention = field(default_factory=Retention)
    simulate: Simulate = field(default_factory=Simulate)
    log: Log = field(default_factory=Log)
    rules: Rules = field(default_factory=Rules)
    folder: Path = Path()

    def path(self, value: str) -> Path:
        """A file named in the settings: relative to the settings file's folder."""
        return (self.folder / Path(value).expanduser()).resolve()


def read_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """`path` (else GRIDWALL_FILE, else gridwall.toml where it is) with the environment's settings over it."""
    environ = os.environ if environ is None else environ
    file, document = _document(path, environ)
    told = _told_by_file(file, document)
    told.update(_told_by_environment(environ))
    parts: dict[str, dict[str, Any]] = {}
    for name, (source, value) in told.items():
        section, key = name.split(".")
        parts.setdefault(section, {})[key] = _checked(name, source, value)
    settings = Settings(folder=file.parent.resolve())
    for section, values in parts.items():
        settings = replace(settings, **{section: _part(getattr(settings, section), section, values)})
    return _consistent(settings)


def _part(part: Any, section: str, values: dict[str, Any]) -> Any:
    try:
        if section == "rules" and "duty" in values:
            values = {**values, "duty": duty_hours(values["duty"])}
        return replace(part, **values)
    except RulesError as error:
        raise SettingsError(f"rules.{error}") from None


@cache
def known() -> Mapping[str, Any]:
    """Every setting with its default: `section.key` → value."""
    names, defaults = {}, Settings()
    for section in fields(Settings):
        part = getattr(defaults, section.name)
        for item in fields(part) if section.name != "folder" else ():
            names[f"{section.name}.{item.name}"] = getattr(part, item.name)
    names["rules.duty"] = "08:00-17:30"
    del names["rules.timezone"]  # said once, as city.timezone
    return MappingProxyType(names)


def handed_on(told: Mapping[str, str], *, alone: bool = False) -> dict[str, str]:
    """The environment of a child process: this one's with these settings, or with these `alone`."""
    kept = {key: value for key, value in os.environ.items() if not (alone and key.startswith(PREFIX))}
    return kept | {variable(name): value for name, value in told.items()}


def _document(path: Path | None, environ: Mapping[str, str]) -> tuple[Path, dict[str, Any]]:
    wanted = path or (Path(environ[FILE_VARIABLE]) if environ.get(FILE_VARIABLE) else None)
    file = wanted or Path(FILE)
    if wanted is None and not file.exists():
        return file, {}
    try:
        return file, tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file}: a settings file wanted, got {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: TOML wanted, got {error}") from None


def _told_by_file(file: Path, document: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    told, names = {}, known()
    for section, values in document.items():
        for key, value in values.items() if isinstance(values, dict) else [("", values)]:
            name = f"{section}.{key}" if key else section
            if name not in names:
                raise SettingsError(f"{file}: {name} is not a setting; docs/settings.md lists them")
            told[name] = (f"{file}: {name}", value)
    return told


def _told_by_environment(environ: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    told = {}
    names = {variable(name): name for name in known()}
    for key in sorted(environ):
        if not key.startswith(PREFIX) or key in ELSEWHERE or service_link(key, environ[key]):
            continue
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1, cutoff=0.7)
            hint = f"{near[0]} is; " if near else ""
            raise SettingsError(f"environment: {key} is not a setting; {hint}docs/settings.md lists them")
        told[names[key]] = (f"environment: {key}", environ[key])
    return told


def service_link(key: str, value: str) -> bool:
    """Whether an orchestrator put it there for a service whose name begins with ours: an address, whatever
    setting bears the same name."""
    return any(name.fullmatch(key) and told.fullmatch(value) for name, told in SERVICE_LINKS)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.replace(".", "_").upper()


def _checked(name: str, source: str, value: Any) -> Any:
    default = known()[name]
    if isinstance(value, str) and not isinstance(default, str):
        value = _from_text(default, value)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        shown = type(value).__name__ if name in SECRET else repr(value)
        raise SettingsError(f"{source} must be {KINDS[type(default)]}, got {shown}")
    low, high = RANGES.get(name, (None, None))
    if low is not None and high is not None and not low <= value <= high:
        raise SettingsError(f"{source} must be from {low} to {high}, got {value}")
    if name in CHOICES and value not in CHOICES[name]:
        raise SettingsError(f"{source} must be one of {', '.join(CHOICES[name])}, got {value!r}")
    return value


KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def _from_text(default: Any, value: str) -> Any:
    if isinstance(default, bool):
        return {"true": True, "1": True, "false": False, "0": False}.get(value.lower(), value)
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def _consistent(settings: Settings) -> Settings:
    try:
        rules = replace(settings.rules, timezone=settings.city.timezone)
    except RulesError as error:
        raise SettingsError(f"city.{error}") from None
    if settings.basemap.file and settings.basemap.url:
        raise SettingsError("basemap: one of file and url wanted, got both")
    if settings.cameras.url and not SOCKET_ORIGIN.fullmatch(settings.cameras.url):
        raise SettingsError(
            "cameras.url must be a WebSocket origin without a path, such as ws://localhost:8060, "
            f"got {redacted(settings.cameras.url)!r}"
        )
    _refuse_redis(settings.redis)
    _refuse_intake(settings)
    _refuse_webhooks(settings.webhooks)
    _refuse_photos(settings.photos)
    if fault := settings.history.fault():
        raise SettingsError(fault)
    _refuse_strangers(settings)
    return replace(settings, rules=rules)


def _refuse_strangers(settings: Settings) -> None:
    """Beyond this machine only where people sign in."""
    web = settings.web
    hosts = {"web": web.host, "cameras": settings.cameras.host, "intake": settings.intake.host}
    hosts |= {"webhooks": settings.webhooks.host, "history": settings.history.host}
    for name, host in hosts.items():
        if host not in LOOPBACK and web.sign_in != "accounts":
            raise SettingsError(
                f"{name}.host must be a loopback address without web.sign_in = accounts, got {host!r}"
            )
    if (web.origin or web.proxies) and web.sign_in != "accounts":
        raise SettingsError("web.origin and web.proxies want web.sign_in = accounts")
    if web.demo_accounts and (web.sign_in != "accounts" or web.origin or web.host not in LOOPBACK):
        raise SettingsError("web.demo_accounts wants web.sign_in = accounts, on this machine alone")
    if web.host not in LOOPBACK and not web.origin:
        raise SettingsError(f"web.origin must be what people open, since web.host is {web.host}; got nothing")
    try:
        read_origin(web.origin)
        read_proxies(web.proxies)
    except OriginError as error:
        raise SettingsError(str(error)) from None


def _refuse_redis(redis: Redis) -> None:
    if redis.password and redis.password_file:
        raise SettingsError("redis: one of password and password_file wanted, got both")
    names = redis.gateway_names
    for name in names:
        if not GATEWAY.fullmatch(name) or names.count(name) > 1:
            raise SettingsError(
                "redis.gateways must be names of 1 to 32 of a-z 0-9 -, each once, with commas between; "
                f"got {name!r}"
            )


def _refuse_intake(settings: Settings) -> None:
    """What is written as a gateway that nobody reads would be lost."""
    gateway = settings.intake.gateway
    if gateway and gateway not in settings.redis.gateway_names:
        raise SettingsError(f"intake.gateway must be one of redis.gateways or empty, got {gateway!r}")


def _refuse_webhooks(webhooks: WebhookSettings) -> None:
    try:
        ports_of(webhooks.ports)
        networks_of(webhooks.allowed_networks)
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _refuse_photos(photos: Photos) -> None:
    if photos.s3 and not S3_ADDRESS.fullmatch(photos.s3):
        raise SettingsError(
            f"photos.s3 must be an address like s3://bucket/prefix, got {redacted(photos.s3)!r}"
        )
    if photos.s3_endpoint and not S3_ENDPOINT.fullmatch(photos.s3_endpoint):
        shown = redacted(photos.s3_endpoint)
        raise SettingsError(f"photos.s3_endpoint must be an address like https://host:port, got {shown!r}")
    if bool(photos.s3_key) != bool(photos.s3_secret):
        raise SettingsError("photos: both of s3_key and s3_secret wanted, or neither, got one")
