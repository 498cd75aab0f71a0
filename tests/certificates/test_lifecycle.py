"""The table of states, and what each act leaves behind: status list, history, log, versions."""

import itertools
from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates import lifecycle
from backend.certificates.models import Certificate, SigningRecord, StateChange
from backend.certificates.refusals import (
    CertificateUnknown,
    HolderChanged,
    NothingChanged,
    TransitionRefused,
)  # fmt: skip
from backend.certificates.rows import certificate_context
from backend.certificates.states import FINAL_KINDS, next_state, status_of
from backend.demo import people
from backend.registries.calendar import day_of
from backend.registries.refusals import RecordRefused
from backend.trust.models import StatusEntry
from tests.registries.office import BASE_URL, CLERK, Office
from tests.sealed import fields_of, opened

ACTS = ("suspend", "resume", "replace", *FINAL_KINDS)
STATES = ("valid", "suspended", "superseded", *FINAL_KINDS)
ALLOWED = {
    ("suspend", "valid"): "suspended",
    ("resume", "suspended"): "valid",
    ("replace", "valid"): "superseded",
    ("withdrawn", "valid"): "withdrawn", ("withdrawn", "suspended"): "withdrawn",
    ("cancelled", "valid"): "cancelled", ("cancelled", "suspended"): "cancelled",
    ("lapsed", "valid"): "lapsed", ("lapsed", "suspended"): "lapsed",
    ("transferred", "valid"): "transferred", ("transferred", "suspended"): "transferred",
    ("revoked", "valid"): "revoked", ("revoked", "suspended"): "revoked",
}  # fmt: skip


def act(office: Office, certificate: Certificate, what: str, *args: Any, issuer: str | None = None, **more: Any) -> Any:
    """One act on a certificate by its issuer, committed."""
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(
            session, certificate.certificate_id, issuer_code=issuer or certificate.issuer_code
        )
        given = {"reason": "按规定", "box": office.box, "now": office.now + 5, "actor": CLERK} | more
        return getattr(lifecycle, what)(session, own, *args, **given)


def remake(office: Office, certificate: Certificate, what: str, fields: dict[str, Any]) -> Certificate:
    made: Certificate = act(office, certificate, what, fields, catalogue=office.catalogue, base_url=BASE_URL)
    return made


def state_of(office: Office, certificate: Certificate) -> tuple[str, int]:
    """(state, value in the status list)"""
    row = office.all(Certificate, Certificate.certificate_id == certificate.certificate_id)[0]
    entries = office.all(StatusEntry, StatusEntry.list_no == row.list_no, StatusEntry.idx == row.idx)
    return row.state, entries[0].value if entries else 0


@pytest.mark.parametrize(("what", "state"), list(itertools.product(ACTS, STATES)))
def test_the_table_allows_exactly_these_transitions(what: str, state: str) -> None:
    if (what, state) in ALLOWED:
        assert next_state(what, state) == ALLOWED[what, state]
    else:
        with pytest.raises(TransitionRefused):
            next_state(what, state)


def test_the_status_list_says_0_valid_2_suspended_1_all_else() -> None:
    assert {state: status_of(state) for state in STATES} == {"valid": 0, "suspended": 2} | dict.fromkeys(STATES[2:], 1)


def test_a_suspension_is_lifted_and_the_list_follows_both_ways(office: Office) -> None:
    certificate = office.issue("resident-id")
    act(office, certificate, "suspend")
    assert state_of(office, certificate) == ("suspended", 2)
    act(office, certificate, "resume")
    assert state_of(office, certificate) == ("valid", 0)


@pytest.mark.parametrize("kind", FINAL_KINDS)
def test_what_was_ended_stays_ended(office: Office, kind: str) -> None:
    certificate = office.issue("resident-id")
    act(office, certificate, "revoke", kind=kind)
    assert state_of(office, certificate) == (kind, 1)
    for again in ("suspend", "resume"):
        with pytest.raises(TransitionRefused):
            act(office, certificate, again)
    with pytest.raises(TransitionRefused):
        act(office, certificate, "revoke", kind="revoked")
    for remaking in ("change", "renew"):
        with pytest.raises(TransitionRefused):
            remake(office, certificate, remaking, {"address": "虚构市甲区新路9号"})
    assert state_of(office, certificate) == (kind, 1)


def test_a_change_makes_a_version_that_points_to_the_old_one_and_ends_it(office: Office) -> None:
    old = office.issue("resident-id")
    new = remake(office, old, "change", {"address": "虚构市甲区新路9号"})
    assert (new.version, new.previous_id, new.person_id, new.record_id) == (
        2, old.certificate_id, old.person_id, old.record_id,
    )  # fmt: skip
    assert fields_of(office.engine, office.box, new)["address"] == "虚构市甲区新路9号"
    assert state_of(office, old) == ("superseded", 1)
    assert state_of(office, new) == ("valid", 0)
    assert (new.handle, new.idx) != (old.handle, old.idx)
    assert office.count(SigningRecord) == 2
    assert office.issue_pending("resident-id").issued == 0


