"""Two sides move the same certificates at one moment: nothing that ended stands again, and neither side is lost."""

from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.certificates import end_many, lifecycle
from backend.certificates.copies import end_copies, sign_copies
from backend.certificates.hold import hold
from backend.certificates.issue import issue_all
from backend.certificates.models import Certificate, Showing, WalletCopy
from backend.certificates.refusals import TransitionRefused
from backend.certificates.showings import Terms, allow, end
from backend.demo import people, records
from backend.trust.models import StatusEntry
from backend.web.request import Actor
from certs import keys
from certs.status import INVALID
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, after, before
from tests.registries.office import BASE_URL, CLERK, Office

pytestmark = ON_POSTGRESQL


def act(office: Office, certificate: Certificate, what: str, **given: Any) -> Any:
    """As the issuer does it, in a transaction."""
    mine = {"reason": "按规定", "box": office.box, "now": office.now + 5, "actor": CLERK}
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(session, certificate.certificate_id, issuer_code=certificate.issuer_code)
        return getattr(lifecycle, what)(session, own, **mine | given)


def shared(office: Office) -> list[Certificate]:
    """A title of two owners, a certificate each."""
    couple = people.person(1), people.person(2)
    owners = [{"name": one.name, "code_type": "111", "code": one.citizen_number} for one in couple]
    fields = records.record("real-estate-title", 0) | {"owners": owners}
    with db.transaction(office.engine) as session:
        return issue_all(session, fields, type="real-estate-title", issuer_code="ZR", **office.given())


def changed(office: Office, certificate: Certificate) -> Any:
    given = {"fields": {"location": "虚构市甲区新路9号"}, "catalogue": office.catalogue, "base_url": BASE_URL}
    return act(office, certificate, "change", **given)


def value(office: Office, row: Any) -> int:
    """In the status list."""
    (entry,) = office.all(StatusEntry, StatusEntry.list_no == row.list_no, StatusEntry.idx == row.idx)
    found: int = entry.value
    return found


def test_what_is_locked_is_as_it_is_by_then_whatever_was_read_before(office: Office) -> None:
    one = shared(office)[0]
    mine = Certificate.certificate_id == one.certificate_id
    with db.transaction(office.engine) as session:
        read = session.scalars(select(Certificate).where(mine)).one()
        assert read.state == "valid"
        other = Meanwhile(office.engine, lambda: act(office, one, "suspend"))
        other.begin()
        assert other.end() is None
        assert [held.state for held in hold(session, mine)] == ["suspended"]


@pytest.mark.parametrize("first", [True, False])
def test_an_owners_certificate_that_ends_while_the_title_changes_does_not_come_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    theirs, mine = shared(office)[:: 1 if first else -1]
    other = Meanwhile(office.engine, lambda: act(office, theirs, "revoke", kind="revoked"))

    def read(session: Any, person_id: Any, *given: Any, **named: Any) -> Any:
        found = newest(session, person_id, *given, **named)
        if person_id == theirs.person_id:
            other.begin()
        return found

    newest = lifecycle.newest_version
    monkeypatch.setattr(lifecycle, "newest_version", read)
    changed(office, mine)
    lost = other.end() is None  # the department was told that it is revoked
    standing = office.count(Certificate, Certificate.person_id == theirs.person_id, Certificate.state == "valid")
    assert (lost, standing) in ((True, 0), (False, 1))


def test_two_owners_certificates_of_one_title_change_one_after_the_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = shared(office)
    other = Meanwhile(office.engine, lambda: changed(office, two))
    monkeypatch.setattr(lifecycle, "next_state", before(lifecycle.next_state, other))
    changed(office, one)
    assert isinstance(other.end(), TransitionRefused)
    assert office.count(Certificate, Certificate.version == 2, Certificate.state == "valid") == 2


@pytest.mark.parametrize("kind", ["copy", "showing"])
def test_what_ends_while_its_certificate_is_resumed_stays_invalid(
    office: Office, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    card, presenter = office.issue("resident-id"), office.issue("resident-id", 2)
    with db.transaction(office.engine) as session:
        if kind == "copy":
            holder = keys.SoftwareSigner(keys.new_private_key()).public
            given = {"catalogue": office.catalogue, "box": office.box, "base_url": BASE_URL, "now": office.now}
            sign_copies(session, card, [holder], offer_id=db.new_id(), actor="wallet", **given)
        else:
            terms = Terms(presenter.person_id, "delegation", db.new_id())
            allow(session, card, terms, box=office.box, now=office.now)
    act(office, card, "suspend")

    def taken_back() -> None:
        with db.transaction(office.engine) as session:
            if kind == "copy":
                end_copies(session, card.person_id, now=office.now)
            else:
                end(session, card.person_id, now=office.now, why="taken back")

    other = Meanwhile(office.engine, taken_back)
    name = "places_of_copies" if kind == "copy" else "places_of_showings"
    monkeypatch.setattr(lifecycle, name, after(getattr(lifecycle, name), other))
    act(office, card, "resume")
    assert other.end() is None
    (row,) = office.all(WalletCopy if kind == "copy" else Showing)
    assert (row.ended_at is not None, value(office, row)) == (True, INVALID)


def test_a_list_of_revocations_and_one_of_them_alone_do_not_wait_for_each_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = sorted((office.issue("resident-id", n) for n in range(2)), key=lambda one: str(one.certificate_id))
    first, second = Actor("staff:one", "department", "GA"), Actor("staff:two", "department", "GA")
    with db.transaction(office.engine) as session:
        given = {"kind": "revoked", "reason": "按规定", "box": office.box, "actor": first, "now": office.now}
        asked = end_many.ask(session, [one.certificate_id for one in cards], **given)

    def agreed() -> int | None:
        with db.transaction(office.engine) as session:
            given = {"box": office.box, "actor": second, "now": office.now}
            return end_many.agree(session, asked.revocation_id, **given).ended

    other = Meanwhile(office.engine, agreed)
    monkeypatch.setattr(lifecycle.status, "set_status", before(lifecycle.status.set_status, other))
    act(office, cards[1], "revoke", kind="lapsed")  # holds the second card; the list has the first and waits
    assert other.end() == 1
    with pytest.raises(TransitionRefused):
        act(office, cards[0], "revoke", kind="lapsed")
