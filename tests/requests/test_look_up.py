"""Asking by number: the asker learns of a yes, and of nothing else whatever it was, until the time is over."""

from typing import Any

import pytest

from backend import db
from backend.demo import people
from backend.people.persons import ensure_persons, set_representative
from backend.requests.told import tell_expired
from backend.web.request import clock
from tests.requests.bank import Bank, good, person_of, refused
from tests.verification.world import City

EACH = 50


def nobody(index: int) -> str:
    return f"990101{19000101 + index}0011"


def face(answer: Any) -> Any:
    """All that an answer says, but for the ids and times that are new each time."""
    body = {
        name: type(value).__name__ if name in ("request_id", "asked_at", "until") else value
        for name, value in answer.get_json().items()
    }
    return answer.status_code, sorted(answer.headers.keys()), body


def test_fifty_hits_and_fifty_misses_look_alike_before_and_after_and_in_every_message(bank: Bank) -> None:
    city, phone = bank.city, bank.city.phone(0, types=())
    known = [people.person(index) for index in range(EACH // 2)]
    with db.transaction(city.engine) as session:
        entries = [("citizen", who.citizen_number, who.name) for who in known]
        ensure_persons(session, entries, box=city.box, now=city.now)
    hits = [(who.citizen_number, who.name) for who in known] * 2
    misses = [(who.citizen_number, "别的名字") for who in known] + [(nobody(n), "查无此人") for n in range(EACH // 2)]
    answers = [bank.look_up(*one, minutes=60) for one in (*hits, *misses)]
    faces = [face(answer) for answer in answers]
    assert faces[0][0] == 201
    assert all(one == faces[0] for one in faces)
    ids = [answer.get_json()["request_id"] for answer in answers]
    assert good(bank.no(phone, ids[0]))["state"] == "refused"
    for state, some in (("waiting", ids[:5] + ids[-5:]), ("not_given", ids)):
        asked = [face(city.get(f"/requests/{one}", bank.token)) for one in some]
        assert asked[0][2]["state"] == state
        assert all(one == asked[0] for one in asked)
        reads = [face(bank.read(one)) for one in (ids[0], ids[1], ids[-1])]
        assert all(one == reads[0] for one in reads)
        bank.lapse(*ids)
    with db.transaction(city.engine) as session:
        assert tell_expired(session, box=city.box, now=clock()) == len(ids)
        assert tell_expired(session, box=city.box, now=clock()) == 0
    assert bank.told() == [("consent.expired", bank.name)] * len(ids)


def test_the_holder_finds_it_and_a_yes_is_told_at_once(bank: Bank) -> None:
    phone, other = bank.city.phone(0), bank.city.phone(1)
    asked = good(bank.look_up(*person_of(phone), minutes=60), 201)
    assert (asked["reference"], asked["link"]) == (None, None)
    (line,) = bank.city.get("/me/requests?state=waiting", phone.token).get_json()["items"]
    assert line["request_id"] == asked["request_id"]
    assert bank.city.get("/me/requests", other.token).get_json()["items"] == []
    (notice,) = [
        one for one in bank.city.get("/notices", phone.token).get_json()["items"] if one["kind"] == "request_asked"
    ]
    assert (notice["request_id"], "海港银行" in notice["title"]["zh"]) == (asked["request_id"], True)
    bank.yes(phone, bank.document(phone, asked["request_id"]))
    assert bank.state(asked["request_id"]) == "given"
    assert bank.told() == [("consent.given", bank.name)]
    good(bank.read(asked["request_id"]))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_organisation_is_asked_at_its_legal_representative_s_phone_for_its_own_certificate(bank: Bank) -> None:
    city, phone = bank.city, bank.city.phone(0)
    mine, another = city.certify(phone, "business-licence", index=0), city.certify(phone, "business-licence", index=1)
    licence = [{"type": "business-licence", "required": ["name", "credit_code"], "optional": []}]
    code, name = mine.clean["credit_code"], mine.clean["name"]
    asked = good(bank.look_up(code, name, "organisation", certificates=licence, minutes=60), 201)
    document = bank.document(phone, asked["request_id"])
    (candidate,) = document["certificates"][0]["mine"]
    assert candidate["certificate_id"] == str(mine.certificate_id)
    chosen = bank.chosen(document)
    wrong = bank.consent_body(phone, document, [chosen[0] | {"certificate_id": str(another.certificate_id)}])
    assert refused(bank.say(phone, asked["request_id"], wrong)) == (422, "invalid")
    body = bank.consent_body(phone, document)
    with db.transaction(city.engine) as session:
        set_representative(session, mine.person_id, None)
    assert refused(bank.say(phone, asked["request_id"], body)) == (409, "certificate_not_usable")
    with db.transaction(city.engine) as session:
        set_representative(session, mine.person_id, phone.person_id)
    good(bank.say(phone, asked["request_id"], body))
    read = good(bank.read(asked["request_id"]))["certificates"][0]["fields"]
    assert read == {"name": name, "credit_code": code}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_number_is_not_asked_again_and_again_and_a_no_does_not_show_in_that(bank: Bank, city: City) -> None:
    phone = city.phone(0, types=())
    number, name = person_of(phone)
    first = [good(bank.look_up(number, name, minutes=60), 201)["request_id"] for _ in range(3)]
    assert refused(bank.look_up(number, name, minutes=60)) == (409, "requests_open")
    good(bank.no(phone, first[0]))
    assert refused(bank.look_up(number, name, minutes=60)) == (409, "requests_open")
    for _ in range(3):
        bank.look_up(nobody(1), "查无此人", minutes=60)
    assert refused(bank.look_up(nobody(1), "查无此人", minutes=60)) == (409, "requests_open")
    bank.lapse(*first)
    bank.lapse(*[good(bank.look_up(number, name, minutes=60), 201)["request_id"] for _ in range(3)])
    assert refused(bank.look_up(number, name, minutes=60)) == (429, "too_many")
    by_link_only = Bank(city, "link-bank", channels=("consent",))
    assert refused(by_link_only.look_up(number, name)) == (403, "channel_not_registered")
