"""demo load, sign-in, citizen, reset."""

import json

import click
import pyotp
from sqlalchemy.orm import Session

from backend.cli.bar import bar
from backend.cli.office import Office, clock, open_office
from backend.demo import city, people
from backend.demo.known import how_many, is_known
from backend.demo.reset import reset
from backend.errors import ConfigError, NotFound
from backend.security import Box


@click.group()
def demo() -> None:
    """The demo city. Works only with LIANGMA_DEMO=1."""


def demo_office() -> Office:
    office = open_office()
    if not office.settings.demo:
        raise ConfigError("the demo city is loaded only where LIANGMA_DEMO=1")
    return office


@demo.command()
@click.option(
    "--people",
    "people_count",
    default=200,
    show_default=True,
    type=click.IntRange(1, 10_000_000),
    help="Citizens in the city.",
)
def load(people_count: int) -> None:
    """Import the demo departments' records, issue certificates, open windows and a gate."""
    load_city(demo_office(), people_count=people_count)


def load_city(office: Office, *, people_count: int) -> None:
    loaded = city.City(office.engine, office.settings, office.box, office.catalogue, clock(), bar)
    city.load(loaded, people_count=people_count)


@demo.command("sign-in")
@click.argument("login")
def sign_in(login: str) -> None:
    """Print the JSON body that signs an employee in now, or a partner's client id and secret."""
    office = demo_office()
    path = city.sign_ins_file(office.settings)
    known = json.loads(path.read_text()) if path.exists() else {}
    if login not in known:
        raise NotFound(f"{login}: {', '.join(sorted(known)) or 'load the demo city first'}")
    body = dict(known[login])
    secret = body.pop("totp_secret", None)
    if secret:
        body["totp"] = pyotp.TOTP(secret).at(clock())
    click.echo(json.dumps(body))


@demo.command()
@click.argument("index", type=click.IntRange(0))
def citizen(index: int) -> None:
    """Print a citizen of the demo city, with the bodies that sign in and match the name."""
    here = demo_office()
    with here.step() as session:
        _check_known(session, index, box=here.box)
    found = people.person(index)
    identity = {"name": found.name, "number": found.citizen_number}
    body = {"phone": found.phone, **identity}
    bodies = {"phone_body": json.dumps({"phone": found.phone}), "identity_body": json.dumps(identity)}
    click.echo(json.dumps(body | bodies, ensure_ascii=False))


def _check_known(session: Session, index: int, *, box: Box) -> None:
    """Raises click.BadParameter with the numbers there are."""
    if is_known(session, index, box=box):
        return
    last = how_many(session, box=box) - 1
    if last < 0:
        raise click.BadParameter("演示城市还没有市民，请先运行 No citizens yet, run first: liangma demo load")
    raise click.BadParameter(f"没有这位市民，编号为 0 至 {last} The demo city has no such citizen: 0 to {last}")


@demo.command("reset")
@click.argument("index", type=click.IntRange(0))
def begin_again(index: int) -> None:
    """Part a citizen of the demo city from account, phones, passkeys and copies, so that anybody can be them anew."""
    here = demo_office()
    with here.step() as session:
        _check_known(session, index, box=here.box)
        click.echo(reset(session, index, box=here.box, now=clock(), actor="cli:demo"))
