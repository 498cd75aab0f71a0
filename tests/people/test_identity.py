"""Rules of the real-name match, through the routes."""

import json
import threading
import time
import uuid
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.people import closing, identity
from backend.people.identity import release
from backend.people.models import Account, Person
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, before
from tests.people.sign_in import bearer, by_phone, match, new_number, new_phone, register_person, services_of


def shape(answer: Any) -> tuple[int, dict[str, Any]]:
    return answer.status_code, {name: value for name, value in answer.json.items() if name != "request_id"}


def signed_in(client: FlaskClient) -> dict[str, str]:
    return bearer(by_phone(client, new_phone()))


def test_every_refusal_of_a_match_looks_the_same(client: FlaskClient) -> None:
    mine, taken, other = new_number(), new_number(), new_number()
    for number, name in ((mine, "张三"), (taken, "李四"), (other, "赵六")):
        register_person(client, number, name)
    register_person(client, "91110000600037341L", "某公司", kind="organisation")
    assert match(client, signed_in(client), taken, "李四").status_code == 200
    matched = signed_in(client)
    assert match(client, matched, mine, "张三").status_code == 200
    unmatched = signed_in(client)
    answers = [
        match(client, unmatched, new_number(), "张三"),  # unknown number
        match(client, unmatched, other, "张三"),  # known number, another name
        match(client, unmatched, taken, "李四"),  # matched with another account
        match(client, unmatched, "11010119900101123", "赵六"),  # malformed number
    ]
    answers.append(match(client, matched, other, "赵六"))  # this account is matched with another person
    answers.append(match(client, signed_in(client), "91110000600037341L", "某公司"))
    assert [shape(answer) for answer in answers] == [shape(answers[0])] * 6
    assert (answers[0].status_code, answers[0].json["code"]) == (422, "identity_refused")
    assert match(client, unmatched, other, "赵六").status_code == 200


def test_matching_again_changes_nothing(client: FlaskClient) -> None:
    number, headers = new_number(), signed_in(client)
    register_person(client, number, "张三")
    assert [match(client, headers, number, "张三").status_code for _ in range(2)] == [200, 200]


def test_the_spelling_of_a_name_does_not_matter_but_the_name_does(client: FlaskClient) -> None:
    number = new_number()
    register_person(client, number, "阿卜杜拉·买买提")
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        for spelt, status in (
            ("阿卜杜拉•买买提", 200), ("阿卜杜拉‧ 买买提", 200), ("阿卜杜拉买买提", 200),
            ("阿卜杜拉·买买堤", 422), ("阿卜杜拉", 422),
        ):  # fmt: skip
            headers = signed_in(client)
            assert match(client, headers, number.lower(), spelt).status_code == status, spelt
            with db.transaction(services_of(client).engine) as session:
                for account in session.scalars(select(Account).where(Account.person_id.is_not(None))):
                    release(session, account.account_id, now=1, actor="staff:one")
            clock.shift(86400)


def test_tries_at_names_stop_at_five_a_day_and_a_known_browser_does_not_help(client: FlaskClient) -> None:
    number = new_number()
    register_person(client, number, "张三")
    with time_machine.travel(1_800_000_000, tick=False):
        headers = signed_in(client)
        assert [match(client, headers, number, f"张{n}").status_code for n in "一二四五六七"] == [422] * 5 + [429]
        assert match(client, headers, number, "张三").status_code == 429


def test_two_accounts_matching_one_person_at_once_have_one_winner(client: FlaskClient) -> None:
    number = new_number()
    register_person(client, number, "张三")
    both, gate, answers = [signed_in(client) for _ in range(2)], threading.Barrier(2), []

    def race(headers: dict[str, str]) -> None:
        own = client.application.test_client()
        gate.wait()
        answers.append(match(own, headers, number, "张三").status_code)

    threads = [threading.Thread(target=race, args=(headers,)) for headers in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(answers) == [200, 422]


@ON_POSTGRESQL
def test_a_wallet_that_is_closed_at_that_moment_is_matched_with_nobody(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, headers, engine = new_number(), signed_in(client), services_of(client).engine
    person_id = register_person(client, number, "张三")

    def closed() -> bool:
        with db.transaction(engine) as session:
            return closing.close(session, person_id, actor="staff:one", now=int(time.time()))

    other = Meanwhile(engine, closed)
    monkeypatch.setattr(identity, "_bind", before(identity._bind, other))
    match(client, headers, number, "张三")
    assert other.end() is True
    with db.open_session(engine, reading=True) as session:
        assert session.scalars(select(Account.person_id)).all() == [None]


def test_nothing_in_the_database_or_the_audit_log_shows_name_or_number(client: FlaskClient) -> None:
    number, headers = new_number(), signed_in(client)
    person_id = register_person(client, number, "张三")
    match(client, headers, number, "李四")
    match(client, headers, number, "张三")
    with db.open_session(services_of(client).engine, reading=True) as session:
        person = session.scalars(select(Person)).one()
        entries = session.scalars(select(AuditEntry)).all()
    assert person.person_id == person_id
    stored = person.sealed + person.name_key
    assert number.encode() not in stored
    assert "张三".encode() not in stored
    logged = json.dumps(
        [[entry.actor, entry.action, entry.subject, entry.detail] for entry in entries], ensure_ascii=False
    )
    assert [text for text in (number, "张三", "李四") if text in logged] == []
    actions = [entry.action for entry in entries]
    assert actions.count("identity_refused") == 1
    assert [entry.person_id for entry in entries if entry.action == "identity_matched"] == [person_id]


def test_a_released_person_can_be_matched_by_another_account(client: FlaskClient) -> None:
    number, first, second = new_number(), signed_in(client), signed_in(client)
    register_person(client, number, "张三")
    assert match(client, first, number, "张三").status_code == 200
    account = uuid.UUID(client.get("/api/v1/me", headers=first).json["subject"].removeprefix("account:"))
    with db.transaction(services_of(client).engine) as session:
        release(session, account, now=int(time.time()), actor="staff:one")
    assert client.get("/api/v1/me", headers=first).status_code == 401  # signed out everywhere
    assert match(client, second, number, "张三").status_code == 200


def test_nobody_chooses_a_person_by_id(client: FlaskClient) -> None:
    number, headers = new_number(), signed_in(client)
    person_id = register_person(client, number, "张三")
    for name in ("person_id", "id", "role", "status", "owner_id", "account_id"):
        body = {"name": "张三", "number": number, name: str(person_id)}
        assert client.put("/api/v1/me/identity", json=body, headers=headers).status_code == 422
    assert client.get("/api/v1/me", headers=headers).json["identity"] is None
