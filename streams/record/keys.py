"""The names of everything we keep in Redis. Knows nothing of what is stored under them."""

from __future__ import annotations

from collections.abc import Sequence

PREFIX = "{gridwall}:"


class Keys:
    """One prefix is one city in one world. Its braces are a hash tag: the record stays on one cluster node.

    Position streams may stand under prefixes of their own, one a town, each with its town's tag; and each of
    the `gateways` has one of its own, and one for its reports.
    """

    def __init__(
        self, prefix: str = PREFIX, position_prefixes: Sequence[str] = (), gateways: Sequence[str] = ()
    ) -> None:
        self.prefix, self.gateways = prefix, tuple(gateways)
        towns = [f"{p}positions" for p in position_prefixes or (prefix,)]
        self.position_streams = (*towns, *map(self.gateway_positions, self.gateways))
        self.positions = self.position_streams[0]
        self.reports = f"{prefix}reports"
        self.cases = f"{prefix}cases"
        self.dispatches = f"{prefix}dispatches"
        self.cameras = f"{prefix}cameras"
        self.wall = f"{prefix}wall"
        self.rejected = f"{prefix}rejected"
        self.timed = (self.reports, self.cases, self.dispatches, self.cameras, self.wall, self.rejected)

        self.camera_list = f"{prefix}camera:list"
        self.camera_states = f"{prefix}camera:states"
        self.camera_beat = f"{prefix}camera:beat"
        self.camera_key = f"{prefix}camera:key"
        self.camera_duty = f"{prefix}camera:duty"

        self.seats = f"{prefix}seats"
        self.seat_key = f"{prefix}seats:key"
        self.seat_number = f"{prefix}seats:number"
        self.touched = f"{prefix}touched"
        self.key_print = f"{prefix}keys:print"

        self.world = f"{prefix}world"
        self.world_notes = f"{prefix}world:notes"
        self.epoch = f"{prefix}epoch"
        self.snapshot = f"{prefix}snapshot"
        self.lease = f"{prefix}clerk:lease"
        self.fence = f"{prefix}clerk:fence"
        self.cursors = f"{prefix}clerk:cursors"
        self.counts = f"{prefix}clerk:counts"
        self.losses = f"{prefix}record:losses"
        self.revisions = f"{prefix}cases:revisions"
        self.mend = f"{prefix}mend"
        self.api_keys = f"{prefix}api:keys"
        self.field_links = f"{prefix}field:links"

    def seen(self, key: str) -> str:
        """Where the first answer to the event with this key is kept."""
        return f"{self.prefix}cases:seen:{key}"

    def number(self, prefix: str) -> str:
        """The counter of cases whose ids begin with this prefix."""
        return f"{self.prefix}cases:numbers:{prefix}"

    @property
    def devices(self) -> str:
        """Whose each phone or tracker is."""
        return f"{self.prefix}devices"

    @property
    def devices_edition(self) -> str:
        """Another one with each change of them."""
        return f"{self.prefix}devices:edition"

    @property
    def seal(self) -> str:
        return f"{self.prefix}cases:seal"

    @property
    def gateway_states(self) -> str:
        return f"{self.prefix}gateways"

    def gateway_positions(self, gateway: str) -> str:
        return f"{self.prefix}positions:{gateway}"

    def gateway_reports(self, gateway: str) -> str:
        """From where the clerk copies them to the reports."""
        return f"{self.prefix}reports:{gateway}"

    @property
    def accounts(self) -> str:
        return f"{self.prefix}accounts"

    @property
    def sessions(self) -> str:
        return f"{self.prefix}sessions"

    @property
    def counted(self) -> str:
        """Every counter of every area as it was counted last, beside the positions."""
        return f"{self.prefix}counted"

    @property
    def audit(self) -> str:
        return f"{self.prefix}audit"

    @property
    def warnings(self) -> str:
        """What emergency offices sent."""
        return f"{self.prefix}warnings"

    @property
    def handovers(self) -> str:
        """What one shift handed to the next."""
        return f"{self.prefix}handovers"

    @property
    def handover_revisions(self) -> str:
        """Of each area."""
        return f"{self.prefix}handovers:revisions"

    def handover_seen(self, key: str) -> str:
        """Where the first answer to the event with this key is kept."""
        return f"{self.prefix}handovers:seen:{key}"

    @property
    def editions(self) -> str:
        """Which areas, people and matters were loaded, and from when each holds."""
        return f"{self.prefix}editions"

    @property
    def editions_last(self) -> str:
        """The newest of them: whoever keeps a copy reads them again when it is another."""
        return f"{self.prefix}editions:last"

    @property
    def edition_files(self) -> str:
        """The files themselves, packed, by kind and edition."""
        return f"{self.prefix}editions:files"

    @property
    def history(self) -> str:
        """How far the history process has copied each stream."""
        return f"{self.prefix}history"

    @property
    def plan(self) -> str:
        """What hangs where and shows what: what the stream `wall` comes to."""
        return f"{self.prefix}wall:plan"

    @property
    def wall_lost(self) -> str:
        """That the record was seen to have lost the newest of what was done to screens, for a day."""
        return f"{self.prefix}wall:lost"

    def wall_seen(self, command: str) -> str:
        """Where the first answer to this command is kept."""
        return f"{self.prefix}wall:seen:{command}"

    def sightings(self, announcement: str) -> str:
        """Which screens and people have seen it."""
        return f"{self.prefix}wall:sightings:{announcement}"

    def screen_beat(self, screen: str) -> str:
        """A screen's last sign of life, on the server of positions."""
        return f"{self.prefix}screen:beat:{screen}"

    @property
    def webhooks(self) -> str:
        """Who is told what of cases, and where."""
        return f"{self.prefix}webhooks"

    @property
    def webhook_states(self) -> str:
        """How each of them goes."""
        return f"{self.prefix}webhooks:states"

    @property
    def webhook_duty(self) -> str:
        return f"{self.prefix}webhooks:duty"

    @property
    def webhook_cursor(self) -> str:
        """The last entry of the cases from which messages were made."""
        return f"{self.prefix}webhooks:cursor"

    @property
    def webhook_asked(self) -> str:
        """Messages that somebody asked for: a ping, or one more try."""
        return f"{self.prefix}webhooks:asked"

    def webhook_waiting(self, hook: str) -> str:
        """Messages that are not delivered yet."""
        return f"{self.prefix}webhooks:waiting:{hook}"

    def webhook_failures(self, hook: str) -> str:
        """Messages that are not tried any more."""
        return f"{self.prefix}webhooks:failures:{hook}"

    @property
    def tak_told(self) -> str:
        """Which cases a TAK server may know."""
        return f"{self.prefix}webhooks:tak"

    @property
    def tak_link(self) -> str:
        """How the link to it is."""
        return f"{self.prefix}webhooks:tak:link"

    @property
    def pairing(self) -> str:
        """Browsers that wait to become screens."""
        return f"{self.prefix}pairing"

    def paired(self, digest: str) -> str:
        """Which screen came of this command."""
        return f"{self.prefix}pairing:{digest}"

    def sign_in(self, digest: str) -> str:
        """What is counted of tries to sign in."""
        return f"{self.prefix}sign-in:{digest}"

    def rate(self, who: str) -> str:
        """The counter of what somebody asked for within this minute."""
        return f"{self.prefix}rate:{who}"

    def upload(self, who: str, photo: str) -> str:
        """That they sent this photo, for as long as they may name it."""
        return f"{self.prefix}photo:{who}:{photo}"

    def open311(self, digest: str) -> str:
        """Which report was made of what another system sent, for as long as the same again is the same."""
        return f"{self.prefix}open311:{digest}"

    def label(self, stream: str) -> str:
        """The short name of a stream, as people read it in a sentence."""
        return stream.removeprefix(self.prefix)
