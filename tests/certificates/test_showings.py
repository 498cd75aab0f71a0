"""What one phone shows for another's holder: made, ended, following its certificate; views that say whose it is."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend import db
from backend.certificates import lifecycle, showings
from backend.certificates.models import Certificate, Showing
from backend.certificates.refusals import NotShowable
from backend.certificates.showings import Terms, allow, before_wallet, end, showings_for
from backend.security import Box
from backend.trust.models import StatusEntry
from certs import base64url, lm1
from certs.place import OFFLINE, ONLINE, WINDOW, OnBehalf
from certs.status import INVALID, SUSPENDED, VALID
from tests.certificates.test_wallet import DAY, holder, wallet
from tests.people.sign_in import Citizen
from tests.registries.office import CLERK, Office

SOURCE = uuid.UUID(int=7)


def lend(office: Office, certificate: Certificate, me: Citizen, **terms: Any) -> Showing:
    """The showing on which the certificate's holder lets `me` show it."""
    with db.transaction(office.engine) as session:
        given = Terms(me.person_id, "delegation", SOURCE, **terms)
        showing_id = allow(session, certificate, given, box=office.box, now=office.now)
    return one(office, showing_id)


def one(office: Office, showing_id: uuid.UUID) -> Showing:
    (found,) = office.all(Showing, Showing.showing_id == showing_id)
    return found


def status_of(office: Office, showing: Showing) -> int:
    entries = office.all(StatusEntry, StatusEntry.list_no == showing.list_no, StatusEntry.idx == showing.idx)
    return entries[0].value if entries else VALID


def act(office: Office, certificate: Certificate, how: str, **more: Any) -> Any:
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(session, certificate.certificate_id, issuer_code=certificate.issuer_code)
        given = {"reason": "按规定", "box": office.box, "now": office.now, "actor": CLERK}
        return getattr(lifecycle, how)(session, own, **given | more)


@pytest.fixture
def borrower(client: FlaskClient) -> Citizen:
    return holder(client, 1)


def test_a_view_of_a_showing_names_who_shows_it_and_has_a_handle_and_a_status_of_its_own(
    office: Office, client: FlaskClient, borrower: Citizen
) -> None:
    certificate = office.issue("resident-id")
    until = office.now + 2 * DAY + 5
    showing = lend(office, certificate, borrower, places=WINDOW | OFFLINE, until=until, purposes=("matter:m1",))
    (card,) = wallet(client, borrower)
    assert card["on_behalf"] | {"until": None} == {
        "showing_id": str(showing.showing_id), "kind": "delegation", "holder_name": card["holder_name"],
        "source_id": str(SOURCE), "until": None, "times_left": None, "places": WINDOW | OFFLINE,
        "purposes": ["matter:m1"],
    }  # fmt: skip
    assert card["holder_name"] != borrower.name
    assert card["handle"] == showing.handle != certificate.handle
    for shown in card["views"]:
        view = lm1.parse_view(base64url.decode(shown["view"]))
        assert view.on_behalf == OnBehalf("delegation", borrower.name, WINDOW | OFFLINE)
        assert (view.handle, view.list, view.idx) == (showing.handle, showing.list_no, showing.idx)
        assert (view.list, view.idx) != (certificate.list_no, certificate.idx)
        assert view.exp == until


def test_one_view_is_signed_anew_for_the_presenter_and_for_nobody_else(
    office: Office, client: FlaskClient, borrower: Citizen
) -> None:
    certificate = office.issue("resident-id")
    showing = lend(office, certificate, borrower)
    body = {"certificate_id": str(certificate.certificate_id), "showing_id": str(showing.showing_id), "view": 1}
    asked = body | {"device_id": str(borrower.device_id)}
    signed = client.post("/api/v1/wallet/views", json=asked, headers=borrower.headers)
    assert lm1.parse_view(base64url.decode(signed.json["view"])).handle == showing.handle
    without = {name: value for name, value in asked.items() if name != "showing_id"}
    assert client.post("/api/v1/wallet/views", json=without, headers=borrower.headers).status_code == 404
    other = holder(client, 2)
    stolen = body | {"device_id": str(other.device_id)}
    assert client.post("/api/v1/wallet/views", json=stolen, headers=other.headers).status_code == 404


