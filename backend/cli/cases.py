"""cases: what the clock does to cases."""

import click

from backend.cases.deadlines import MOST, apply_deadlines
from backend.cli.office import clock, open_office


@click.group()
def cases() -> None:
    """Cases at the windows."""


@cases.command()
@click.option("--most", default=MOST, show_default=True, type=click.IntRange(1), help="Cases of each kind.")
def deadlines(most: int) -> None:
    """End deferrals whose day has passed, and log cases that became late. The worker does the same each round."""
    done = apply_deadlines(open_office().engine, now=clock(), most=most)
    click.echo(f"终止 ended {done.ended}  超期标记 marked {done.marked}")
