"""The example bank: a company's licence by its credit code, if its representative says yes; else it learns nothing."""

import re
import uuid

import pytest

from backend.demo import people
from examples.partner import bank as program
from examples.partner.client import Partner, Refused
from tests.requests.bank import NAME, Bank

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # the rules on both: tests/requests
DIRECTOR = 0  # who represents a company


@pytest.fixture
def partner(address: str) -> Partner:
    return Partner(address, NAME, "s" * 40)


def test_a_licence_is_shown_after_a_yes_on_the_representatives_phone(bank: Bank, partner: Partner) -> None:
    phone = bank.city.phone(DIRECTOR, ("business-licence",))
    company = phone.held["business-licence"].clean

    def says_yes() -> None:
        (waiting,) = bank.city.get("/me/requests", phone.token).get_json()["items"]
        bank.yes(phone, bank.document(phone, waiting["request_id"]))

    given = program.check(partner, company["credit_code"], company["name"], minutes=60, wait=says_yes)
    assert given is not None
    (licence,) = given["certificates"]
    assert (licence["state"], licence["fields"]) == ("valid", {n: company[n] for n in ("name", "credit_code")})


def test_nobody_and_a_no_look_alike_until_the_time_is_over(
    bank: Bank, partner: Partner, capsys: pytest.CaptureFixture[str]
) -> None:
    def is_over() -> None:
        (asked,) = bank.city.get("/requests?state=waiting", bank.token).get_json()["items"]
        bank.lapse(asked["request_id"])

    assert program.check(partner, "91990100MA4L0000X1", "没有这家公司", minutes=60, wait=is_over) is None
    assert "an answer is awaited until" in capsys.readouterr().err


def test_what_the_bank_is_not_registered_for_is_refused_with_its_code(partner: Partner) -> None:
    with pytest.raises(Refused, match="request_over_asks") as refused:
        partner.ask(
            purpose=program.PURPOSE, reason="核验", consequence="到柜台", keep_days=0, minutes=10,
            certificates=[{"type": "resident-id", "required": ["portrait"], "optional": []}],
        )  # fmt: skip
    assert refused.value.status == 403


def test_a_wrong_secret_is_told_as_such(address: str) -> None:
    with pytest.raises(Refused, match="invalid_client"):
        Partner(address, NAME, "w" * 40).state(str(uuid.uuid4()))


def test_what_keeps_the_program_from_asking_is_told_in_words_and_not_as_a_trace(
    partner: Partner, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--office", address, "--id", NAME, "91990100MA4L0000X1", "没有这家公司"]
    monkeypatch.delenv("LIANGMA_PARTNER_SECRET", raising=False)
    assert program.main(asked) == 2
    monkeypatch.setenv("LIANGMA_PARTNER_SECRET", "s" * 40)
    assert program.main(["--office", "http://127.0.0.1:1", *asked[2:]]) == 2
    assert program.main([*asked, "--minutes", "1"]) == 2
    said = capsys.readouterr().err
    no_secret, no_office, no_right = (line for line in said.splitlines() if line.startswith("bank: "))
    assert "Traceback" not in said
    assert no_secret.startswith("bank: LIANGMA_PARTNER_SECRET is not set")
    assert no_office.startswith("bank: http://127.0.0.1:1 does not answer")
    assert re.fullmatch(r"bank: [a-z_]+: .+", no_right)


def test_a_citizen_is_looked_up_by_the_same_client(bank: Bank, partner: Partner) -> None:
    phone, who = bank.city.phone(3), people.person(3)
    asked = partner.look_up(
        "citizen", who.citizen_number, who.name, purpose=program.PURPOSE, reason="开户", consequence="到柜台",
        certificates=[{"type": "resident-id", "required": ["name"], "optional": []}], keep_days=0, minutes=60,
    )  # fmt: skip
    bank.yes(phone, bank.document(phone, asked["request_id"]))
    assert partner.state(asked["request_id"]) == "given"
    assert partner.result(asked["request_id"])["certificates"][0]["fields"] == {"name": who.name}
