"""The server's clock jumps, by half a minute to a year, while it runs (libfaketime; its timers keep their pace).

Rules: 1. a code counts from 30 seconds ahead to 90 seconds old by the server's clock, whatever the jump; 2. around a
nonce of ours the phone's clock does not matter; 3. a code that was used stays used, wherever the clock goes, and though
the worker tidied up in between; 4. a sign-in ends by the same clock, so after a long jump ahead nobody is let in.
"""

from __future__ import annotations

import glob
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend import db
from certs import lm1
from tests.faults.acting import TYPE, VIEWS, Caller, Ledger, show
from tests.faults.city import Town, open_city
from tests.faults.kept import hold_against
from tests.faults.processes import Server, run, settings_of
from tests.faults.table import Row
from tests.verification.world import HALL, Phone

DAY = 86_400
JUMPS = (-365 * DAY, -DAY, -3600, -300, -33, -27, 27, 33, 87, 93, 300, 3600, DAY, 365 * DAY)
AHEAD, OLD = 30, 90
KEYS_SINCE = 3500  # seconds before the city was built from which its issuers' keys are in force
PLACES = "/usr/lib/*/faketime/libfaketime.so.1"


def library() -> str:
    found = sorted(glob.glob(PLACES))
    assert found, "libfaketime is not installed (Debian package faketime)"
    return found[0]


class Wheel:
    """Turns the clock of whatever was started with `environ`. A town is given it before it exists."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.turn(0)

    @property
    def environ(self) -> dict[str, str]:
        given = {"LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1"}
        return given | {"DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"}

    def turn(self, seconds: int) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.rename(self._file)


@contextmanager
def turning(kind: str, folder: Path) -> Iterator[tuple[Town, Wheel]]:
    wheel = Wheel(folder)
    with open_city(kind, server=Server(settings_of("", folder), environ=wheel.environ)) as town:
        yield town, wheel


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        yield jumps(kind)


def jumps(kind: str, table: tuple[int, ...] = JUMPS) -> Row:
    row, ledger = Row("clock jumps by 27 s to 1 year, both ways", "", times=len(table)), Ledger()
    with tempfile.TemporaryDirectory(prefix="liangma-clock-") as folder, turning(kind, Path(folder)) as (town, wheel):
        row.store = town.name
        call = Caller(town.server.port, ledger)
        phone = town.people.phone(0)
        spent, token = _code(town, phone), town.people.window_token
        row.demand(_shown(ledger, call, token, spent) == "accepted", "a good code was refused")
        said = []
        for number, jump in enumerate(table):
            wheel.turn(jump)
            verdict = _one_jump(row, town, call, ledger, jump=jump, phone=phone, view=VIEWS[number % 4], spent=spent)
            said.append(f"{_words(jump)} {verdict}")
            if jump == max(table):
                old = show(call, token, spent).status
                row.demand(old == 401, f"a sign-in of a year ago is still good ({old})")
                run(town.people.services.settings, "worker", "--once", environ=wheel.environ)  # by the wrong clock
        wheel.turn(0)
        town.people.now = int(time.time())
        token = _window(town)
        row.demand(_shown(ledger, call, token, spent) == "replayed", "a used code was not refused with the right clock")
        good = _code(town, phone, view=9)
        row.demand(_shown(ledger, call, token, good) == "accepted", "not right again with the right clock")
        hold_against(row, town.engine, ledger)
    row.more = ", ".join(said)
    return row


def _one_jump(
    row: Row, town: Town, call: Caller, ledger: Ledger, *, jump: int, phone: Phone, view: int, spent: str
) -> str:  # fmt: skip
    """A fresh code of a phone whose clock is right, the used one, and one around a nonce of ours."""
    town.people.now = int(time.time()) + jump
    token = _window(town)
    verdict = _shown(ledger, call, token, _code(town, phone, view=view))
    row.demand((verdict == "accepted") == (-AHEAD <= jump <= OLD), f"{_words(jump)}: {verdict}")
    again = _shown(ledger, call, token, spent)
    row.demand(again != "accepted", f"{_words(jump)}: a used code was accepted again")
    around = _shown(ledger, call, token, _code(town, phone, view=view, cnonce=town.people.nonce(phone)))
    if -KEYS_SINCE < jump <= DAY:  # further back the keys are not yet in force, further ahead the view has ended
        row.demand(around == "accepted", f"{_words(jump)}: with a nonce of ours {around}")
    return verdict if verdict == around else f"{verdict}, with a nonce {around}"


def _window(town: Town) -> str:
    with town.people.app.app_context(), db.transaction(town.engine) as session:
        return town.people.sign_in(session, f"staff:{town.people.staff_id}", "window", HALL)


def _code(town: Town, phone: Phone, *, view: int = 3, cnonce: bytes | None = None) -> str:
    """As the phone shows it, by the right clock; each second and view is another code."""
    meant, town.people.now = town.people.now, int(time.time())
    text = lm1.code_text(
        town.people.view(phone, phone.held[TYPE], view), phone.signer, iat=town.people.now, cnonce=cnonce
    )
    town.people.now = meant
    return text


def _shown(ledger: Ledger, call: Caller, token: str, code: str) -> str:
    """ "accepted", or why not."""
    answer = show(call, token, code)
    if answer.status != 200:
        return str(answer.status)
    ledger.accepted[code] += answer.document["accepted"]
    return "accepted" if answer.document["accepted"] else str(answer.document["reason"])


def _words(jump: int) -> str:
    size = abs(jump)
    unit = f"{size // (365 * DAY)} y" if size >= 365 * DAY else f"{size // DAY} d" if size >= DAY else f"{size} s"
    return f"{'+' if jump > 0 else '−'}{unit}"
