"""A phone that has everything is told so, and only then: each thing that an answer is made of makes a new version."""

from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from backend import db
from backend.certificates import carried, lifecycle, schemas, wallet_basis
from backend.certificates.fetch_wallet import Fetched, fetch_wallet
from backend.certificates.models import Certificate, Showing
from backend.certificates.showings import end as end_showings
from backend.certificates.wallet import RENEW_BEFORE, changes_at, latest_exp
from backend.certificates.wallet_answer import document, view
from backend.demo import people
from backend.people.models import Account
from backend.people.persons import set_representative
from backend.registries.calendar import day_of, end_of
from backend.registries.holders import find_holders
from backend.security.models import HolderKey
from backend.trust.keys import all_keys, mark_compromised
from backend.web.request import Actor
from certs import lm1
from certs.keys import SoftwareSigner, new_private_key
from tests.certificates.fetching import Phone
from tests.certificates.test_showings import act, lend
from tests.certificates.test_wallet import DAY, end, holder
from tests.people.sign_in import Citizen, register_device
from tests.registries.office import Office, clock_now

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_whatever_becomes_of_a_certificate_is_told_at_once(office: Office, client: FlaskClient) -> None:
    first = office.issue("resident-id")
    phone = Phone(client, holder(client))
    assert [len(card["views"]) for card in phone.changed()] == [4]
    act(office, first, "suspend")
    assert [(card["state"], card["views"]) for card in phone.changed()] == [("suspended", [])]
    act(office, first, "resume")
    assert [len(card["views"]) for card in phone.changed()] == [4]
    second = office.issue("driving-licence")
    assert len(phone.changed()) == 2
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(session, first.certificate_id, issuer_code="GA")
        new = lifecycle.change(session, own, {"address": "虚构市甲区新路9号"}, reason="搬迁", **office.given())
    assert str(new.certificate_id) in {card["certificate_id"] for card in phone.changed()}
    end(office, second, kind="revoked")
    assert [card["state"] for card in phone.changed()] == ["valid", "revoked"]


def test_only_what_changes_for_this_phone_is_told_to_it(office: Office, client: FlaskClient) -> None:
    office.issue("resident-id")
    me, other = holder(client), holder(client, 2)
    phone, stranger = Phone(client, me), Phone(client, other)
    phone.fetch()
    assert stranger.changed() == []
    assert stranger.ask(phone.version).status_code == 200
    second = register_device(client, me.headers, SoftwareSigner(new_private_key()), "second").json["device_id"]
    assert phone.fetch() == 304
    assert Phone(client, me, second).ask(phone.version).status_code == 200
    office.issue("resident-id", 2)
    assert (phone.fetch(), len(stranger.changed())) == (304, 1)
    assert client.delete(f"/api/v1/devices/{me.device_id}", headers=me.headers).status_code == 204
    assert phone.ask().status_code == 404


@SQLITE
def test_any_other_version_gets_everything(office: Office, client: FlaskClient) -> None:
    office.issue("resident-id")
    phone = Phone(client, holder(client))
    phone.fetch()
    until, _, digest = phone.version.removeprefix('W/"').removesuffix('"').partition("-")
    assert phone.ask(f'"{until}-{digest}"').status_code == 304  # a strong spelling of the same
    for other in (
        "*", f'W/"{int(until) + 1}-{digest}"', f'W/"{until}-{digest[:-2]}AA"', f'W/"{until}"', f'"a", {phone.version}',
        f'W/"99999999999-{digest}"', "W/" + '"' * 9, "%00", f'W/"{until}-{digest} "', "x" * 4000,
    ):  # fmt: skip
        assert phone.ask(other).status_code == 200, other


