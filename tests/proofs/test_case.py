"""A window asks for its applicant, in the order of the rules of `cases.proofs`; and what cases make of a proof."""

import uuid
from typing import Any

from sqlalchemy import select, update

from backend import db
from backend.cases.intake.proofs import CONSENT
from backend.cases.models import Case, CaseCertificate, CaseMaterial
from backend.cases.shown import shown_before
from backend.proofs.models import ProofRequest
from backend.verification.models import VerdictRow
from backend.verification.verifiers import register_verifier
from tests.cases.world import open_case, scan, states
from tests.proofs.asking import SELF, asked, officer, reply
from tests.verification.world import CATALOGUE, EVERYTHING, GATE_ID, HALL, City, Phone

RENT = "gj-withdrawal-rent"


def rent_case(city: City, phone: Phone | None = None) -> str:
    """A case that lacks the proof of owning no house; the phone's ID card was shown."""
    case_no = begin(city)
    if phone is not None:
        scan(city, case_no, city.code(phone))
    return case_no


def begin(city: City) -> str:
    """The matters are imported for the first case only."""
    answer: Any = city.post("/cases", {"matter": RENT, "answers": {"married": "no"}})
    return str(answer.json["case_no"]) if answer.status_code == 201 else open_case(city, RENT, married="no")


def request_proof(city: City, case_no: str, kind: str = "no-house", token: str | None = None) -> Any:
    return city.post(f"/cases/{case_no}/proof-requests", {"kind": kind, "answers": SELF}, token)


def test_a_proof_asked_for_at_the_window_strikes_off_its_material(city: City) -> None:
    phone = city.phone()
    case_no = rent_case(city, phone)
    offered: Any = city.get(f"/cases/{case_no}/proofs").json
    assert [(one["material"], [kind["code"] for kind in one["kinds"]]) for one in offered["items"]] == [
        ("no-house", ["no-house"])
    ]
    assert offered["consent_until"] is not None
    answer = request_proof(city, case_no)
    assert (answer.status_code, answer.json["request"]["state"]) == (201, "issued")
    assert states(answer.json["case"])["no-house"] == "exempt"
    assert {"reason", "explanation", "statement"}.isdisjoint(answer.json["request"])
    mine: Any = city.get(f"/me/proof-requests/{answer.json['request']['request_id']}", phone.token).json
    assert (mine["channel"], mine["case_no"], mine["window"]["en"]) == ("window", case_no, "hall-1-window-3")
    told: Any = city.get("/notices", phone.token).json
    assert "hall-1-window-3号凭您的亮码申请了无房证明" in [one["title"]["zh"] for one in told["items"]]
    with db.open_session(city.engine) as session:
        verdict = session.scalars(select(VerdictRow)).one()
        assert session.scalars(select(ProofRequest.consent_id)).one() == verdict.verdict_id
        proof = session.scalars(select(CaseCertificate).where(CaseCertificate.type_number == 15)).one()
        assert proof.verdict_id == verdict.verdict_id
        spared = session.get_one(CaseMaterial, (case_no, "no-house"))
        assert spared.verdict_id == verdict.verdict_id
    later = request_proof(city, rent_case(city, phone))  # the next case uses the same proof
    assert (later.json["request"]["reused"], states(later.json["case"])["no-house"]) == (True, "exempt")


def test_without_a_recent_code_of_the_applicant_nothing_is_asked(city: City) -> None:
    phone = city.phone()
    untouched = rent_case(city)
    assert city.get(f"/cases/{untouched}/proofs").json["consent_until"] is None  # type: ignore[index]
    refused = request_proof(city, untouched)
    assert (refused.status_code, refused.json["code"]) == (409, "consent_missing")
    case_no = rent_case(city, phone)
    with db.transaction(city.engine) as session:
        session.execute(update(VerdictRow).values(at=VerdictRow.at - CONSENT - 5))
    assert request_proof(city, case_no).json["code"] == "consent_missing"
    scan(city, case_no, city.code(phone, iat=city.now + 1))
    assert request_proof(city, case_no).status_code == 201


def test_no_other_code_than_the_applicant_s_own_in_this_case_is_consent(city: City) -> None:
    phone, spouse = city.phone(0, ("resident-id", "marriage")), city.phone(1)
    case_no = open_case(city, RENT, married="yes")
    mine = [(phone.held["resident-id"].handle, 3), (phone.held["marriage"].handle, 9)]
    first = scan(city, case_no, city.pack(phone, mine))["verdict"]["id"]
    with db.transaction(city.engine) as session:
        session.execute(update(VerdictRow).values(at=VerdictRow.at - CONSENT - 5))
    assert scan(city, case_no, city.code(spouse))["verdict"]["accepted"]  # the other person's
    scan(city, begin(city), city.code(phone, iat=city.now + 1))  # to another case
    assert request_proof(city, case_no).json["code"] == "consent_missing"
    fresh = update(VerdictRow).where(VerdictRow.verdict_id == uuid.UUID(first))
    with db.transaction(city.engine) as session:
        session.execute(fresh.values(at=city.now, outcome="rejected"))
    assert request_proof(city, case_no).json["code"] == "consent_missing"
    for form in ("paper", "lent"):  # brought or shown by somebody else
        with db.transaction(city.engine) as session:
            session.execute(fresh.values(outcome="accepted", form=form))
        assert request_proof(city, case_no).json["code"] == "consent_missing"
    with db.transaction(city.engine) as session:
        session.execute(fresh.values(form="pack"))
    assert request_proof(city, case_no).status_code == 201


