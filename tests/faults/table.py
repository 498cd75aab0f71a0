"""What a fault found, as a row; and the page `docs/faults.md` that shows the rows of a campaign."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = (
    "| fault | store | times | acknowledged | lost | longest wait | recovery | what else |",
    "|---|---|--:|--:|--:|--:|--:|---|",
)
OPENING = """# What was broken on purpose, and what it cost

`make faults` breaks a running city, each time in another way, and writes this page; it fails when a promise is broken.
`FAULTS=kills,power make faults` runs these two only and leaves the other rows as they were.

*Acknowledged* is what somebody was told: an answer of 2xx, a line printed after a commit, the count on an operator's
screen. *Lost* is what was acknowledged and is not in the database afterwards, or is there twice or by half: it has to
be 0, but in rows called *control*, which switch durability off and have to lose something, or the method would prove
nothing. *Longest wait* is the slowest answer of any request while it was broken, refusals included; *recovery* is from
the end of the fault (or the restart) to the first right answer.
"""
METHOD = """
## How

* **Killed**: `kill -9` of a whole server, of one of its processes, or of a command, at a random moment under load.
  Codes whose answer was lost are shown again: accepted or `replayed`, never accepted twice.
* **Power cut**: the database lies on an ext4 file system in a file, which is copied in one instant (a reflink) while
  everything runs. What the program had not synced was in memory only and is not in the copy. The copy is mounted, the
  database recovers, and what had been acknowledged before that instant must be in it. A disk that lies about a flush is
  not part of this.
* **Partition**: PostgreSQL in a network namespace of its own; for thirty seconds every packet is dropped, none refused.
* **Disk**: full and read-only are real file systems of a few megabytes; a failing `fsync` is a library loaded before.
* **Clock**: libfaketime moves the server's clock while it runs; its timers keep their pace.
* **Slow**: connections through the proxy's own configuration (`deploy/nginx.conf`), half of them with an unfinished
  header, half with an unfinished body.
"""


@dataclass
class Row:
    """`broken`: the promises that did not hold, in words; a row without any holds."""

    fault: str
    store: str
    times: int = 1
    acknowledged: int = 0
    lost: int = 0
    longest: float | None = None
    recovery: float | None = None
    more: str = ""
    control: bool = False
    broken: list[str] = field(default_factory=list)

    def demand(self, holds: bool, promise: str) -> None:
        """Name a promise that does not hold."""
        if not holds:
            self.broken.append(promise)

    @property
    def holds(self) -> bool:
        return not self.broken and (self.lost > 0 if self.control else self.lost == 0)

    @property
    def line(self) -> str:
        told = [self.more] * bool(self.more) + [f"**broken: {one}**" for one in self.broken]
        name = f"{self.fault} (control)" if self.control else self.fault
        figures = (self.times, f"{self.acknowledged:,}", f"{self.lost:,}", _seconds(self.longest))
        return (
            "| " + " | ".join(map(str, (name, self.store, *figures, _seconds(self.recovery), "; ".join(told)))) + " |"
        )


def write(rows: Iterable[Row], *, now: datetime.datetime, note: str = "", page: Path = PAGE) -> None:
    """Write the page; lines of faults that did not run this time stay, with the day they were taken."""
    lines = {_key(line): line for line in _standing(page)}
    stamp = now.strftime("%Y-%m-%d") + (f", {note}" if note else "")
    lines |= {_key(row.line): f"{row.line[:-2]}{'; ' if row.more or row.broken else ''}taken {stamp} |" for row in rows}
    machine = f"Machine: {os.cpu_count()} cores, everything (load, servers, PostgreSQL, Redis, proxy) on the same ones."
    page.write_text("\n".join((OPENING, machine, "", *HEAD, *sorted(lines.values()))) + "\n" + METHOD, "utf-8")


def _standing(page: Path) -> list[str]:
    if not page.exists():
        return []
    return [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ") and line not in HEAD]


def _key(line: str) -> tuple[str, ...]:
    return tuple(line.split(" | ")[:2])


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s" if value < 10 else f"{value:.1f} s"
