"""`gridwall replay`: a recorded CSV, into a replay world."""

from pathlib import Path
from typing import Any

import click

from city.areas.locate import Locator
from city.cases.command import Rulebook
from city.cases.refusal import Term
from city.rules import Rules
from city.time.days import Duty, LocalDays
from city.time.workdays import Calendar
from dashboard.cli.feeding import Fed, feed, feeding_options, now_ms, say, until_told
from dashboard.settings.city_files import CityFileError, read_city_calendar
from layouts.sentences import both
from layouts.words import LANGUAGES
from streams.record.world import note_world
from streams.replay.closings import Closings
from streams.replay.columns import SPEED_UNITS, MappingError, Told, check, overlaid, read_told
from streams.replay.move import LARGEST, Move, apply, fit
from streams.replay.recording import RecordedRow, read_recording
from streams.replay.replay import MAX, Play
from streams.replay.replay import replay as play
from streams.replay.tally import ReplayJudge


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
    help="Which column holds a field, by its header or number: inspector=vehicle_id, lat=1; may be repeated.",
)
@click.option("--inspector", default="", metavar="NAME", help="Whose all rows are, where no column says it.")
@click.option(
    "--time-format", default="", help="s, ms, us, ns or as in strptime; ISO 8601 and epoch are recognised."
)
@click.option("--relative", is_flag=True, help="Times count from the recording's start; seen by itself.")
@click.option("--zone", default="", help="Zone of times that carry none, such as Asia/Shanghai.")
@click.option("--speed-unit", default="m/s", type=click.Choice(list(SPEED_UNITS)), help="Unit of speeds.")
@click.option("--separator", default="", help="comma, semicolon, tab, pipe, blank or any sign; recognised.")
@click.option(
    "--encoding", default="", metavar="NAME", help="Such as gb18030 or latin-1; else UTF-8 or a guess."
)
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
    mapping: Path | None,
    sort: bool,
    times: str,
    speed: float,
    loop: bool,
    move: bool,
    **form: Any,
) -> None:
    """Play a recorded CSV of positions or reports, as if it happened now.

    Refuses a prefix that holds a live world. docs/replay.md says more.
    """
    keep = times == "keep"
    rows = _rows(kind, recording, mapping, form, keep=keep)
    fed = feed(file, url, "replay")
    duty = _duty(fed.settings.rules, kind)
    _place(fed, kind, recording, rows, move=move, keep=keep)
    judge = ReplayJudge(kind, fed.areas, Locator(fed.areas), fed.matters, duty)
    sequel = _closings(fed, rows, judge)
    bar: Any = click.progressbar(length=None if loop else len(rows), label=recording.name)
    how = Play(speed, sort, keep, loop, recording.name)
    with until_told(), bar:
        play(rows, fed.sender, fed.keys, judge, how, bar.update, sequel)
    for line in judge.tally.lines():
        click.echo(line)


def _rows(
    kind: str, recording: Path, mapping: Path | None, form: dict[str, Any], *, keep: bool
) -> list[RecordedRow]:
    """`form` holds the options that are a mapping file's, too."""
    try:
        said = Told(_pairs(form.pop("columns")), **form)
        told = check(overlaid(_beside(recording, mapping), said), "options")
        return read_recording(kind, recording, told, say, keep=keep)
    except MappingError as error:
        raise click.ClickException(str(error)) from None


def _duty(rules: Rules, kind: str) -> Duty | None:
    """When positions are kept and shown; says it when that is not now."""
    duty = Duty(rules.duty, LocalDays(rules.zone))
    if kind != "positions" or duty.always:
        return None
    if not duty.on(now_ms()):
        say(
            f"it is off duty now (duty is {hours(rules)}, {rules.timezone}): the wall neither keeps nor "
            'shows positions, and its map stays empty; for a replay give the wall rules.duty = "00:00-24:00"'
        )
    return duty


def hours(rules: Rules) -> str:
    """Duty hours as a setting has them."""
    times = [[f"{minute // 60:02}:{minute % 60:02}" for minute in each] for each in rules.duty]
    return ", ".join("-".join(pair) for pair in times)


def _closings(fed: Fed, rows: list[RecordedRow], judge: ReplayJudge) -> Closings | None:
    """What the recording tells of its cases, None when it tells nothing."""
    closes = any(row.closed is not None for row in rows)
    if not closes and not any(row.due is not None for row in rows):
        return None
    city, rules = fed.settings.city, fed.settings.rules
    try:
        file = city.calendar and fed.settings.path(city.calendar)
        calendar = read_city_calendar(file, rules.zone) if file else Calendar(rules.zone)
    except CityFileError as error:
        raise click.ClickException(str(error)) from None
    book = Rulebook(fed.areas, fed.roster, fed.matters, calendar, rules)
    return Closings(fed.sender, fed.keys, book, judge.locator, judge.tally, closes=closes, seal=fed.seal)


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


def _place(fed: Fed, kind: str, recording: Path, rows: list[RecordedRow], *, move: bool, keep: bool) -> None:
    """Move the rows if asked to, and leave the remarks that every page shows."""
    name, remarks = recording.name, []
    if move:
        try:
            how = fit(rows, fed.areas.root.polygon, 1.0 if kind == "positions" else LARGEST)
        except MappingError as error:
            raise click.ClickException(f"{recording}: {error}") from None
        apply(how, rows)
        remarks.append(moved(kind, name, how))
        click.echo(remarks[-1]["en"])
    if keep:  # else a page says by itself that a replay's times are shifted to now
        remarks.append(both("recording_times", {"name": name}))
    if kind == "positions" and not fed.settings.rules.around_the_clock:
        remarks.append(both("recording_duty", {"hours": hours(fed.settings.rules)}))
    zh, en = (" · ".join(remark[lang] for remark in remarks) for lang in LANGUAGES)
    fed.sender.ask(lambda redis: note_world(redis, fed.keys, kind, zh, en))


def moved(kind: str, name: str, move: Move) -> dict[str, str]:
    """What pages say of a recording that did not happen here, in both languages."""
    told = {"kind": Term("recording", kind), "name": name, "scale": f"{move.scale:.2f}"}
    if not move.turn:
        return both("recording_moved", told)
    return both("recording_turned", {**told, "degrees": f"{move.turn:.0f}"})
