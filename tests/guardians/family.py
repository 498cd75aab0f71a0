"""A mother, a father and their children in the registers, and two employees of civil affairs."""

import uuid
from datetime import date
from typing import Any

from backend import db
from backend.demo import people
from backend.demo.people import make_citizen_number
from backend.people.persons import find_person
from backend.registries.calendar import day_of
from certs.guardian import Confirmation, make_confirmation
from tests.verification.world import BASE_URL, City, Held, Phone

FATHER, MOTHER = 0, 1
REGION = "990102"


def birthday(now: int, age: int) -> date:
    """Of somebody who turned this age today."""
    today = day_of(now)
    return today.replace(year=today.year - age, day=min(today.day, 28))


class Child:
    """Somebody with a citizen number of the demo city's region."""

    def __init__(self, name: str, sex: str, born: date, order: int = 1) -> None:
        self.name, self.sex, self.born = name, sex, born
        self.number = make_citizen_number(REGION, born, order * 2 + (sex == "男"))

    @property
    def said(self) -> dict[str, str]:
        return {"name": self.name, "citizen_number": self.number}


class Family:
    """Father and mother with phones; the daughter is in the parents' household and in a record of birth."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.father, self.mother = (city.phone(index, ("resident-id", "household-register")) for index in (0, 1))
        self.daughter = Child("小满", "女", birthday(city.now, 8))
        self.page(self.daughter, relation="女")
        self.birth(self.daughter)
        with city.app.app_context(), db.transaction(city.engine) as session:
            self.names = [f"staff:{uuid.uuid4()}" for _ in range(3)]
            one, two = (city.sign_in(session, name, "department", "MZ") for name in self.names[:2])
            self.one, self.two = one, two
            self.school = city.sign_in(session, self.names[2], "department", "JY")

    def page(self, child: Child, *, of: int = FATHER, **changed: Any) -> Held:
        """The child's page in the household of this citizen."""
        about = child.said | {"sex": child.sex, "birth_date": child.born.isoformat()}
        own = self.father.held["household-register"]
        held = self.city.certify(self.father, "household-register", index=of, **(about | changed))
        self.father.held["household-register"] = own
        return held

    def birth(self, child: Child, **changed: Any) -> Held:
        """The record of birth, with both parents; the mother holds it."""
        mother, father = people.person(MOTHER), people.person(FATHER)
        said = {
            "number": f"Z9{child.number[6:14]}", "name": child.name, "sex": child.sex,
            "birth_date": child.born.isoformat(), "mother_name": mother.name, "mother_code": mother.citizen_number,
            "father_name": father.name, "father_code": father.citizen_number,
        }  # fmt: skip
        return self.city.certify(self.mother, "birth", index=0, **(said | changed))

    def person_of(self, child: Child) -> uuid.UUID:
        with db.open_session(self.city.engine, reading=True) as session:
            found = find_person(session, "citizen", child.number, box=self.city.box)
        assert found is not None
        return found

    def found(self, phone: Phone) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.city.get("/me/wards/found", phone.token).get_json()["items"]
        return items

    def wards(self, phone: Phone) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.city.get("/me/wards", phone.token).get_json()["items"]
        return items

    def confirm(self, phone: Phone, found: dict[str, Any], child: Child | None = None, **changed: Any) -> Any:
        """What a phone sends: its signature over what it was told."""
        said = Confirmation(
            BASE_URL, found["found_id"], found["ground"], found["name"], date.fromisoformat(found["last_day"])
        )
        body = {
            "found_id": found["found_id"], "child": child.said if child else None, "device_id": str(phone.device_id),
            "signature": make_confirmation(phone.signer, said, iat=self.city.now),
        }  # fmt: skip
        return self.city.post("/me/wards", body | changed, phone.token)

    def confirmed(self, phone: Phone) -> dict[str, Any]:
        answer = self.confirm(phone, self.found(phone)[0])
        assert answer.status_code == 201, answer.get_data(as_text=True)
        given: dict[str, Any] = answer.get_json()
        return given

    def enter(self, kind: str, said: dict[str, str], token: str | None = None, **more: Any) -> Any:
        body = {"kind": kind, "person": said, "document": "亮民〔2026〕12号", "reason": "依申请登记"} | more
        return self.city.post("/family-records", body, token or self.one)

    def recorded(self, kind: str, said: dict[str, str], **more: Any) -> dict[str, Any]:
        """Entered by one and approved by the other."""
        entered = self.enter(kind, said, **more)
        assert entered.status_code == 201, entered.get_data(as_text=True)
        approved = self.approve(entered.get_json()["record_id"])
        assert approved.status_code == 200, approved.get_data(as_text=True)
        given: dict[str, Any] = approved.get_json()
        return given

    def approve(self, record_id: str, token: str | None = None) -> Any:
        return self.city.post(f"/family-records/{record_id}/approval", None, token or self.two)


def said(index: int) -> dict[str, str]:
    who = people.person(index)
    return {"name": who.name, "citizen_number": who.citizen_number}
