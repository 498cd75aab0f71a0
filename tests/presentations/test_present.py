"""From a bank's question to its answer, in both response modes, on both engines."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from backend import db, direct
from backend.audit.check import check
from backend.presentations.models import Presentation
from backend.verification.models import VerdictRow
from backend.verification.verifiers import register_verifier
from tests.interop.proves import proves
from tests.people.sign_in import staff
from tests.presentations.conftest import PURPOSES, Bank, valid
from tests.presentations.wallet import Copy, Wallet, take
from tests.registries.office import Office


def shown(answer: Any) -> dict[str, Any]:
    (one,) = answer.json["result"]["verdict"]["certificates"]
    return {field["name"]: field["value"] for field in one["fields"]}


@proves("Signed request checked, answered in the clear and encrypted", by="PyPI jwcrypto, cryptography")
@pytest.mark.parametrize("mode", ["direct_post", "direct_post.jwt"])
def test_a_bank_asks_and_a_wallet_shows_just_that(bank: Bank, wallet: Wallet, copy: Copy, mode: str) -> None:
    made = bank.ask("name", "over_18", response_mode=mode)
    assert bank.read(made).json["state"] == "waiting"
    asked = wallet.fetch(made)
    assert bank.read(made).json["state"] == "fetched"
    assert asked.claims["client_metadata"]["client_name#en"] == "A bank"
    answer = wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, "name", "over_18")]})
    assert (answer.status_code, answer.json) == (200, {})
    assert answer.headers["Cache-Control"] == "no-store"
    told = bank.read(made)
    assert (told.json["state"], told.json["reason"]) == ("done", None)
    assert shown(told).keys() == {"name", "over_18"}
    assert told.json["result"]["verdict"]["accepted"]
    assert told.json["result"]["presented"] == {"resident-id": [copy.certificate_id]}


def test_a_window_asks_too_and_of_two_answers_at_once_one_is_taken(
    office: Office, client: FlaskClient, copy: Copy
) -> None:
    names = {"name_zh": "一号窗口", "name_en": "Window 1", "hall": "大厅"}
    with db.transaction(office.engine) as session:
        register_verifier(
            session, "W1", kind="window", purposes=PURPOSES, catalogue=office.catalogue, actor="test", now=office.now,
            **names,
        )  # fmt: skip
    window = Bank(client, staff(client, "window", office="W1"))
    made = window.ask("name", response_mode="direct_post")
    wallets = [Wallet(client.application.test_client()) for _ in range(2)]
    asked = wallets[0].fetch(made)
    token = {"resident-id": [wallets[0].present(asked, copy, "name")]}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda wallet: wallet.answer(asked, token).status_code, wallets))
    assert sorted(answers) == [200, 400]
    told = window.read(made).json
    assert shown(window.read(made)).keys() == {"name"}
    rows = office.all(VerdictRow, VerdictRow.person_id == copy.person_id)
    assert [str(row.verdict_id) for row in rows] == [told["verdict_id"]]
    with db.open_session(office.engine, reading=True) as session:
        assert check(session).breaks == ()


@pytest.mark.parametrize("mode", ["direct_post", "direct_post.jwt"])
def test_an_answer_is_two_looks_and_one_end(office: Office, bank: Bank, wallet: Wallet, mode: str) -> None:
    """A window's, of which nobody is told: each further statement would cost every answer."""
    first, second = (take(office, valid(office)) for _ in range(2))
    ran: list[str] = []
    for copy in (first, second):  # the first reads what is remembered for seconds
        made = bank.ask("name", "over_18", response_mode=mode)
        asked = wallet.fetch(made)
        with db.transaction(office.engine) as session:
            mine = Presentation.presentation_id == uuid.UUID(made["presentation_id"])
            session.execute(update(Presentation).where(mine).values(actor="staff:somebody"))
        presented = {"resident-id": [wallet.present(asked, copy, "name", "over_18")]}
        ran.clear()

        @contextmanager
        def around(sql: str, _kind: str) -> Iterator[None]:
            ran.append(sql.split()[0])
            yield

        undo = direct.watch(around)
        try:
            assert wallet.answer(asked, presented).status_code == 200
        finally:
            undo()
    steps = (
        ["WITH"] if office.engine.dialect.name == "postgresql" else ["SELECT", "UPDATE", "UPDATE", "INSERT", "INSERT"]
    )
    assert ran == ["SELECT", "SELECT", *steps]
