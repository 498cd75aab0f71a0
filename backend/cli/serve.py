"""serve: the HTTP server of a node."""

import socket
from typing import Any

import click
from granian.constants import Interfaces
from granian.server import Server

from backend.app import create_app
from backend.cli.demo import load_city
from backend.cli.migrate import bring_up
from backend.cli.office import Office, clock, open_office
from backend.demo import city, doings
from backend.errors import ConfigError
from backend.papers.fonts import check_fonts
from backend.people.sms import gateway_for

TARGET = "backend.app:from_environment"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--prepare", is_flag=True, help="Migrate first and, in the demo, load the city once.")
@click.option("--lived-in", is_flag=True, help="With --prepare: people of the demo city did something already.")
def serve(host: str, workers: int, prepare: bool, lived_in: bool) -> None:
    """Serve the API on LIANGMA_PORT."""
    office = open_office()
    _check(office, host)
    if prepare:
        bring_up(office)
        if office.settings.demo and not city.is_loaded(office.engine):
            load_city(office, people_count=200)
            if lived_in:
                services = create_app(office.settings, engine=office.engine).extensions["liangma"]
                doings.live(services, now=clock())
    if office.settings.demo:
        click.echo(city.greeting(office.settings), err=True)
    office.engine.dispose()  # servers open their own connections, after the fork
    server: Any = Server(
        TARGET, address=host, port=office.settings.port, interface=Interfaces.WSGI, factory=True, workers=workers,
        blocking_threads=4, backpressure=512, respawn_failed_workers=True, log_access=False,
    )  # fmt: skip
    server.serve()


def _check(office: Office, host: str) -> None:
    """What would stop every worker stops the command first, and is said once: types, database, fonts, SMS gateway,
    port."""
    _ = office.catalogue, office.engine
    check_fonts(office.settings.fonts_dir)
    gateway_for(office.settings)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, office.settings.port))
        except OSError as error:
            raise ConfigError(f"LIANGMA_PORT {office.settings.port}, --host {host}: {error.strerror}") from error
