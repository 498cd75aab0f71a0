"""The holder's history: who, where, when, for what, which fields; refused reads too; never a value."""

import uuid
from typing import Any

from sqlalchemy import select, update

from backend import db
from backend.certificates.models import Certificate
from backend.partners.models import Partner, PartnerApplication
from backend.verification.models import Verifier
from tests.cases.world import open_case, scan
from tests.statements import sent
from tests.verification.world import GATE_ID, HALL, City, day

AGE_WORDS = {"zh": "查验是否成年", "en": "Checking that somebody is of age"}
OLD_WORDS = {"zh": "登机查验", "en": "Checking who boards"}


def test_the_holder_sees_each_read_newest_first_with_verifier_matter_and_field_names(city: City) -> None:
    phone = city.phone(0)
    case_no = open_case(city, "ga-no-crime-record")
    assert scan(city, case_no, city.code(phone))["verdict"]["accepted"]
    assert not city.verify(city.code(phone, number=9), "age", city.gate_token)["accepted"]
    page = city.get("/history", phone.token)
    refused, accepted = page.get_json()["items"]
    if refused["outcome"] == "accepted":  # both in one second: the id decides
        refused, accepted = accepted, refused
    assert (accepted["verifier"]["verifier_id"], accepted["verifier"]["hall"]) == (HALL, "一号大厅")
    assert (accepted["case_no"], accepted["matter_code"]) == (case_no, "ga-no-crime-record")
    shown = accepted["shown"][0]
    assert shown["type"]["name"]["zh"] == "居民身份证"
    assert {"name": "citizen_number", "label": {"zh": "公民身份号码", "en": "Citizen number"}} in shown["fields"]
    assert (refused["verifier"]["verifier_id"], refused["reason"]) == (GATE_ID, "field_not_permitted")
    assert refused["next_step"]["zh"]
    assert refused["shown"] == []
    clean = phone.held["resident-id"].clean
    assert clean["citizen_number"] not in page.get_data(as_text=True)
    assert clean["name"] not in page.get_data(as_text=True)


def test_nobody_else_sees_them_except_the_representative_those_of_the_company(city: City) -> None:
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    assert city.verify(city.code(phone, "business-licence", 1))["accepted"]
    assert len(city.get("/history", phone.token).get_json()["items"]) == 1
    assert city.get("/history", city.phone(5).token).get_json()["items"] == []
    assert city.get("/history").status_code == 403


def test_the_history_is_paged_without_loss_or_double(city: City) -> None:
    phone = city.phone(0)
    for age in range(7):
        assert city.verify(city.code(phone, iat=city.now - age))["accepted"]
    seen, cursor = [], ""
    while cursor is not None:
        page = city.get(f"/history?limit=3{cursor and '&cursor=' + cursor}", phone.token).get_json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 7
    assert city.get("/history?cursor=nonsense", phone.token).status_code == 422


def test_a_phone_can_look_up_the_registered_name_of_a_challenger(city: City) -> None:
    challenge = city.post("/challenges", {}, city.gate_token).get_json()
    assert challenge["qr"] == f"LM1C:{GATE_ID}:{challenge['challenge']}"
    named = city.client().get(f"/api/v1/verifiers/{GATE_ID}").get_json()
    assert (named["name_en"], named["kind"]) == (GATE_ID, "partner")
    assert city.client().get("/api/v1/verifiers/nobody").status_code == 404


def test_a_filter_narrows_the_history_by_certificate_verifier_outcome_and_day(city: City) -> None:
    phone, other = city.phone(0, types=("resident-id", "social-security-card")), city.phone(1)
    card, second = phone.held["resident-id"], phone.held["social-security-card"]
    assert city.verify(city.code(phone))["accepted"]
    assert city.verify(city.code(phone, "social-security-card", 1))["accepted"]
    assert city.verify(city.pack(phone))["accepted"]
    city.verify(city.code(phone, number=9), "age", city.gate_token)

    def found(query: str, token: str = phone.token) -> int:
        return len(city.get(f"/history?{query}", token).get_json()["items"])

    assert found("") == 4
    assert found(f"certificate_id={card.certificate_id}") == 2
    assert found(f"certificate_id={second.certificate_id}") == 2
    assert found(f"certificate_id={card.certificate_id}", other.token) == 0
    assert [found(f"outcome={outcome}") for outcome in ("accepted", "rejected")] == [3, 1]
    assert [found(f"verifier_kind={kind}") for kind in ("window", "partner")] == [3, 1]
    today, tomorrow = day(city.now, 0), day(city.now, 1)
    assert found(f"from={today}&to={today}") == 4
    assert found(f"from={tomorrow}") == 0
    assert found(f"to={day(city.now, -1)}") == 0
    assert found(f"certificate_id={card.certificate_id}&outcome=accepted&verifier_kind=partner") == 0
    for wrong in ("outcome=maybe", "verifier_kind=gate", "from=yesterday", "certificate_id=1", "person_id=1"):
        assert city.get(f"/history?{wrong}", phone.token).status_code == 422, wrong