def test_a_showing_follows_its_certificate_and_what_was_signed_for_an_old_version_is_refused_offline(
    office: Office, client: FlaskClient, borrower: Citizen
) -> None:
    certificate = office.issue("resident-id")
    first = lend(office, certificate, borrower)
    act(office, certificate, "suspend")
    assert status_of(office, first) == SUSPENDED
    assert wallet(client, borrower)[0]["views"] == []
    act(office, certificate, "resume")
    assert status_of(office, first) == VALID
    given = {"catalogue": office.catalogue, "base_url": "https://liangma.example"}
    new = act(office, certificate, "change", fields={"address": "北京市朝阳区新街 1 号"}, **given)
    moved = one(office, first.showing_id)
    assert (moved.certificate_id, moved.handle, moved.ended_at) == (new.certificate_id, first.handle, None)
    assert (moved.list_no, moved.idx) != (first.list_no, first.idx)
    assert (status_of(office, first), status_of(office, moved)) == (INVALID, VALID)
    act(office, new, "revoke", kind="revoked")
    ended = one(office, first.showing_id)
    assert (ended.ended_at, ended.ended_why, status_of(office, ended)) == (office.now, "certificate", INVALID)
    assert wallet(client, borrower) == []


def test_ending_tells_the_status_list_at_once_and_only_once(office: Office, borrower: Citizen) -> None:
    certificate = office.issue("resident-id")
    showing = lend(office, certificate, borrower)
    other = lend(office, office.issue("driving-licence"), borrower)
    for expected in (1, 0):
        with db.transaction(office.engine) as session:
            which = Showing.showing_id == showing.showing_id
            assert end(session, certificate.person_id, which, now=office.now, why="withdrawn") == expected
    assert (status_of(office, showing), status_of(office, other)) == (INVALID, VALID)
    with db.open_session(office.engine, reading=True) as session:
        assert [one.showing_id for one in showings_for(session, borrower.person_id, now=office.now)] == [
            other.showing_id
        ]
    assert lend(office, certificate, borrower).showing_id != showing.showing_id


def test_the_same_terms_stand_once_and_other_terms_take_their_place(office: Office, borrower: Citizen) -> None:
    certificate = office.issue("resident-id")
    first = lend(office, certificate, borrower, times=3)
    assert (first.times_left, first.places) == (3, WINDOW | ONLINE)
    assert lend(office, certificate, borrower, times=3).showing_id == first.showing_id
    second = lend(office, certificate, borrower, times=4)
    assert second.showing_id != first.showing_id
    assert one(office, first.showing_id).ended_why == "terms_changed"


def test_what_is_over_or_used_up_is_not_in_the_wallet(office: Office, client: FlaskClient, borrower: Citizen) -> None:
    lend(office, office.issue("resident-id"), borrower, until=office.now)
    lend(office, office.issue("driving-licence"), borrower, times=0)
    assert wallet(client, borrower) == []


def test_a_certificate_that_is_not_valid_is_given_to_nobody(office: Office, borrower: Citizen) -> None:
    certificate = office.issue("resident-id")
    act(office, certificate, "suspend")
    with pytest.raises(NotShowable):
        lend(office, certificate, borrower)
    assert office.count(Showing) == 0


def test_rooms_above_say_what_their_facts_are_before_a_wallet_is_told(
    office: Office, client: FlaskClient, borrower: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = office.issue("resident-id")
    monkeypatch.setattr(showings, "_BEFORE_WALLET", [])

    @before_wallet
    def guardians(session: Session, presenter_id: uuid.UUID, *, box: Box, now: int) -> None:
        if presenter_id == borrower.person_id:
            allow(session, certificate, Terms(presenter_id, "guardian", SOURCE), box=box, now=now)

    assert [card["on_behalf"]["kind"] for card in wallet(client, borrower)] == ["guardian"]
    assert [card["on_behalf"]["kind"] for card in wallet(client, borrower)] == ["guardian"]
    assert office.count(Showing) == 1
    assert wallet(client, holder(client, 2)) == []
