"""Asking for a proof, in the order of the rules of `ask`; what rules answer, and what they leave to an officer."""

import datetime

from flask import Flask
from sqlalchemy import Engine, select, update

from backend import db
from backend.certificates.models import Certificate
from backend.people.limits import count_attempt
from backend.proofs.ask import MOST_A_DAY, Asker
from backend.proofs.ask import ask as prove
from backend.proofs.kinds_folder import kind_of
from backend.proofs.models import ProofRequest
from backend.registries.calendar import CHINA
from backend.security import Box
from tests.proofs.asking import INCOME, SELF, ask, asked
from tests.sealed import fields_of
from tests.verification.world import City, day


def requests(city: City) -> list[ProofRequest]:
    with db.open_session(city.engine) as session:
        return list(session.scalars(select(ProofRequest).order_by(ProofRequest.asked_at, ProofRequest.request_id)))


def proofs(city: City) -> list[Certificate]:
    with db.open_session(city.engine) as session:
        return list(session.scalars(select(Certificate).where(Certificate.type_number == 15)))


def test_a_rule_issues_the_proof_at_once_and_a_second_asking_gets_the_same_one(city: City) -> None:
    phone = city.phone()
    first = asked(city, phone, "no-house", SELF)
    assert (first["state"], first["answered_by"], first["reused"]) == ("issued", "rule", False)
    assert [one["holds"] for one in first["explanation"]] == [True, True, True]
    (proof,) = proofs(city)
    assert (str(proof.certificate_id), proof.issuer_code) == (first["certificate_id"], "ZR")
    assert (proof.valid_from, proof.valid_to) == (day(city.now, 0), day(city.now, 30))
    fields = fields_of(city.engine, city.box, proof)
    assert (fields["proof_kind"], fields["statement"]) == ("无房证明", first["statement"])
    assert fields["name"] in fields["statement"]
    again = asked(city, phone, "no-house", SELF)
    assert (again["state"], again["reused"], again["certificate_id"]) == ("issued", True, first["certificate_id"])
    assert len(proofs(city)) == 1
    assert [row.channel for row in requests(city)] == ["phone", "phone"]


def test_a_proof_that_does_not_stand_is_not_reused(city: City) -> None:
    phone = city.phone(types=("social-security-card",))
    insured = {"content": "insured"}
    seen = {asked(city, phone, "social-insurance", insured)["certificate_id"]}
    for change in ({"valid_to": day(city.now, -1)}, {"state": "revoked"}):
        with db.transaction(city.engine) as session:
            session.execute(update(Certificate).where(Certificate.type_number == 15).values(change))
        issued = asked(city, phone, "social-insurance", insured)
        assert (issued["state"], issued["reused"], issued["certificate_id"] in seen) == ("issued", False, False)
        seen.add(issued["certificate_id"])
    assert asked(city, phone, "social-insurance", {"content": "paid"})["state"] == "waiting"


def test_the_day_of_issue_does_not_count_and_the_last_day_does_over_the_end_of_a_year(
    app: Flask, engine: Engine, box: Box
) -> None:
    """Thirty days from 20 December are over with 19 January."""
    issued_on = int(datetime.datetime(2026, 12, 20, 23, 59, tzinfo=CHINA).timestamp())
    city = City(app, engine, box, now=issued_on)
    person = city.phone()
    kind = kind_of(city.services, "no-house")
    last = datetime.datetime(2027, 1, 19, 23, 59, 59, tzinfo=CHINA)
    found = []
    for at in (issued_on, int(last.timestamp()), int(last.timestamp()) + 1):
        with db.transaction(engine) as session:
            asker = Asker(person.person_id, person.actor)
            row = prove(session, kind.code, SELF, asker=asker, services=city.services, now=at)
            found.append((row.reused, row.certificate_id))
    assert [reused for reused, _ in found] == [False, True, False]
    assert found[0][1] == found[1][1] != found[2][1]
    assert [one.valid_to for one in proofs(city)] == ["2027-01-19", "2027-02-19"]


def test_of_two_certificates_that_are_valid_none_is_the_right_one_and_an_officer_decides(city: City) -> None:
    phone = city.phone(types=("resident-id", "household-register"))
    assert asked(city, phone, "residence")["state"] == "issued"
    other = city.phone(1, ("resident-id", "household-register"))
    city.certify(other, "household-register", number="990100778899", address="亮州市东湖区新街9号")
    waiting = asked(city, other, "residence")
    assert (waiting["state"], waiting["certificate_id"]) == ("waiting", None)


def test_the_record_that_says_otherwise_is_the_reason_of_the_refusal(city: City) -> None:
    phone = city.phone(types=("resident-id", "real-estate-title"))
    refused = asked(city, phone, "no-house", SELF)
    assert (refused["state"], refused["answered_by"], refused["certificate_id"]) == ("refused", "rule", None)
    assert "《不动产登记资料查询暂行办法》" in refused["reason"]["zh"]
    city.end(phone.held["real-estate-title"], "transferred")
    assert asked(city, phone, "no-house", SELF)["state"] == "issued"


def test_of_a_person_whom_the_register_does_not_know_an_officer_decides(city: City) -> None:
    phone = city.phone(types=())
    for kind, answers in (("no-house", SELF), ("residence", {}), ("social-insurance", {"content": "insured"})):
        waiting = asked(city, phone, kind, answers)
        assert (waiting["state"], waiting["answered_by"], waiting["certificate_id"]) == ("waiting", None, None)
        assert waiting["acts"] == ["withdraw"]
    assert proofs(city) == []


def test_spouses_are_proved_by_the_standing_marriage_registration(city: City) -> None:
    phone = city.phone(types=("marriage",))
    fields = phone.held["marriage"].clean
    other = {"relative_name": fields["wife_name"], "relative_number": fields["wife_code"]}
    issued = asked(city, phone, "kinship", {"relation": "spouse", **other})
    assert issued["state"] == "issued"
    assert f"与{fields['wife_name']}" in issued["statement"]
    assert asked(city, phone, "kinship", {"relation": "parent", **other})["state"] == "waiting"
    assert asked(city, phone, "marriage-record", {"use": "abroad"})["state"] == "refused"


def test_the_same_request_that_waits_is_not_taken_twice_and_a_repeated_post_is_one(city: City) -> None:
    phone = city.phone()
    sent = [ask(city, phone, "income", INCOME, **{"Idempotency-Key": "proof-0001"}) for _ in range(2)]
    assert sent[0].json == sent[1].json
    again = ask(city, phone, "income", INCOME)
    assert (again.status_code, again.json["code"]) == (409, "proof_already_asked")
    assert again.json["request_id"] == sent[0].json["request_id"]
    assert asked(city, phone, "income", INCOME | {"monthly": 3300})["state"] == "waiting"
    assert len(requests(city)) == 2


def test_a_kind_that_is_not_known_and_too_many_requests_are_refused(city: City) -> None:
    phone = city.phone(types=())
    assert ask(city, phone, "no-such").json["code"] == "proof_kind_not_found"
    with db.transaction(city.engine) as session:
        for _ in range(MOST_A_DAY):
            count_attempt(session, "proofs", phone.person_id.bytes, window_seconds=86400, most=MOST_A_DAY, now=city.now)
    assert ask(city, phone, "income", INCOME).status_code == 429