def test_of_a_proof_the_case_keeps_only_what_the_window_may_see(city: City) -> None:
    seen = ["proof_kind", "name", "summary", "issue_date", "valid_to"]
    with city.app.app_context(), db.transaction(city.engine) as session:
        allowed = {"matter": EVERYTHING | {"15": seen}}
        register_verifier(
            session, HALL, kind="window", name_zh="一号窗口", name_en=HALL, purposes=allowed, catalogue=CATALOGUE,
            actor="staff:setup", now=city.now,
        )  # fmt: skip
    case_no = rent_case(city, city.phone())
    assert states(request_proof(city, case_no).json["case"])["no-house"] == "exempt"
    with db.open_session(city.engine) as session:
        shown = shown_before(session, case_no, services=city.services).values()
    (proof,) = (one.fields for one in shown if one.type_id == "general-proof")
    assert set(proof) <= set(seen)


def test_only_the_case_s_own_window_asks_and_only_for_what_is_missing(city: City) -> None:
    phone = city.phone()
    case_no = rent_case(city, phone)
    with city.app.app_context(), db.transaction(city.engine) as session:
        other = city.sign_in(session, f"staff:{city.staff_id}", "window", GATE_ID)
    assert request_proof(city, case_no, token=other).status_code == 404
    assert request_proof(city, case_no, token=phone.token).status_code == 403
    assert request_proof(city, case_no, "income").json["code"] == "proof_does_not_fit"
    assert request_proof(city, case_no).status_code == 201
    assert request_proof(city, case_no).json["code"] == "proof_does_not_fit"  # it is exempt by now


def test_what_an_officer_issues_later_comes_into_the_case_when_the_window_asks_again(city: City) -> None:
    phone = city.phone(types=("social-security-card",))  # the register knows no ID card: an officer answers
    case_no = open_case(city, RENT, married="no")
    scan(city, case_no, city.code(phone, "social-security-card", 2))
    waiting = request_proof(city, case_no).json
    assert (waiting["request"]["state"], states(waiting["case"])["no-house"]) == ("waiting", "missing")
    assert request_proof(city, case_no).json["code"] == "proof_already_asked"
    assert reply(city, officer(city, "ZR"), waiting["request"]).status_code == 200
    answer = request_proof(city, case_no).json
    assert (answer["request"]["reused"], states(answer["case"])["no-house"]) == (True, "exempt")


def test_a_case_that_a_proof_spares_is_counted_once_and_another_case_again(city: City) -> None:
    phone, other = city.phone(0), city.phone(2, ("resident-id", "real-estate-title"))
    for _ in range(2):  # the case it was asked for, and the next one
        case_no = rent_case(city, phone)
        request_proof(city, case_no)
        scan(city, case_no, city.code(phone, iat=city.now + 1))
    assert asked(city, other, "no-house", SELF)["state"] == "refused"
    with city.app.app_context(), db.transaction(city.engine) as session:
        operator = city.sign_in(session, "staff:00000000-0000-7000-8000-000000000009", "operator", None)
        department = city.sign_in(session, "staff:00000000-0000-7000-8000-000000000008", "department", "GA")
    report: Any = city.get("/statistics/proofs", operator).json
    (kind,) = report["kinds"]
    figures = {name: kind[name] for name in ("asked", "by_rule", "reused", "refused", "cases", "other_cases")}
    assert figures == {"asked": 3, "by_rule": 1, "reused": 1, "refused": 1, "cases": 2, "other_cases": 1}
    assert report["total"] == {name: kind[name] for name in report["total"]}
    own: Any = city.get("/statistics/proofs", department).json
    assert own["kinds"] == []
    with db.transaction(city.engine) as session:  # what a part of a case has are copies
        session.execute(update(Case).where(Case.case_no == case_no).values(parent_no="another", part=1))
    report = city.get("/statistics/proofs", operator).json
    assert (report["total"]["cases"], report["total"]["other_cases"]) == (1, 0)


def test_a_proof_asked_for_on_the_phone_is_shown_like_any_certificate(city: City) -> None:
    phone = city.phone()
    proof = asked(city, phone, "no-house", SELF)
    wallet: Any = city.get(f"/wallet?device_id={phone.device_id}", phone.token).json
    assert proof["certificate_id"] in [card["certificate_id"] for card in wallet["cards"]]
