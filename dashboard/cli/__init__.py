"""The commands of `gridwall`, each loaded when it is asked for. Table of contents; decides nothing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from dashboard.settings.extras import of_extra, sentence

COMMANDS = {
    "demo": "Everything on this machine: a city, its Redis, its people and the wall.",
    "web": "The wall: pages, sockets and API, from the Redis of the settings.",
    "address": "The address that lets a browser in: for a new screen, or after it was lost.",
    "simulate": "Write what the phones of a whole city would, into a demo world.",
    "replay": "Play a recorded CSV into a replay world.",
    "desk": "A made-up duty officer, for a demo world without people at its consoles.",
    "areas": "Check, build, compare or load the areas of a city.",
    "roster": "Check or load the people of a city.",
    "matters": "Check or load what may be reported in a city.",
    "shifts": "Check the plan of shifts and of who is on call.",
    "cameras": "The camera process: pulls pictures and hands them to the pages; checks and imports cameras.",
    "intake": "The intake process: doors for phones and other systems that send positions.",
    "webhooks": "The webhook process: tells other systems of cases; add, list, rotate, replay.",
    "history": "The history process: keeps what happened, and answers what is asked of it; rebuild, status.",
    "keys": "Keys for other systems that answer cases or send positions: make, list, rotate, revoke.",
    "devices": "Whose each phone or tracker is: add, list, remove, load, a sheet to set it up.",
    "sensors": "Sensors that report by MQTT: check their mapping file.",
    "links": "Personal links for inspectors' phones and for departments: make, list, revoke.",
    "user": "Accounts of people: add, list, role, password, disable, sessions.",
    "screens": "Screens in rooms: list what hangs where and how it is, revoke one.",
    "warnings": "Warnings of an emergency office (CAP, GB/T 35965.1): load, list, cancel one.",
    "acl": "The users of Redis, each with what it needs and no more, as an ACL file.",
    "seal": "Refuse events in the record that none of our processes wrote.",
    "backup": "Write all that is kept into one file, while the wall runs.",
    "restore": "Bring back what such a file holds, into an empty place.",
    "mend": "Give streams whose ids run ahead of the clock ids that are times again.",
    "check": "One readable verdict on settings, city and Redis.",
}

# commands that need all of an extra
NEEDS = {"demo": "demo", "desk": "demo", "intake": "intake", "webhooks": "webhooks", "history": "history"}


class Commands(click.Group):
    """`gridwall --help` must not wait for numpy, shapely or Dash."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        try:
            command: click.Command = getattr(import_module(f"dashboard.cli.{name}"), name)
        except ModuleNotFoundError as error:
            raise _told(error, name) from None
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            raise _told(error, ctx.invoked_subcommand or "") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _told(error: ModuleNotFoundError, command: str) -> Exception:
    """In a sentence, if it is a package of an extra that this installation does not have."""
    if not of_extra(error.name):
        return error
    module = str(error.name).partition(".")[0]
    return click.ClickException(sentence(module, NEEDS.get(command, "")))


@click.command(cls=Commands)
@click.version_option(package_name="gridwall")
def main() -> None:
    """A live command-centre video wall for cities that are governed by grid."""
