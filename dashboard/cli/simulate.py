"""`gridwall simulate`: phones and reports of a made-up day, into a demo world."""

from pathlib import Path

import click

from city.time.workdays import Calendar
from dashboard.cli.feeding import Fed, feed, feeding_options, now_ms, until_told
from dashboard.settings.city_files import read_city_calendar
from dashboard.settings.settings import variable
from demo.people.answers import AddressError, Answers
from demo.people.field import Field
from demo.people.inbox import Inbox
from demo.people.past import PastLives
from demo.people.simulate import Plan, Simulation, history_since, play
from streams.record.past import has_record, write_past


@click.command()
@feeding_options
@click.option(
    "--rate",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.05, 3600),
    help="Seconds between two fixes of one person.",
)
@click.option("--people", type=click.IntRange(1), help="How many, instead of the roster as it is.")
@click.option(
    "--reports-per-hour",
    default=120.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Mean of the day; more in the morning, fewer at night.",
)
@click.option(
    "--sos-every",
    default=600.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Seconds between calls for help, about; 0 for none.",
)
@click.option(
    "--history",
    type=click.FloatRange(0),
    help="Hours of reports from before the start; if not told, eight days, those before yesterday thinner.",
)
@click.option("--batch", is_flag=True, help="Write many fixes in one entry, as large gateways do.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same people.")
@click.option(
    "--answers",
    metavar="URL",
    help="The wall that people and departments answer to when they are sent; else simulate.answers.",
)
@click.option("--duration", type=click.FloatRange(0), help="Seconds to go on for; for ever if not told.")
def simulate(
    file: Path | None,
    url: str | None,
    rate: float,
    people: int | None,
    reports_per_hour: float,
    sos_every: float,
    history: float | None,
    batch: bool,
    seed: int,
    answers: str | None,
    duration: float | None,
) -> None:
    """Write what the phones of a whole city would: walks, pauses, late fixes, reports, now and then an SOS.

    Refuses a prefix that holds a live world.
    """
    fed = feed(file, url, "demo")
    if not fed.roster.people or not fed.matters.items:
        raise click.ClickException("a roster with people and matters with items wanted, got an empty one")
    zone = fed.settings.rules.zone
    plan = Plan(rate, people, reports_per_hour, sos_every, batch, seed)
    with until_told():
        now = now_ms()
        city = Simulation(fed.areas, fed.roster.people, fed.matters, zone, fed.keys, plan, now)
        since = history_since(fed.sender, fed.keys, zone, history, now)
        lived = _past(fed, city, seed, now, since, week=history is None)
        since = now if lived else since
        past = sum(len(fed.sender.send(entries)) for entries in city.back_story(now, since))
        click.echo(
            f"simulating {city.crowd.listed:,} people at one fix per {rate:g} s "
            f"({lived:,} events and {past:,} entries of before)"
        )
        play(city, fed.sender, seconds=duration, field=_field(fed, city, answers))


def _past(fed: Fed, city: Simulation, seed: int, now: int, since: int, *, week: bool) -> int:
    """Cases with all that became of them, into a record that has none; how many events. `week`: those of the
    days before, too."""
    if since >= now or fed.sender.ask(lambda redis: has_record(redis, fed.keys)):
        return 0
    rules, told = fed.settings.rules, fed.settings.city.calendar
    calendar = read_city_calendar(fed.settings.path(told), rules.zone) if told else Calendar(rules.zone)
    lives = PastLives(fed.areas, fed.roster, fed.matters, rules, calendar, now, seed)
    city.live_through(lives, now, since)
    if week:
        city.live_before(lives, now)
    past = lives.told()
    return int(
        fed.sender.ask(
            lambda redis: write_past(redis, fed.keys, past.events, past.dispatches, past.numbers, fed.seal)
        )
    )


def _field(fed: Fed, city: Simulation, url: str | None) -> Field | None:
    """Those who are sent, if they are told where to answer. Raises click.ClickException."""
    told = fed.settings.simulate
    address = url or told.answers
    if not address:
        return None
    if not told.key:
        raise click.ClickException(
            f"answers need a key: `gridwall keys add`, then {variable('simulate.key')}"
        )
    try:
        post = Answers(address, told.key, lambda sentence: click.echo(sentence, err=True))
    except AddressError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"people and departments answer to {address}")
    return Field(city.errands, Inbox(fed.sender, fed.keys), post)
