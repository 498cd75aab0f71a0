"""The list of a window's own cases of a day."""

import datetime
from typing import Any

from sqlalchemy import select, update

from backend import db
from backend.cases.intake.read import id_of, number_of
from backend.cases.limits import MARKS, mark
from backend.cases.models import Case
from backend.registries.calendar import day_of
from tests.cases.world import offer_matters, open_case, scan
from tests.verification.world import City


def listed(city: City, query: str = "") -> Any:
    answer = city.get(f"/cases{query}")
    assert answer.status_code == 200, answer.text
    return answer.json


def opened(city: City, count: int) -> list[str]:
    offer_matters(city)
    body = {"matter": "rs-pension-transfer", "answers": {}}
    return [city.post("/cases", body).json["case_no"] for _ in range(count)]


def test_a_clerk_finds_the_cases_of_the_day_again_without_any_name(city: City) -> None:
    phone = city.phone()
    case_no = open_case(city, "rs-pension-transfer")
    scan(city, case_no, city.code(phone, number=9))
    (line,) = listed(city)["items"]
    assert (line["case_no"], line["applicant_known"], line["mine"]) == (case_no, True, True)
    case = city.get(f"/cases/{case_no}").json
    assert line["materials"]["exempt"] == sum(one["state"] == "exempt" for one in case["materials"]) > 0
    assert sum(line["materials"].values()) == len(case["materials"])
    clean = phone.held["resident-id"].clean
    assert [value for value in (clean["name"], clean["citizen_number"]) if value in str(line)] == []


def test_the_list_is_paged_without_loss_or_double_and_holds_one_state(city: City) -> None:
    numbers = opened(city, 5)
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = listed(city, f"?limit=2{cursor and '&cursor=' + cursor}")
        seen += [one["case_no"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(seen) == sorted(numbers)
    assert len(listed(city, "?state=draft")["items"]) == 5
    assert listed(city, "?state=accepted")["items"] == []
    assert len(listed(city, "?ready=false")["items"]) == 5
    assert listed(city, "?ready=true")["items"] == []
    assert city.get("/cases?state=open").status_code == 422


def test_another_day_and_another_window_have_their_own(city: City) -> None:
    first, second = opened(city, 2)
    with db.transaction(city.engine) as session:
        session.execute(update(Case).where(Case.case_no == first).values(opened_at=city.now - 86_400))
        session.execute(update(Case).where(Case.case_no == second).values(verifier_id="hall-2-window-1"))
    assert listed(city)["items"] == []
    yesterday = day_of(city.now) - datetime.timedelta(days=1)
    assert [one["case_no"] for one in listed(city, f"?day={yesterday}")["items"]] == [first]
    assert city.get("/cases", city.gate_token).status_code == 403


def test_late_cases_of_any_day_are_found_by_the_mark_they_have_now(city: City) -> None:
    numbers, now = opened(city, 5), city.now
    limits = [(now + 900, now + 999), (now, now + 999), (now - 1, now), (now - 2, now - 1), None]
    with db.transaction(city.engine) as session:
        for number, (yellow, red) in zip(numbers, [limit or (None, None) for limit in limits], strict=True):
            session.execute(
                update(Case)
                .where(Case.case_no == number)
                .values(opened_at=now - 9 * 86_400, yellow_from=yellow, due_statutory=red)
            )
        session.execute(update(Case).where(Case.case_no == numbers[3]).values(closed_at=now - 2))  # red after its end
        marks = {case.case_no: mark(case, now) for case in session.scalars(select(Case))}
    assert [marks[number] for number in numbers] == ["none", "yellow", "red", "yellow", "none"]
    for one in MARKS:
        found = {line["case_no"]: line["mark"] for line in listed(city, f"?all_days=true&mark={one}")["items"]}
        assert found == {number: of for number, of in marks.items() if of == one}
    assert listed(city, "?mark=red")["items"] == []  # none of them was opened today


def test_a_cursor_of_another_list_finds_nothing_wrong(city: City) -> None:
    assert number_of(id_of("20260307-0030275911")) == "20260307-0030275911"
    assert city.get("/cases?cursor=nonsense").status_code == 422
    assert listed(city, "?cursor=" + "A" * 32)["items"] == []
    assert listed(city, "?cursor=" + "_" * 32)["items"] == []
