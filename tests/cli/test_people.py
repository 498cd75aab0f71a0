"""staff add, partner add, partner add-window."""

import json

from certs import keys
from tests.cli.terminal import Terminal

NAMES = ("--name-zh", "湖畔银行", "--name-en", "Lakeside Bank")
MAY = ("--purposes", '{"account": {"1": ["name", "over_18"]}}')
STAFF = ("--name", "王芳", "--role", "window", "--office", "hall-01")


def test_a_window_and_its_employee_are_added(office: Terminal) -> None:
    added = office.type("partner", "add-window", "hall-01", *NAMES, "--purposes", '{"matter": {"1": "*"}}').must()
    assert added.out == "hall-01\n"
    done = office.type("staff", "add", "wang.fang", *STAFF, "--password", "correct-horse-battery").must()
    assert done.out.startswith("otpauth://totp/")
    assert "correct-horse-battery" not in done.out + done.err


def test_the_password_is_asked_for_twice_when_it_is_not_given(office: Terminal) -> None:
    typed = "correct-horse-battery\n"
    office.type("staff", "add", "wang.fang", *STAFF, stdin=typed * 2).must()
    assert office.type("staff", "add", "li.wei", *STAFF, stdin=typed + "another-password\n").code == 1


def test_employees_that_cannot_be_are_refused(office: Terminal) -> None:
    good = ("--password", "correct-horse-battery")
    office.type("staff", "add", "a", *STAFF, "--password", "short").refused("12 characters")
    office.type("staff", "add", "a", "--name", "x", "--role", "window", *good).refused("office")
    office.type("staff", "add", "a", "--name", "x", "--role", "auditor", "--office", "GA", *good).refused("office")
    office.type("staff", "add", "a", "--name", "x", "--role", "emperor", *good).misused("--role")
    office.type("staff", "add", "wang.fang", *STAFF, *good).must()
    office.type("staff", "add", "wang.fang", *STAFF, *good).refused("exists already")


def test_a_partner_is_told_its_secret_once_or_brings_its_keys(office: Terminal) -> None:
    made = json.loads(office.type("partner", "add", "lake.bank", *NAMES, *MAY).must().out)
    assert made["client_id"] == "lake.bank"
    assert len(made["client_secret"]) >= 43
    jwks = office.folder / "jwks.json"
    jwks.write_text(json.dumps({"keys": [keys.jwk_of(keys.new_private_key().public_key())]}))
    made = json.loads(office.type("partner", "add", "hill.bank", *NAMES, *MAY, "--jwks", jwks).must().out)
    assert made == {"client_id": "hill.bank", "client_secret": None}


def test_partners_that_cannot_be_are_refused(office: Terminal) -> None:
    def add(client: str, *words: object) -> tuple[object, ...]:
        return "partner", "add", client, *NAMES, *words

    office.type(*add("lake.bank", *MAY)).must()
    office.type(*add("lake.bank", *MAY)).refused("partner_exists")
    office.type(*add("x", *MAY)).refused("/client_id")
    office.type(*add("hill.bank", "--purposes", '{"a": {"999": "*"}}')).refused("/purposes/a/999")
    office.type(*add("hill.bank", "--purposes", '{"a": {"1": ["salary"]}}')).refused("salary")
    office.type(*add("hill.bank", "--purposes", "{not json")).misused("--purposes")
    office.type(*add("hill.bank", "--purposes", "[1]")).misused("--purposes")
    office.type(*add("hill.bank", "--purposes", '{"a": 1}')).misused("--purposes")


def test_key_sets_that_cannot_be_are_refused(office: Terminal) -> None:
    jwks, private = office.folder / "jwks.json", keys.private_to_jwk(keys.new_private_key())
    words = ("partner", "add", "hill.bank", *NAMES, *MAY, "--jwks", jwks)
    office.type(*words).misused("jwks.json")
    for text in ("{not json", "[]", '"x"'):
        jwks.write_text(text)
        office.type(*words).misused("--jwks")
    for value in ({}, {"keys": []}, {"keys": ["x"]}, {"keys": [private]}):
        jwks.write_text(json.dumps(value))
        office.type(*words).refused("/jwks")
