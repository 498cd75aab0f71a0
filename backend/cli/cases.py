"""cases: what the clock does to cases, and who is barred from deferrals and commitments."""

import uuid

import click
from sqlalchemy.orm import Session

from backend.cases.bars import bars_of, lift_bar, set_bar
from backend.cases.intake.deadlines import MOST, apply_deadlines
from backend.cases.limits import last_day
from backend.cases.office.checks import log_late_checks
from backend.cli.office import ACTOR, clock, open_office
from backend.errors import NotFound
from backend.matters.terms import Text
from backend.people.persons import find_person
from backend.security import Box


class NoSuchPerson(NotFound):
    code = "person_not_found"
    zh = "没有这个号码的人或单位"
    en = "Nobody has this number"


@click.group()
def cases() -> None:
    """Cases at the windows."""


@cases.command()
@click.option("--most", default=MOST, show_default=True, type=click.IntRange(1), help="Cases of each kind.")
def deadlines(most: int) -> None:
    """End deferrals and drafts whose day has passed, and log late cases and checks. The worker does it each round."""
    engine, now = open_office().engine, clock()
    done = apply_deadlines(engine, now=now, most=most)
    marked = done.marked + log_late_checks(engine, now=now)
    click.echo(f"终止 ended {done.ended}  草稿终止 drafts {done.lapsed}  超期标记 marked {marked}")


@cases.command("bar")
@click.argument("number")
@click.option("--years", required=True, type=click.IntRange(1, 10))
@click.option("--reason-zh", required=True)
@click.option("--reason-en", required=True)
@click.option("--case", "case_no", help="The case that led to it.")
def bar(number: str, years: int, reason_zh: str, reason_en: str, case_no: str | None) -> None:
    """Bar the person or organisation with this NUMBER from deferrals and commitments; prints the bar's id."""
    here = open_office()
    with here.step() as session:
        person_id, reason = _person(session, number, here.box), Text(reason_zh, reason_en)
        made = set_bar(session, person_id, years=years, reason=reason, case_no=case_no, actor=ACTOR, now=clock())
        click.echo(f"{made.bar_id}  {last_day(made.until)}")


@cases.command("lift")
@click.argument("number")
@click.argument("bar_id", type=click.UUID)
def lift(number: str, bar_id: uuid.UUID) -> None:
    """Lift the bar BAR_ID of the person or organisation with this NUMBER, from now on."""
    here = open_office()
    with here.step() as session:
        lift_bar(session, bar_id, person_id=_person(session, number, here.box), actor=ACTOR, now=clock())
    click.echo(bar_id)


@cases.command("bars")
@click.argument("number")
def bars(number: str) -> None:
    """List the bars of the person or organisation with this NUMBER: id, first and last day, case, reason."""
    here = open_office()
    with here.step() as session:
        for one in bars_of(session, _person(session, number, here.box)):
            days = f"{last_day(one.since + 1)} – {last_day(one.until)}"
            lifted = "" if one.lifted_at is None else f"  解除 lifted {last_day(one.lifted_at + 1)}"
            click.echo(f"{one.bar_id}  {days}  {one.case_no or '-'}  {one.reason_zh} {one.reason_en}{lifted}")


def _person(session: Session, number: str, box: Box) -> uuid.UUID:
    found = find_person(session, "citizen", number, box=box) or find_person(session, "organisation", number, box=box)
    if found is None:
        raise NoSuchPerson
    return found
