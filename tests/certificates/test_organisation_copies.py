"""Copies of an organisation's certificates, when somebody else represents it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from backend import db
from backend.certificates import phone_copies
from backend.certificates.models import WalletCopy
from backend.openid import give
from backend.security import Box
from backend.trust.models import StatusEntry
from certs.status import INVALID
from tests.companies.company import Company
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, before
from tests.openid.wallet import GRANT, Holder, Wallet, offered
from tests.verification.world import City

PERMIT, LICENCE = "food-business-permit", "business-licence"


@pytest.mark.parametrize("first_removed", [True, False])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_copy_outlives_the_representative_who_took_it(
    app: Flask, engine: Engine, box: Box, first_removed: bool
) -> None:
    company = Company(City(app, engine, box))
    city, boss = company.city, company.boss
    permit = city.certify(boss, "food-business-permit", index=boss.index)
    assert permit.person_id == company.id
    path = f"/devices/{boss.device_id}/copies"
    assert city.post(path, {"certificate_id": str(permit.certificate_id)}, boss.token).status_code == 201
    if first_removed:
        assert (
            city.client()
            .delete(f"/api/v1/devices/{boss.device_id}", headers={"Authorization": f"Bearer {boss.token}"})
            .status_code
            == 204
        )
    else:
        company.represented_by(company.clerk)
    with db.open_session(engine, reading=True) as session:
        (copy,) = session.scalars(select(WalletCopy).where(WalletCopy.person_id == company.id)).all()
        place = StatusEntry.list_no == copy.list_no, StatusEntry.idx == copy.idx
        found: Any = session.scalars(select(StatusEntry.value).where(*place)).first()
        assert (copy.ended_at is not None, found) == (True, INVALID)


@ON_POSTGRESQL
@pytest.mark.parametrize(("kind", "step"), [(PERMIT, "sign_copies"), (LICENCE, "device_of")])
def test_a_copy_taken_while_another_representative_is_named_ends_with_the_role(
    app: Flask, engine: Engine, box: Box, monkeypatch: pytest.MonkeyPatch, kind: str, step: str
) -> None:
    company = Company(City(app, engine, box))
    city, boss = company.city, company.boss
    held = company.licence if kind == LICENCE else city.certify(boss, kind, index=boss.index)
    other = Meanwhile(engine, lambda: company.represented_by(company.clerk))
    monkeypatch.setattr(phone_copies, step, before(getattr(phone_copies, step), other))
    path = f"/devices/{boss.device_id}/copies"
    assert city.post(path, {"certificate_id": str(held.certificate_id)}, boss.token).status_code == 201
    assert other.end() is None
    with db.open_session(engine, reading=True) as session:
        (copy,) = session.scalars(select(WalletCopy).where(WalletCopy.person_id == company.id)).all()
    assert copy.ended_at is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_wallet_of_a_dismissed_representative_fetches_new_copies(app: Flask, engine: Engine, box: Box) -> None:
    company = Company(City(app, engine, box))
    city, boss, kind = company.city, company.boss, "food-business-permit"
    permit = city.certify(boss, kind, index=boss.index)
    client, mine = city.client(), {"Authorization": f"Bearer {boss.token}"}
    holder, wallet, late = Holder(client, mine, str(permit.certificate_id), company.id), Wallet(client), Wallet(client)
    wallet.take(holder.offer())
    first = wallet.ask_copies(wallet.proof(wallet.c_nonce()), credential_configuration_id=kind)
    assert first.status_code == 200, first.text
    made = holder.offer()
    code = offered(client, made)["grants"][GRANT]["pre-authorized_code"]
    company.represented_by(company.clerk)
    again = wallet.ask_copies(wallet.proof(wallet.c_nonce()), credential_configuration_id=kind)
    assert (again.status_code, again.json["error"]) == (401, "invalid_token")
    late.c_nonce()
    assert late.ask_token(code, made["tx_code"]).json["error"] == "invalid_grant"


@ON_POSTGRESQL
@pytest.mark.parametrize(("kind", "step"), [(PERMIT, "sign_copies"), (LICENCE, "count_copies")])
def test_a_wallet_that_is_given_copies_and_a_dismissal_do_not_wait_for_each_other(
    app: Flask, engine: Engine, box: Box, monkeypatch: pytest.MonkeyPatch, kind: str, step: str
) -> None:
    company = Company(City(app, engine, box))
    city, boss = company.city, company.boss
    held = company.licence if kind == LICENCE else city.certify(boss, kind, index=boss.index)
    client, mine = city.client(), {"Authorization": f"Bearer {boss.token}"}
    wallet = Wallet(client)
    wallet.take(Holder(client, mine, str(held.certificate_id), company.id).offer())
    first = wallet.ask_copies(wallet.proof(wallet.c_nonce()), credential_configuration_id=kind)
    assert first.status_code == 200, first.text
    other = Meanwhile(engine, lambda: company.represented_by(company.clerk))
    monkeypatch.setattr(give, step, before(getattr(give, step), other))
    again = wallet.ask_copies(wallet.proof(wallet.c_nonce()), credential_configuration_id=kind)
    assert (again.status_code, other.end()) == (200, None)
    with db.open_session(engine, reading=True) as session:
        copies = session.scalars(select(WalletCopy).where(WalletCopy.person_id == company.id)).all()
    assert [one.ended_at is not None for one in copies] == [True, True]
