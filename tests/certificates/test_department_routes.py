"""What a department does through the routes, and what it may not."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.audit.models import AuditEntry
from backend.certificates.models import Certificate
from backend.demo import people, records
from tests.people.sign_in import citizen, staff
from tests.registries.office import Office

BASE = "/api/v1/certificates"


def body(n: int = 0, **changed: Any) -> dict[str, Any]:
    return {"type": "resident-id", "fields": records.record("resident-id", n) | changed}


def issued(client: FlaskClient, headers: dict[str, str], n: int = 0) -> str:
    answer = client.post(BASE, json=body(n), headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json["items"][0]["certificate_id"])


def test_a_certificate_lives_its_life_through_the_routes(office: Office, client: FlaskClient) -> None:
    me = staff(client, "department", office="GA")
    one = issued(client, me)
    for path, extra, status, state in (
        ("suspensions", {}, 200, "suspended"),
        ("resumptions", {}, 200, "valid"),
        ("changes", {"fields": {"address": "虚构市甲区新路9号"}}, 201, "valid"),
    ):
        answer = client.post(f"{BASE}/{one}/{path}", json={"reason": "按规定", **extra}, headers=me)
        assert (answer.status_code, answer.json["state"]) == (status, state), answer.text
    new = answer.json["certificate_id"]
    assert (answer.json["version"], answer.json["previous_id"]) == (2, one)
    renewed = client.post(f"{BASE}/{new}/renewals", json={"reason": "到期换证"}, headers=me)
    assert (renewed.status_code, renewed.json["version"]) == (201, 3)
    last = renewed.json["certificate_id"]
    ended = client.post(f"{BASE}/{last}/revocations", json={"reason": "注销户口", "kind": "cancelled"}, headers=me)
    assert (ended.status_code, ended.json["state"]) == (200, "cancelled")
    for path in ("suspensions", "resumptions", "renewals"):
        answer = client.post(f"{BASE}/{last}/{path}", json={"reason": "再试"}, headers=me)
        assert (answer.status_code, answer.json["code"]) == (409, "transition_refused")
    versions = client.get(f"{BASE}/{last}/versions", headers=me).json["items"]
    assert [one["state"] for one in versions] == ["cancelled", "superseded", "superseded"]


def test_the_same_key_issues_once(office: Office, client: FlaskClient) -> None:
    headers = staff(client, "department", office="GA") | {"Idempotency-Key": "issue-0001"}
    first, second = (client.post(BASE, json=body(), headers=headers) for _ in range(2))
    assert first.json == second.json
    assert second.headers["Idempotency-Replayed"] == "true"
    assert office.count(Certificate) == 1


def test_another_departments_types_and_certificates_are_out_of_reach(office: Office, client: FlaskClient) -> None:
    one = issued(client, staff(client, "department", office="GA"))
    other = staff(client, "department", office="SC")
    assert client.post(BASE, json=body(1), headers=other).status_code == 403
    answers = [
        client.post(f"{BASE}/{target}/{path}", json={"reason": "x", **extra}, headers=other)
        for target in (one, uuid.uuid4())
        for path, extra in (
            ("suspensions", {}), ("resumptions", {}), ("renewals", {}),
            ("changes", {"fields": {"address": "x"}}), ("revocations", {"kind": "revoked"}),
        )
    ]  # fmt: skip
    assert {(answer.status_code, answer.json["code"]) for answer in answers} == {(404, "certificate_unknown")}
    assert client.get(f"{BASE}/{one}/versions", headers=other).status_code == 404
    assert office.all(Certificate)[0].state == "valid"


@pytest.mark.parametrize("role", ["window", "operator", "security", "auditor"])
def test_no_other_role_acts_on_certificates(office: Office, client: FlaskClient, role: str) -> None:
    headers = staff(client, role)
    assert client.post(BASE, json=body(), headers=headers).status_code == 403
    looked = client.post(f"{BASE}/look-ups", json={"type": "resident-id", "number": "1"}, headers=headers)
    assert looked.status_code == 403
    assert client.get(f"{BASE}/{uuid.uuid4()}", headers=headers).status_code == 403


def test_a_citizen_cannot_issue(office: Office, client: FlaskClient) -> None:
    me = citizen(client)
    assert client.post(BASE, json=body(), headers=me.headers).status_code == 403
    assert client.post(BASE, json=body()).status_code == 401


def test_problems_are_named_by_field_without_values(office: Office, client: FlaskClient) -> None:
    headers = staff(client, "department", office="GA")
    answer = client.post(BASE, json=body(0, sex="火星CANARY", unheard_of=["x"]), headers=headers)
    assert (answer.status_code, answer.json["code"]) == (422, "record_refused")
    assert {one["path"] for one in answer.json["errors"]} == {"/fields/sex", "/fields/unheard_of"}
    assert "CANARY" not in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"fields": []}, {"fields": {}}, {"type": 1}, {"role": "operator"}, {"fields": {"name": {"a": [1]}}},
        {"fields": {"citizen_number": 9999999999999999}}, {"fields": {"": "x"}}, {"fields": None},
    ],
)  # fmt: skip
def test_hostile_bodies_are_refused_and_write_nothing(
    office: Office, client: FlaskClient, changed: dict[str, Any]
) -> None:
    answer = client.post(BASE, json=body() | changed, headers=staff(client, "department", office="GA"))
    assert answer.status_code == 422, answer.text
    assert office.count(Certificate) == 0


@pytest.mark.parametrize("bad", [{}, {"reason": ""}, {"reason": "长" * 201}, {"reason": "x", "state": "valid"}])
def test_every_act_needs_a_reason(office: Office, client: FlaskClient, bad: dict[str, str]) -> None:
    headers = staff(client, "department", office="GA")
    one = issued(client, headers)
    assert client.post(f"{BASE}/{one}/suspensions", json=bad, headers=headers).status_code == 422


def test_a_look_up_finds_the_departments_own_by_number_and_is_logged(office: Office, client: FlaskClient) -> None:
    headers = staff(client, "department", office="GA")
    one = issued(client, headers)
    number = people.person(0).citizen_number
    asked = {"type": "resident-id", "number": f" {number.lower()}"}
    found = client.post(f"{BASE}/look-ups", json=asked, headers=headers)
    assert [item["certificate_id"] for item in found.json["items"]] == [one]
    missed = client.post(f"{BASE}/look-ups", json={"type": "driving-licence", "number": number}, headers=headers)
    assert (missed.status_code, missed.json["items"]) == (200, [])
    assert office.count(AuditEntry, AuditEntry.action == "certificate.looked_up") == 1
    other = staff(client, "department", office="SC")
    assert client.post(f"{BASE}/look-ups", json=asked, headers=other).status_code == 403


def test_a_department_sees_its_own_imports_page_by_page(office: Office, client: FlaskClient) -> None:
    for n in range(3):
        office.load_records("resident-id", [n])
    office.load_records("business-licence", [0])
    headers, seen, cursor = staff(client, "department", office="GA"), [], ""
    for _ in range(3):
        answer = client.get(f"/api/v1/import-runs?limit=1{cursor}", headers=headers).json
        seen += [one["run_id"] for one in answer["items"]]
        cursor = f"&cursor={answer['next_cursor']}"
    assert len(set(seen)) == 3
    assert answer["next_cursor"] is None
    everything = client.get("/api/v1/import-runs", headers=staff(client, "operator")).json["items"]
    assert len(everything) == 4
