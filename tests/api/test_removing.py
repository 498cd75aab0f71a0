"""What an operator takes away at the terminal, a server that runs already refuses within five seconds."""

import base64
import time
import uuid
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from backend import db
from backend.people import sign_ins
from backend.people.models import Staff
from tests.api.town import PARTNERS, Headers, Town
from tests.cli.terminal import Terminal
from tests.conftest import KEYS

FRESH = 5  # seconds


@pytest.fixture
def terminal(own_town: Town, tmp_path: Path) -> Terminal:
    """Another process on the town's database."""
    given: dict[str, str | None] = {"LIANGMA_DATABASE_URL": own_town.services.settings.database_url}
    given |= {f"LIANGMA_{name.upper()}": base64.b64encode(value).decode() for name, value in KEYS.items()}
    return Terminal(tmp_path, given)


def clerk(town: Town, terminal: Terminal) -> Headers:
    """An employee of the first window, hired at the terminal and signed in."""
    words = ("--name", "王芳", "--role", "window", "--office", "W1", "--password", "correct-horse-battery")
    terminal.type("staff", "add", "wang.fang", *words).must()
    with town.app.app_context(), db.transaction(town.services.engine) as session:
        staff_id: uuid.UUID = session.scalars(select(Staff.staff_id)).one()
        subject = f"staff:{staff_id}"
        tokens = sign_ins.begin_sign_in(session, subject, role="window", office="W1", now=int(time.time()))
    return {"Authorization": f"Bearer {tokens.access}"}


def ask(town: Town, headers: Headers) -> tuple[int, str | None]:
    """What the asker hears of a code nobody can read: a verdict, or that it may not ask."""
    body = {"code": "LM1:X", "purpose": "check"}
    answer = town.send("POST", "/api/v1/verifications", json=body, headers=headers)
    return answer.status_code, answer.json.get("code")


def test_a_dismissed_employee_is_signed_out(own_town: Town, terminal: Terminal) -> None:
    headers = clerk(own_town, terminal)
    assert ask(own_town, headers) == (200, None)
    terminal.type("staff", "dismiss", "Wang.Fang").must()
    with time_machine.travel(time.time() + FRESH):
        assert ask(own_town, headers) == (401, "not_signed_in")
    terminal.type("staff", "dismiss", "wang.fang").refused("staff_not_found")


def test_a_closed_partner_has_no_token_left(own_town: Town, terminal: Terminal) -> None:
    first, second = own_town.headers("partner"), own_town.headers("partner", 1)
    assert ask(own_town, first) == (200, None)
    terminal.type("partner", "close", PARTNERS[0]).must()
    with time_machine.travel(time.time() + FRESH):
        assert ask(own_town, first) == (401, "not_signed_in")
        assert ask(own_town, second) == (200, None)
    terminal.type("partner", "close", PARTNERS[0]).refused("partner_state")


def test_a_withdrawn_window_verifies_nothing(own_town: Town, terminal: Terminal) -> None:
    first, second = own_town.headers("window"), own_town.headers("window", 1)
    assert ask(own_town, first) == (200, None)
    terminal.type("partner", "withdraw-window", "W1").must()
    with time_machine.travel(time.time() + FRESH):
        assert ask(own_town, first) == (403, "verifier_not_registered")
        assert ask(own_town, second) == (200, None)
    terminal.type("partner", "withdraw-window", "W1").refused("verifier_not_found")
    terminal.type("partner", "withdraw-window", PARTNERS[0]).refused("verifier_not_found")


def test_a_released_account_has_no_certificates_and_its_phone_shows_none(own_town: Town, terminal: Terminal) -> None:
    citizen, code = own_town.citizens[0], own_town.code(0)

    def wallet() -> tuple[int, str | None]:
        answer = own_town.send("GET", f"/api/v1/wallet?device_id={citizen.device_id}", "citizen")
        return answer.status_code, answer.json.get("code")

    with time_machine.travel(time.time(), tick=False) as clock:
        assert wallet() == (200, None)
        done = terminal.type("people", "release", citizen.phone).must()
        assert citizen.phone not in done.out + done.err
        assert wallet() == (409, "identity_not_matched")  # the bearer is remembered, and gives nothing
        clock.shift(FRESH)
        assert wallet() == (401, "not_signed_in")
    shown = own_town.must("POST", "/api/v1/verifications", "window", json={"code": code, "purpose": "check"})
    assert shown["reason"] == "device_removed"
    terminal.type("people", "release", "13999999999").refused("account_not_found")
