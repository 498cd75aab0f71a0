"""A code that another's phone shows for the holder: who is named, where it may be taken, how often, and until when."""

import json
import threading
import uuid
from typing import Any

import pytest
from sqlalchemy import update

from backend import db
from backend.certificates.lent import carrier_of
from backend.certificates.models import Certificate, Showing
from backend.certificates.showings import Terms, allow, end
from backend.certificates.wallet import sign_view
from backend.demo import people
from backend.people.devices import device_of
from backend.verification.models import UsedCode
from backend.verification.on_behalf import uses_of
from certs import base64url, lm1
from certs.place import ONLINE, WINDOW
from tests.verification.world import CATALOGUE, City, Held, Phone

SOURCE = uuid.UUID(int=9)


def lend(city: City, held: Held, to: Phone, **terms: Any) -> Showing:
    """What the phone may show of another's certificate, on these terms."""
    with db.transaction(city.engine) as session:
        certificate = session.get_one(Certificate, (held.person_id, held.certificate_id))
        given = Terms(to.person_id, terms.pop("kind", "delegation"), SOURCE, **terms)
        showing_id = allow(session, certificate, given, box=city.box, now=city.now)
    return current(city, held, showing_id)


def current(city: City, held: Held, showing_id: uuid.UUID) -> Showing:
    with db.open_session(city.engine, reading=True) as session:
        return session.get_one(Showing, (held.person_id, showing_id))


def code_of(city: City, showing: Showing, phone: Phone, number: int = 3, **proof: Any) -> str:
    """A code as the phone shows it, from a view signed for that phone."""
    with db.transaction(city.engine) as session:
        certificate = session.get_one(Certificate, (showing.person_id, showing.certificate_id))
        device = device_of(session, phone.person_id, phone.device_id)
        signed = sign_view(
            session, certificate, device, view=number, catalogue=CATALOGUE, box=city.box, now=city.now,
            carrier=carrier_of(session.merge(showing, load=False), box=city.box),
        )  # fmt: skip
    return lm1.code_text(signed.view, phone.signer, **{"iat": city.now} | proof)


def stop(city: City, showing: Showing) -> None:
    with db.transaction(city.engine) as session:
        which = Showing.showing_id == showing.showing_id
        assert end(session, showing.person_id, which, now=city.now, why="withdrawn") == 1


@pytest.fixture
def holder(city: City) -> Phone:
    return city.phone(0)


@pytest.fixture
def friend(city: City) -> Phone:
    return city.phone(1, types=())


def test_verdict_receipt_and_both_histories_say_who_showed_it_for_whom(
    city: City, holder: Phone, friend: Phone
) -> None:
    held = holder.held["resident-id"]
    showing = lend(city, held, friend)
    verdict = city.verify(code_of(city, showing, friend, number=2), "boarding", city.gate_token)
    assert verdict["accepted"], verdict
    by = {"kind": "delegation", "name": people.person(1).name}
    assert verdict["on_behalf"] == verdict["certificates"][0]["on_behalf"] == by
    assert next(one["result"] for one in verdict["checks"] if one["name"] == "showing") == "passed"
    (line,) = json.loads(base64url.decode(verdict["receipt"].split(".")[1]))["shown"]
    assert (line["handle"], line["on_behalf"]) == (showing.handle, "delegation")
    for reader in (holder, friend):
        (read,) = city.get("/history", reader.token).get_json()["items"]
        assert (read["id"], read["outcome"]) == (verdict["id"], "accepted")
        assert read["shown"][0]["on_behalf"] == by | {"holder_name": people.person(0).name}
        assert city.get(f"/receipts/{verdict['id']}", reader.token).status_code == 200
    assert city.get("/history", city.phone(2, types=()).token).get_json()["items"] == []
    again = city.get(f"/verifications/{verdict['id']}", city.gate_token).get_json()
    assert again["certificates"][0]["on_behalf"] == {"kind": "delegation", "name": None, "holder_name": None}
    with db.open_session(city.engine, reading=True) as session:
        (use,) = uses_of(session, holder.person_id, SOURCE)
        assert (str(use.verdict_id), use.presenter_id) == (verdict["id"], friend.person_id)
    own = city.verify(city.code(holder, number=2), "boarding", city.gate_token)
    assert own["accepted"]
    assert "on_behalf" not in own
    assert "on_behalf" not in own["certificates"][0]


def test_it_is_taken_only_where_its_holder_allows(city: City, holder: Phone, friend: Phone) -> None:
    held = holder.held["resident-id"]
    at_windows = lend(city, held, friend, places=WINDOW)
    refused = city.verify(code_of(city, at_windows, friend, number=2), "boarding", city.gate_token)
    assert (refused["accepted"], refused["reason"], refused["certificates"]) == (False, "showing_not_here", [])
    assert city.verify(code_of(city, at_windows, friend))["accepted"]
    (first, second) = city.get("/history", holder.token).get_json()["items"]
    assert {first["reason"], second["reason"]} == {None, "showing_not_here"}
    online = lend(city, held, friend, places=ONLINE)
    assert city.verify(code_of(city, online, friend))["reason"] == "showing_not_here"
    one_matter = lend(city, held, friend, purposes=("matter:ga-no-crime-record",))
    assert city.verify(code_of(city, one_matter, friend))["reason"] == "showing_other_purpose"


