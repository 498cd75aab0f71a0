"""What every demo record is written with: a repeating random source, days, ends of periods."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from certs.catalogue.dates import add_months

Record = dict[str, Any]


def chance(seed: int, *names: object) -> Random:
    """A random source that is the same for the same names, on every machine."""
    text = "/".join(str(name) for name in (seed, *names))
    return Random(text)  # noqa: S311 - invented data must repeat, not surprise


def day_between(random: Random, first: date, last: date) -> date:
    """A day from `first` to `last`."""
    return first + timedelta(days=random.randint(0, (last - first).days))


def years_after(start: date, years: int | None) -> str | None:
    """The ISO date so many years later, or None for a period without end."""
    return None if years is None else add_months(start, years * 12).isoformat()