def test_that_nothing_has_changed_opens_and_signs_nothing_and_is_one_statement(
    office: Office, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.issue("resident-id")
    me = holder(client)
    phone = Phone(client, me)
    phone.fetch()
    asked: list[Any] = []
    look = wallet_basis.look
    monkeypatch.setattr(wallet_basis, "look", lambda *given: asked.append(1) or look(*given))
    monkeypatch.setattr("backend.security.HolderBox.open", None)
    monkeypatch.setattr(lm1, "view_bytes", None)
    assert phone.fetch() == 304
    assert asked == [1]
    fetched = fetch(office, me, phone.version[3:-1], now=clock_now())
    assert (fetched.cards, fetched.version) == (None, phone.version[3:-1])


def fetch(office: Office, me: Citizen, have: str | None, *, now: int) -> Fetched:
    """As the route does at another time, when a sign-in of today is long over."""
    (account,) = office.all(Account, Account.person_id == me.person_id)
    who = Actor(f"account:{account.account_id}", "citizen")
    with db.open_session(office.engine, reading=True) as session:
        given: dict[str, Any] = {"catalogue": office.catalogue, "box": office.box, "now": now}
        return fetch_wallet(session, who, me.device_id, have=have, **given)


@SQLITE
def test_each_part_of_the_statement_finds_its_rows_by_an_index(office: Office) -> None:
    with db.open_session(office.engine, reading=True) as session:
        prepared: Any = wallet_basis._prepared(session)
        explained = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {prepared._sql}",
            tuple(prepared._in_order({"account": "0" * 32, "device": "0" * 32})),
        )
        plan = [row[3] for row in explained]
    assert [step for step in plan if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"] == []
    assert any("showings USING INDEX ix_showings_presenter_id" in step for step in plan)


@SQLITE
def test_views_are_renewed_four_days_before_they_end(office: Office, client: FlaskClient) -> None:
    office.issue("household-register")
    me, renewed = holder(client), latest_exp(office.now) - RENEW_BEFORE
    first = fetch(office, me, None, now=office.now)
    assert fetch(office, me, first.version, now=renewed - 1).cards is None
    (again,) = fetch(office, me, first.version, now=renewed).cards or ()
    (before,) = first.cards or ()
    assert renewed - before.views[0].exp == -RENEW_BEFORE
    assert again.views[0].exp - renewed >= 7 * DAY


@SQLITE
def test_a_day_on_which_an_answer_changes_by_itself_ends_its_version(office: Office, client: FlaskClient) -> None:
    today = day_of(office.now)
    begins, ends = today + timedelta(days=2), today + timedelta(days=3)
    office.issue("general-proof")
    with db.transaction(office.engine) as session:
        days = {"valid_from": begins.isoformat(), "valid_to": ends.isoformat()}
        session.execute(update(Certificate).values(days).execution_options(synchronize_session=False))
    me = holder(client)
    known = fetch(office, me, None, now=office.now)
    assert [one.views for one in known.cards or ()] == [()]
    for day, shown in ((begins, True), (ends + timedelta(days=1), False)):
        change = end_of(day - timedelta(days=1))
        assert fetch(office, me, known.version, now=change - 1).cards is None
        known = fetch(office, me, known.version, now=change)
        assert [bool(one.views) for one in known.cards or ()] == [shown]


@SQLITE
def test_who_comes_of_an_age_gets_new_views_that_day(office: Office) -> None:
    certificate = office.issue("resident-id")
    with db.open_session(office.engine, reading=True) as session:
        (one,) = carried.newest_of(session, [certificate.person_id], catalogue=office.catalogue, box=office.box)
    born = date.fromisoformat(one.fields["birth_date"])
    at = changes_at(one, office.now)
    assert at is not None
    for years in (18, 60):
        eve = end_of(born.replace(year=born.year + years) - timedelta(days=1)) - 1
        row = one.row._replace(valid_from="1900-01-01", valid_to=None)
        young = carried.Opened(row, one.type, one.fields, one.card)
        assert changes_at(young, eve) == eve + 1
        shown = [one.type.derive(one.fields, today=date.fromordinal(day)) for day in _around(born, years)]
        assert shown[0] != shown[1]
    assert changes_at(young, end_of(born.replace(year=born.year + 61))) is None


def _around(born: date, years: int) -> tuple[int, int]:
    birthday = born.replace(year=born.year + years).toordinal()
    return birthday - 1, birthday


def test_a_key_that_signs_no_more_makes_its_views_old(office: Office, client: FlaskClient) -> None:
    office.issue("resident-id")
    phone = Phone(client, holder(client))
    assert phone.changed()[0]["views"]
    with db.transaction(office.engine) as session:
        (key,) = all_keys(session, "GA")
        mark_compromised(session, key.thumbprint, since=office.now, now=office.now)
    assert phone.changed()[0]["views"] == []


@SQLITE
def test_names_and_whom_somebody_acts_for_are_told_at_once(office: Office, client: FlaskClient) -> None:
    boss = people.organisation(0).representative
    named = {"legal_representative": boss.name, "legal_representative_code": boss.citizen_number}
    licence = office.issue("business-licence", 0, **named)
    phone = Phone(client, holder(client, boss.index))
    assert len(phone.changed()) == 1
    with db.transaction(office.engine) as session:
        entry = "organisation", people.organisation(0).credit_code, "改名公司"
        find_holders(session, [entry], type=office.type("business-licence"), box=office.box, now=office.now)
    assert phone.changed()[0]["holder_name"] == "改名公司"
    with db.transaction(office.engine) as session:
        set_representative(session, licence.person_id, None)
    assert phone.changed() == []


@SQLITE
def test_a_holder_whose_key_was_destroyed_is_not_unchanged(office: Office, client: FlaskClient) -> None:
    office.issue("resident-id")
    me = holder(client)
    phone = Phone(client, me)
    phone.fetch()
    with db.transaction(office.engine) as session:
        gone = update(HolderKey).where(HolderKey.person_id == me.person_id)
        session.execute(gone.values(wrapped=None, destroyed_at=office.now))
    client.application.extensions["liangma"].box.keyring.forget(me.person_id)
    answer = phone.ask()
    assert (answer.status_code, answer.json["code"]) == (410, "holder_erased")


def test_what_is_lent_is_told_with_every_use_and_end(office: Office, client: FlaskClient) -> None:
    certificate = office.issue("resident-id")
    phone = Phone(client, holder(client, 1))
    assert phone.changed() == []
    showing = lend(office, certificate, phone.me, times=3, until=office.now + DAY)
    assert phone.changed()[0]["on_behalf"]["times_left"] == 3
    with db.transaction(office.engine) as session:
        session.execute(update(Showing).values(times_left=2))
    assert phone.changed()[0]["on_behalf"]["times_left"] == 2
    act(office, certificate, "suspend")
    assert phone.changed()[0]["views"] == []
    act(office, certificate, "resume")
    assert phone.changed()[0]["views"]
    assert fetch(office, phone.me, phone.version[3:-1], now=office.now + DAY - 1).cards is None
    assert fetch(office, phone.me, phone.version[3:-1], now=office.now + DAY).cards == []
    with db.transaction(office.engine) as session:
        end_showings(session, showing.person_id, Showing.showing_id == showing.showing_id, now=office.now, why="test")
    assert phone.changed() == []


@SQLITE
def test_the_answer_is_what_its_schema_makes_of_it(office: Office, client: FlaskClient) -> None:
    lent = office.issue("resident-id", 0)
    office.issue("household-register", 1)
    me = holder(client, 1)
    lend(office, lent, me, until=office.now + DAY, purposes=("matter:m1",))
    fetched = fetch(office, me, None, now=office.now)
    assert fetched.cards is not None
    assert fetched.lent is not None
    cards = [plain(one) for one in fetched.cards] + [plain(one.card) | {"on_behalf": one.terms} for one in fetched.lent]
    dumped = schemas.Wallet().dump({"server_time": office.now, "cards": cards})
    assert orjson.loads(document(fetched.cards, fetched.lent, now=office.now)) == orjson.loads(orjson.dumps(dumped))
    assert len(dumped["cards"]) == 2


def plain(one: Any) -> dict[str, Any]:
    return vars(one.card) | {"views": [view(signed) for signed in one.views]}


@SQLITE
def test_an_answer_s_form_has_a_number(office: Office, client: FlaskClient) -> None:
    """Phones keep an answer for days: who adds to it raises `wallet_basis.FORM`, and then changes this list."""
    office.issue("resident-id")
    phone = Phone(client, holder(client))
    phone.fetch()
    assert (wallet_basis.FORM, sorted(phone.cards[0]), sorted(phone.cards[0]["views"][0])) == (
        "1",
        ["certificate_id", "fields", "handle", "holder_kind", "holder_name", "identifier", "issued_at", "issuer",
         "state", "state_since", "type", "valid_from", "valid_to", "version", "views"],
        ["expires_at", "id", "name", "number", "view"],
    )  # fmt: skip
