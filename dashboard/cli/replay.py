"""`gridwall replay`: a recorded CSV, into a replay world."""

from pathlib import Path
from typing import Any

import click

from city.locate import Locator
from dashboard.cli.feeding import Fed, feed, feeding_options, until_told
from streams.columns import SPEED_UNITS, MappingError, Told, check, overlaid, read_told
from streams.recording import Move, Row, apply, fit, read_recording
from streams.replay import MAX, Judge, Play
from streams.replay import replay as play
from streams.world import note_world


class Speed(click.ParamType[float]):
    """A factor above 0, or `max`."""

    name = "factor"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if value == "max":
            return MAX
        try:
            factor = float(str(value))
        except ValueError:
            factor = 0.0
        if not 0 < factor < MAX:
            self.fail(f"a number above 0 or max wanted, got {value}", param, ctx)
        return factor


@click.command()
@click.argument("kind", type=click.Choice(["positions", "reports"]))
@click.argument("recording", type=click.Path(path_type=Path))
@feeding_options
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADER",
    help="Which column holds a field, such as inspector=vehicle_id; may be repeated.",
)
@click.option("--time-format", default="", help="s, ms or as in strptime; ISO 8601 and epoch are recognised.")
@click.option("--zone", default="", help="Zone of times that carry none, such as Asia/Shanghai.")
@click.option("--speed-unit", default="m/s", type=click.Choice(list(SPEED_UNITS)), help="Unit of speeds.")
@click.option("--separator", default="", help="comma, semicolon, tab, pipe or a character; recognised.")
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="TOML with all this; FILE.toml if it is there."
)
@click.option("--sort", is_flag=True, help="Play by time instead of in the file's order.")
@click.option(
    "--time",
    "times",
    default="shift",
    type=click.Choice(["shift", "keep"]),
    show_default=True,
    help="shift: the earliest row is now; keep: times as recorded.",
)
@click.option("--speed", default="1", type=Speed(), show_default=True, help="Factor, or max for no waiting.")
@click.option("--loop", is_flag=True, help="Again and again; report ids of later rounds get a suffix.")
@click.option("--move", is_flag=True, help="Move the recording onto the city; every page says so.")
def replay(
    kind: str,
    recording: Path,
    file: Path | None,
    url: str | None,
    columns: tuple[str, ...],
    time_format: str,
    zone: str,
    speed_unit: str,
    separator: str,
    mapping: Path | None,
    sort: bool,
    times: str,
    speed: float,
    loop: bool,
    move: bool,
) -> None:
    """Play a recorded CSV of positions or reports, as if it happened now.

    Refuses a prefix that holds a live world. docs/replay.md says more.
    """
    try:
        said = Told(_pairs(columns), time_format, zone, speed_unit, separator)
        told = check(overlaid(_beside(recording, mapping), said), "options")
        rows = read_recording(kind, recording, told)
    except MappingError as error:
        raise click.ClickException(str(error)) from None
    fed = feed(file, url, "replay")
    _place(fed, kind, recording, rows, move=move, keep=times == "keep")
    judge = Judge(kind, fed.areas, Locator(fed.areas), fed.matters)
    bar: Any = click.progressbar(length=None if loop else len(rows), label=recording.name)
    with until_told(), bar:
        play(rows, fed.sender, fed.keys, judge, Play(speed, sort, times == "keep", loop), bar.update)
    for line in judge.tally.lines():
        click.echo(line)


def _pairs(columns: tuple[str, ...]) -> dict[str, str]:
    for pair in columns:
        if "=" not in pair:
            raise MappingError(f"options: --column must be FIELD=HEADER, got {pair!r}")
    split = (pair.partition("=") for pair in columns)
    return {field.strip(): header for field, _, header in split}


def _beside(recording: Path, mapping: Path | None) -> Told:
    """The mapping file told, or the one beside the recording."""
    beside = recording.with_name(recording.name + ".toml")
    if mapping or beside.is_file():
        return read_told(mapping or beside)
    return Told()


def _place(fed: Fed, kind: str, recording: Path, rows: list[Row], *, move: bool, keep: bool) -> None:
    """Move the rows if asked to, and leave the remarks that every page shows."""
    remarks = [
        (f"{recording.name} 的时间为录制时间", f"times of {recording.name} are those of the recording")
    ]
    if not keep:
        remarks.clear()  # a page says by itself that a replay's times are shifted to now
    if move:
        try:
            how = fit(rows, fed.areas.root.polygon.bounds)
        except MappingError as error:
            raise click.ClickException(f"{recording}: {error}") from None
        apply(how, rows)
        remarks.append(remark(kind, recording.name, how))
        click.echo(remarks[-1][1])
    zh, en = (" · ".join(sentence[at] for sentence in remarks) for at in (0, 1))
    fed.sender.ask(lambda redis: note_world(redis, fed.keys, kind, zh, en))


def remark(kind: str, name: str, move: Move) -> tuple[str, str]:
    """What pages say of a recording that did not happen here, in Chinese and English."""
    zh = {"positions": "位置", "reports": "上报"}[kind]
    return (
        f"{zh}取自 {name}，并非发生在本市：已平移到此，比例 {move.scale:.2f}",
        f"{kind} of {name} did not happen here: moved onto this city, scale {move.scale:.2f}",
    )
