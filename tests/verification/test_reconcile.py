"""What offline gates reported, put together: sums, what has to be looked into, and nobody's name."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

from backend import db
from backend.verification.models import SeenCode
from certs import base64url
from tests.verification.test_seen import FIELDS, once_id_of, report, row
from tests.verification.world import GATE_ID, HALL, City


def days(city: City, **more: str) -> dict[str, str]:
    today = datetime.fromtimestamp(city.now, UTC)
    first, last = today - timedelta(days=1), today + timedelta(days=1)
    return {"from": first.date().isoformat(), "to": last.date().isoformat(), **more}


def ask(city: City, query: dict[str, str], *, accept: str = "application/json", status: int = 200) -> Any:
    headers = {"Authorization": f"Bearer {city.gate_token}", "Accept": accept}
    answer = city.app.test_client().get("/api/v1/seen-codes/report", query_string=query, headers=headers)
    assert answer.status_code == status, answer.text
    return answer


def test_the_report_counts_and_lists_what_has_to_be_looked_into(city: City) -> None:
    phone, other = city.phone(), city.phone(1)
    text = city.code(phone)
    assert city.verify(text)["accepted"]
    double, fine, refused = row(once_id_of(text)), row(handle=other.held["resident-id"].handle), row(outcome="refused")
    report(city, double, fine, refused | {"reason": "code_expired"}, gate="gate-north")
    city.end(other.held["resident-id"], "suspend")
    late = {"handle": other.held["resident-id"].handle, "fields": FIELDS}
    suspended, stale = row(**late, at=city.now + 5), row(reason="status_unknown", mode="challenge")
    report(city, suspended, stale, row(at=city.now + 200), gate="gate-south")
    answer = ask(city, days(city)).json
    sums = {name: value for name, value in answer.items() if isinstance(value, int)}
    assert sums == {
        "uploaded": 6, "accepted": 5, "refused": 1, "double_uses": 1, "not_valid": 1, "stale": 1, "clocks": 1,
    }  # fmt: skip
    found = {one["finding"]: one for one in answer["findings"]}
    assert [one["finding"] for one in answer["findings"]] == ["double_use", "stale", "not_valid", "clock"]
    assert (found["double_use"]["once_id"], found["double_use"]["first"]["kind"]) == (once_id_of(text), "window")
    assert (found["not_valid"]["state"], found["not_valid"]["gate"]) == ("suspended", "gate-south")
    assert found["not_valid"]["since"] <= found["not_valid"]["at"]
    assert 140 <= found["clock"]["seconds"] <= 200  # whatever the machine took since
    for secret in (str(phone.person_id), str(other.person_id), other.held["resident-id"].handle, HALL):
        assert secret not in str(answer["findings"])


def test_one_gate_and_other_days_can_be_asked_for(city: City) -> None:
    report(city, row(), gate="gate-north")
    report(city, row(), row(), gate="gate-south")
    assert ask(city, days(city, gate="gate-south")).json["uploaded"] == 2
    assert ask(city, {"from": "2020-01-01", "to": "2020-01-31"}).json["uploaded"] == 0
    for wrong in ({"from": "2020-01-01", "to": "2020-02-01"}, {"from": "2020-01-02", "to": "2020-01-01"}):
        assert ask(city, wrong, status=422).json["code"] == "invalid"


def test_another_verifier_s_reports_are_not_shown(city: City) -> None:
    report(city, row())
    with db.transaction(city.engine) as session:
        session.query(SeenCode).update({"verifier_id": f"{GATE_ID}-2"})
    assert ask(city, days(city)).json["uploaded"] == 0


def test_the_findings_come_as_a_table_that_starts_no_formula(city: City) -> None:
    once_id = base64url.encode(b"\xf8" + bytes(15))
    assert once_id.startswith("-")
    report(city, row(once_id, at=city.now + 200), gate="gate-north")
    answer = ask(city, days(city), accept="text/csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    (line,) = csv.DictReader(io.StringIO(answer.text))
    assert (line["finding"], line["gate"], line["once_id"]) == ("clock", "gate-north", f"'{once_id}")
