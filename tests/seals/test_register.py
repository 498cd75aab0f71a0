"""Seals take two people to begin and two to end, and every step is in the log."""

import uuid

import pytest

from backend.seals import register
from backend.seals.authority import SEAL_LIFE
from backend.seals.refusals import NoActiveSeal, NoSuchSeal, SealChanged, SealInvalid, SealSecondPerson
from tests.seals.conftest import CHECKER, MAKER, NAME, NOW, Hall


def test_a_seal_seals_once_a_second_person_approved_and_not_before(hall: Hall) -> None:
    proposed = hall.propose()
    with pytest.raises(NoActiveSeal):
        hall.seal()
    with pytest.raises(SealSecondPerson):
        hall.approve(proposed.seal_id, actor=MAKER)
    hall.approve(proposed.seal_id)
    seal = hall.seal()
    assert (seal.seal_id, dict(seal.name), seal.issuer_code) == (proposed.seal_id, NAME, "GA")
    assert seal.certificate.subject.rfc4514_string() == (
        "CN=亮州市公安局,2.5.4.5=11430000006122617X,O=亮州市公安局,C=CN"
    )
    seal.certificate.verify_directly_issued_by(seal.chain[0])
    assert hall.actions() == ["seal.proposed", "seal.authority", "seal.approved"]


def test_a_stop_is_asked_for_by_one_and_agreed_to_by_another(hall: Hall) -> None:
    seal_id = hall.standing().seal_id
    with pytest.raises(SealChanged):  # nobody asked
        hall.act(register.approve_stop, seal_id, actor=CHECKER, version=2)
    hall.act(register.ask_stop, seal_id, actor=MAKER, reason="刻错名称")
    with pytest.raises(SealSecondPerson):
        hall.act(register.approve_stop, seal_id, actor=MAKER, version=3)
    assert hall.seal().seal_id == seal_id  # one person stops nothing
    hall.act(register.take_back_stop, seal_id, actor=MAKER)
    hall.act(register.ask_stop, seal_id, actor=CHECKER, reason="机构撤并")
    row = hall.act(register.approve_stop, seal_id, actor=MAKER, version=5)
    assert (row.state, row.stop_reason, row.stopped_by) == ("stopped", "机构撤并", MAKER)
    with pytest.raises(NoActiveSeal):
        hall.seal()
    with pytest.raises(SealChanged):
        hall.approve(seal_id, version=row.version)


def test_a_new_seal_ends_the_one_before_and_a_withdrawn_proposal_never_seals(hall: Hall) -> None:
    former = hall.standing()
    withdrawn = hall.propose(now=NOW + 1)
    hall.act(register.withdraw, withdrawn.seal_id, actor=CHECKER, reason="重复提出")
    with pytest.raises(SealChanged):
        hall.approve(withdrawn.seal_id, version=2)
    assert hall.seal().seal_id == former.seal_id
    hall.approve(hall.propose(now=NOW + 2, shape="oval").seal_id)
    assert hall.seal().seal_id != former.seal_id
    assert hall.actions()[-2:] == ["seal.stopped", "seal.approved"]


def test_approving_names_the_version_that_was_seen(hall: Hall) -> None:
    seal_id = hall.propose().seal_id
    with pytest.raises(SealChanged):
        hall.approve(seal_id, version=2)
    with pytest.raises(NoSuchSeal):
        hall.approve(uuid.UUID(int=7))


def test_a_seal_ends_with_its_certificate(hall: Hall) -> None:
    hall.standing()
    hall.seal(now=NOW + SEAL_LIFE - 1)
    with pytest.raises(NoActiveSeal):
        hall.seal(now=NOW + SEAL_LIFE)


def test_a_name_that_does_not_fit_and_an_issuer_that_is_none_are_refused(hall: Hall) -> None:
    with pytest.raises(SealInvalid):
        hall.propose(name={"zh": "局" * 31, "en": "Bureau"})
    assert hall.actions() == []