def test_a_certificate_stands_for_all_its_versions_in_the_filter(city: City) -> None:
    phone = city.phone()
    old = phone.held["resident-id"].certificate_id
    assert city.verify(city.code(phone))["accepted"]
    city.renew(phone.held["resident-id"])
    with db.open_session(city.engine) as session:
        new = session.scalars(select(Certificate.certificate_id).where(Certificate.previous_id == old)).one()
    for certificate_id in (old, new):
        page = city.get(f"/history?certificate_id={certificate_id}", phone.token).get_json()
        assert len(page["items"]) == 1


def test_a_filtered_history_is_paged_without_loss_or_double(city: City) -> None:
    phone = city.phone()
    for age in range(4):
        assert city.verify(city.code(phone, iat=city.now - age))["accepted"]
        city.verify(city.code(phone, number=9, iat=city.now - age), "age", city.gate_token)
    seen, cursor = [], ""
    while cursor is not None:
        page = city.get(f"/history?limit=3&outcome=accepted{cursor and '&cursor=' + cursor}", phone.token).get_json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 4


def approved(city: City, purposes: dict[str, Any], days: int) -> PartnerApplication:
    """What the gate was approved for some days ago."""
    return PartnerApplication(
        application_id=uuid.uuid4(), client_id=GATE_ID, state="approved", document={"purposes": purposes},
        replaces=None, applied_by="staff:one", applied_at=0, decided_by="staff:two",
        decided_at=city.now - days * 86_400, reason=None,
    )  # fmt: skip


def test_what_a_third_party_asked_for_is_told_in_its_words_also_when_it_asks_no_more(city: City) -> None:
    phone = city.phone(0)
    for purpose in ("age", "boarding", "nobodys"):
        city.verify(city.code(phone, number=1), purpose, city.gate_token)
    city.verify(city.code(phone))

    def told() -> dict[str, Any]:
        page = city.get("/history", phone.token).get_json()
        return {one["purpose"]: one["purpose_text"] for one in page["items"]}

    codes_alone = {"age": None, "boarding": None, "unregistered": None, "check": None}
    assert told() == codes_alone  # registered from the command line, by its codes
    with db.transaction(city.engine) as session:
        given = session.get_one(Partner, GATE_ID).registration | {"purposes": {"age": AGE_WORDS}}
        session.execute(update(Partner).where(Partner.client_id == GATE_ID).values(registration=given))
        session.execute(update(Verifier).where(Verifier.verifier_id == GATE_ID).values(purposes={}))
        before = {"boarding": OLD_WORDS, "age": OLD_WORDS}
        session.add_all([approved(city, {"boarding": AGE_WORDS}, 90), approved(city, before, 60)])
    assert told() == codes_alone | {"age": AGE_WORDS, "boarding": OLD_WORDS}
    readers = city.post("/me/data", None, phone.token).get_json()["readers"]
    assert {(one["purpose"], one["purpose_zh"], one["purpose_en"]) for one in readers} == {
        ("age", AGE_WORDS["zh"], AGE_WORDS["en"]), ("boarding", OLD_WORDS["zh"], OLD_WORDS["en"]),
        ("unregistered", None, None), ("check", None, None),
    }  # fmt: skip


def test_a_page_of_any_length_reads_the_words_of_purposes_once(city: City) -> None:
    phone, lengths = city.phone(0), []
    for age in range(3):
        city.verify(city.code(phone, number=1, iat=city.now - age), "age", city.gate_token)
        with sent(city.engine) as statements:
            assert len(city.get("/history", phone.token).get_json()["items"]) == age + 1
        lengths.append(len(statements))
    assert lengths[1] == lengths[2]