def test_the_identifier_of_a_new_version_differs_in_version_and_check_only(office: Office) -> None:
    old = office.issue("resident-id")
    new = remake(office, old, "change", {"address": "虚构市甲区新路9号"})
    sealed = [(one.sealed_identifier, certificate_context(one.certificate_id)) for one in (old, new)]
    parts = [opened(office.engine, office.box, *one).rsplit(".", 2) for one in sealed]
    assert parts[0][0] == parts[1][0]
    assert (parts[0][1], parts[1][1]) == ("001", "002")


def test_a_renewal_counts_the_new_period_from_today(office: Office) -> None:
    old = office.issue("general-proof")
    new = remake(office, old, "renew", {})
    assert new.valid_from == day_of(office.now).isoformat()
    assert new.valid_to is not None
    assert new.valid_to > (old.valid_to or "")
    with pytest.raises(NothingChanged):
        remake(office, new, "renew", {})


def test_a_renewal_takes_the_days_it_is_given(office: Office) -> None:
    old = office.issue("driving-licence")
    new = remake(office, old, "renew", {"valid_from": "2026-02-01", "valid_to": "2032-02-01"})
    assert (new.valid_from, new.valid_to) == ("2026-02-01", "2032-02-01")
    with pytest.raises(RecordRefused):
        remake(office, new, "renew", {})


def test_a_change_that_changes_nothing_is_refused(office: Office) -> None:
    certificate = office.issue("resident-id")
    with pytest.raises(NothingChanged):
        remake(office, certificate, "change", {"address": fields_of(office.engine, office.box, certificate)["address"]})
    assert office.count(Certificate) == 1


def test_a_change_keeps_number_and_holder(office: Office) -> None:
    certificate = office.issue("general-proof")
    other = people.person(2)
    for fields in ({"number": "ZM20260101999"}, {"name": other.name, "citizen_number": other.citizen_number}):
        with pytest.raises((HolderChanged, RecordRefused)):
            remake(office, certificate, "change", fields)
    with pytest.raises(HolderChanged):
        remake(office, certificate, "change", {"name": other.name, "citizen_number": other.citizen_number})
    assert state_of(office, certificate) == ("valid", 0)


def test_a_change_that_does_not_hold_changes_nothing(office: Office) -> None:
    certificate = office.issue("resident-id")
    with pytest.raises(RecordRefused):
        remake(office, certificate, "change", {"sex": "火星", "unheard_of": 1})
    assert state_of(office, certificate) == ("valid", 0)
    assert office.count(Certificate) == 1


def test_a_suspended_certificate_is_neither_changed_nor_renewed(office: Office) -> None:
    certificate = office.issue("resident-id")
    act(office, certificate, "suspend")
    for what in ("change", "renew"):
        with pytest.raises(TransitionRefused):
            remake(office, certificate, what, {"address": "虚构市甲区新路9号"})


def test_an_ended_certificate_may_be_issued_anew_by_hand_as_the_next_version(office: Office) -> None:
    old = office.issue("resident-id")
    act(office, old, "revoke", kind="lapsed")
    new = office.issue("resident-id")
    assert (new.version, new.previous_id, new.state) == (2, old.certificate_id, "valid")
    assert state_of(office, old) == ("lapsed", 1)


def test_a_department_reaches_its_own_certificates_only(office: Office) -> None:
    certificate = office.issue("resident-id")
    for issuer in ("SC", "ZR", "XX"):
        with pytest.raises(CertificateUnknown):
            act(office, certificate, "suspend", issuer=issuer)
    assert state_of(office, certificate) == ("valid", 0)


def test_each_act_leaves_its_reason_sealed_and_its_entry_in_the_log(office: Office) -> None:
    certificate = office.issue("resident-id")
    act(office, certificate, "suspend", reason="当事人张三丰CANARY")
    act(office, certificate, "resume")
    act(office, certificate, "revoke", kind="revoked")
    with db.open_session(office.engine, reading=True) as session:
        changes = list(session.scalars(select(StateChange).order_by(StateChange.change_id)))
        entries = list(session.scalars(select(AuditEntry).where(AuditEntry.person_id == certificate.person_id)))
    assert [(one.from_state, one.to_state) for one in changes] == [
        ("valid", "suspended"), ("suspended", "valid"), ("valid", "revoked"),
    ]  # fmt: skip
    context = certificate_context(certificate.certificate_id)
    assert opened(office.engine, office.box, changes[0].sealed_reason, context) == "当事人张三丰CANARY"
    assert {one.action for one in entries} == {
        "certificate.issued", "certificate.suspended", "certificate.resumed", "certificate.revoked",
    }  # fmt: skip
    assert not [one for one in entries if "CANARY" in one.detail]


def test_state_history_and_list_are_one_transaction(office: Office) -> None:
    certificate = office.issue("resident-id")
    with db.open_session(office.engine) as session:
        own = lifecycle.own_certificate(session, certificate.certificate_id, issuer_code="GA")
        given = {"reason": "x", "box": office.box, "now": office.now, "actor": CLERK}
        lifecycle.revoke(session, own, kind="revoked", **given)
        session.rollback()
    assert state_of(office, certificate) == ("valid", 0)
    assert office.count(StateChange) == 0