def test_withdrawn_over_and_replaced_are_refused_at_once(city: City, holder: Phone, friend: Phone) -> None:
    held = holder.held["resident-id"]
    showing = lend(city, held, friend)
    text = code_of(city, showing, friend)
    city.renew(held)
    assert city.verify(text)["reason"] == "status_superseded"
    moved = current(city, held, showing.showing_id)
    assert city.verify(code_of(city, moved, friend))["accepted"]
    text = code_of(city, moved, friend, number=2)
    stop(city, moved)
    verdict = city.verify(text)
    assert verdict["reason"] == "showing_ended"
    assert verdict["next_step"]["zh"]
    skipped = [one["name"] for one in verdict["checks"] if one["result"] == "skipped"]
    assert skipped == ["challenge", "device", "nonce"]


def test_a_showing_whose_time_is_over_is_refused_whatever_the_view_says(
    city: City, holder: Phone, friend: Phone
) -> None:
    held = holder.held["resident-id"]
    showing = lend(city, held, friend)
    text = code_of(city, showing, friend)
    with db.transaction(city.engine) as session:
        session.execute(update(Showing).where(Showing.showing_id == showing.showing_id).values(until=city.now))
    assert city.verify(text)["reason"] == "showing_expired"


def test_a_removed_phone_and_a_phone_of_somebody_else_show_nothing(city: City, holder: Phone, friend: Phone) -> None:
    showing = lend(city, holder.held["resident-id"], friend)
    text = code_of(city, showing, friend)
    thief = city.phone(2, types=())
    stolen = code_of(city, showing, thief)  # as if an issuer had signed it for that phone
    assert city.verify(stolen)["reason"] == "device_unknown"
    city.remove_device(friend)
    assert city.verify(text)["reason"] == "device_removed"


def test_a_certificate_that_is_suspended_or_revoked_is_not_shown_by_others_either(
    city: City, holder: Phone, friend: Phone
) -> None:
    held = holder.held["resident-id"]
    text = code_of(city, lend(city, held, friend), friend)
    city.end(held, "suspend")
    assert city.verify(text)["reason"] == "status_suspended"
    city.end(held, "revoked")
    assert city.verify(text)["reason"] == "status_revoked"


def test_a_pack_is_one_holder_s_and_counts_a_use_of_each(city: City, holder: Phone, friend: Phone) -> None:
    city.certify(holder, "driving-licence")
    city.certify(friend, "resident-id")
    lent = [lend(city, held, friend, times=1) for held in holder.held.values()]
    entries = [(one.handle, 9) for one in lent]
    own = (friend.held["resident-id"].handle, 9)
    assert city.verify(city.pack(friend, [*entries, own]))["reason"] == "holders_differ"
    assert city.verify(city.pack(holder, entries))["reason"] == "certificate_unknown"
    verdict = city.verify(city.pack(friend, entries, iat=city.now - 1))
    assert verdict["accepted"], verdict
    assert [one["on_behalf"]["name"] for one in verdict["certificates"]] == [people.person(1).name] * 2
    assert city.verify(city.pack(friend, entries, iat=city.now - 2))["reason"] == "showing_used_up"
    ids = [read["id"] for read in city.get("/history", holder.token).get_json()["items"]]
    assert verdict["id"] in ids
    assert verdict["id"] in [read["id"] for read in city.get("/history", friend.token).get_json()["items"]]


def test_a_typed_number_names_such_a_code_too(city: City, holder: Phone, friend: Phone) -> None:
    showing = lend(city, holder.held["resident-id"], friend, places=WINDOW)
    text = code_of(city, showing, friend, cnonce=city.nonce(friend))
    number = city.post("/typed-codes", {"code": text}, friend.token).get_json()["number"]
    assert city.verify(number)["on_behalf"]["name"] == people.person(1).name


def test_the_last_use_is_taken_once_however_many_show_it_at_once(city: City, holder: Phone, friend: Phone) -> None:
    showing = lend(city, holder.held["resident-id"], friend, times=2)
    codes = [code_of(city, showing, friend, iat=city.now - age) for age in range(8)]
    reasons: list[str | None] = []

    def show(text: str) -> None:
        reasons.append(city.verify(text)["reason"])

    threads = [threading.Thread(target=show, args=(text,)) for text in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(map(str, reasons)) == ["None"] * 2 + ["showing_used_up"] * 6
    assert current(city, holder.held["resident-id"], showing.showing_id).times_left == 0
    with db.open_session(city.engine, reading=True) as session:
        assert session.query(UsedCode).count() == 2  # a code that was refused is not used up


def test_a_name_that_the_office_did_not_sign_is_refused(city: City, holder: Phone, friend: Phone) -> None:
    held = holder.held["resident-id"]
    showing = lend(city, held, friend)
    unsigned = city.view(friend, held, 3, handle=showing.handle, status=(showing.list_no, showing.idx))
    verdict = city.verify(lm1.code_text(unsigned, friend.signer, iat=city.now))
    assert verdict["reason"] == "certificate_unknown"  # a showing's handle without a name is no certificate's
