"""Bodies that are not as documented are refused with a problem document, never an error of ours, and change nothing.

1. Not JSON, or JSON that readers read differently, is refused unread. 2. A field that nobody named is refused: no body
can set a role, an owner or a state. 3. Values of the wrong kind are refused, whatever stands in them.
"""

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.certificates.models import Certificate
from backend.people.models import Device
from backend.web.models import IdempotentAnswer
from tests.api.table import TABLE
from tests.api.targets import own
from tests.api.test_every_route import CONVERTER
from tests.api.town import Town

BODIES = sorted(rule for rule, row in TABLE.items() if row.body is not None)
TOKENS = ("/oauth/token", "/openid/token")
WALLETS = ("/openid/par", "/openid/credential", "/openid/deferred-credential", "/openid/notification")
PRESENTED = tuple(f"/openid/presentations/{{reference}}/{part}" for part in ("request", "response"))
IN_THEIR_STANDARD_S_SHAPE = {f"POST {path}" for path in (*PRESENTED, *TOKENS, *WALLETS)}
FILES = {  # whatever it is, it is looked at as bytes: tests/papers, tests/batches
    "POST /api/v1/sealed-copies/checks/files", "POST /api/v1/batches/files",
}  # fmt: skip
OVERSIZE = 256 * 1024 + 1
CODE = re.compile(r"[a-z][a-z0-9_]+")
UNREADABLE = (
    "NaN", "Infinity", "-Infinity", "1e999", str(2**63), str(-(2**63) - 1), "1" * 5000, '"\\ud800"', '"\\u0000"',
    "0x10",
    "+1", "01", "'a'",
)  # fmt: skip
GRANT = b"grant_type=client_credentials"
FORM = "application/x-www-form-urlencoded"
MEDIA_TYPES = (
    "text/plain",
    FORM,
    "application/xml",
    "multipart/form-data; boundary=x",
    "",
    "json",
)
HOSTILE_VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 2**63 - 1, [], {}, "", "\x00", "\x1b[31m", "a\x00b", "x" * 20_000, "' OR 1=1 --",
    "../../etc/passwd", "${jndi:ldap://x}", "\u202e", "\ufeff", [[]], {"$ne": None}, {"a": {"b": {"c": {}}}},
    ["a"] * 2000,
    "９９", "1e400", "NaN",
]  # fmt: skip
ASSIGNED = (
    "role",
    "id",
    "status",
    "state",
    "owner_id",
    "person_id",
    "account_id",
    "office",
    "issuer_code",
    "__proto__",
)

ONE_ENGINE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)  # refused before the database is asked


@pytest.fixture(params=BODIES)
def place(request: pytest.FixtureRequest, town: Town) -> "Place":
    return Place(town, str(request.param))


class Place:
    """One route with an example that it takes, and who may send it."""

    def __init__(self, town: Town, rule: str) -> None:
        self.town, self.row = town, TABLE[rule]
        self.role = self.row.who[0]
        self.target = own(town, self.role, self.row.target) if self.row.target else ""
        self.method, path = rule.split(" ")
        self.path = CONVERTER.sub(lambda found: self.row.fixed.get(found[1], self.target), path)

    def example(self) -> dict[str, Any]:
        assert self.row.body is not None
        made: dict[str, Any] = self.row.body(self.town, self.target)
        return made

    def send(self, data: bytes, media_type: str = "application/json") -> Any:
        return self.town.send(self.method, self.path, self.role, data=data, headers={"Content-Type": media_type})


def refused(answer: Any, status: tuple[int, ...] = (400, 413, 415, 422)) -> None:
    """The answer is a whole problem document."""
    assert answer.status_code in status, f"{answer.status_code} {answer.text[:300]}"
    assert answer.content_type == "application/problem+json"
    said = answer.json
    assert said["status"] == answer.status_code
    assert CODE.fullmatch(said["code"])
    assert said["type"] == f"urn:liangma:problem:{said['code']}"
    assert all(said[part][language] for part in ("message", "next_step") for language in ("zh", "en"))
    assert said["request_id"] == answer.headers["X-Request-Id"]


def broken(example: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Texts that are no JSON to agree on, made from a good body."""
    good = json.dumps(example, ensure_ascii=False)
    name = next(iter(example))
    for value in UNREADABLE:
        yield f"a value of {value[:12]}", f'{{"{name}": {value}}}'.encode()
    yield "a key given twice", f'{{"{name}": 1, {good[1:]}'.encode()
    yield "a key given twice, once escaped", f'{{"\\u{ord(name[0]):04x}{name[1:]}": 1, {good[1:]}'.encode()
    yield "nesting of arrays", f'{{"{name}": {"[" * 40}{"]" * 40}}}'.encode()
    yield "nesting without end", b"[" * 100_000
    yield "nesting of objects", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "two values", (good + good).encode()
    yield "cut off", good.encode()[:-1]
    yield "text that is not UTF-8", good.encode()[:-1] + b', "x": "\xff\xfe"}'
    yield "an overlong encoding", good.encode()[:-1] + b', "x": "\xc0\x80"}'
    yield "a surrogate in UTF-8", good.encode()[:-1] + b', "x": "\xed\xa0\x80"}'
    yield "UTF-16", good.encode("utf-16")
    yield "a comment", b"/* */" + good.encode()
    yield "a comma too many", good.encode()[:-1] + b",}"
    yield "NUL bytes", b"\0" * 8
    yield "nothing", b""
    yield "blanks", b"  \n "


@ONE_ENGINE
def test_text_that_is_not_strict_json_is_refused(place: Place) -> None:
    for what, text in broken(place.example()):
        try:
            refused(place.send(text))
        except AssertionError as error:
            raise AssertionError(f"{place.method} {place.path}, {what}: {error}") from error


@ONE_ENGINE
def test_json_that_is_no_object_is_refused(place: Place) -> None:
    for value in ([], [place.example()], None, "text", 7, True, [[]], ""):
        refused(place.send(json.dumps(value).encode()))


@ONE_ENGINE
def test_another_media_type_is_refused_and_json_is_asked_for(place: Place) -> None:
    good = json.dumps(place.example()).encode()
    for media_type in MEDIA_TYPES:
        answer = place.send(good, media_type)
        refused(answer, status=(415,))
        assert "Content-Type: application/json" in answer.json["next_step"]["en"]


@ONE_ENGINE
def test_more_than_256_kib_is_refused(place: Place) -> None:
    refused(place.send(b'{"x": "' + b"x" * OVERSIZE + b'"}'), status=(413,))


@ONE_ENGINE
def test_a_field_that_nobody_named_is_refused(place: Place) -> None:
    example = place.example()
    made = counts(place.town)
    for name in (*(name for name in ASSIGNED if name not in example), "未知"):
        for value in ("operator", 1, None, {"role": "operator"}):
            answer = place.send(json.dumps(example | {name: value}).encode())
            refused(answer, status=(422,))
            assert [error["path"] for error in answer.json["errors"]] == [f"/{name}"]
    assert counts(place.town) == made


def test_a_record_cannot_carry_what_is_no_field_of_its_type(town: Town) -> None:
    body = town.record(0, 0)
    made = counts(town)
    for name in ASSIGNED:
        sent = body | {"fields": body["fields"] | {name: "x"}}
        refused(town.send("POST", "/api/v1/certificates", "department", json=sent), status=(422,))
    assert counts(town) == made


def test_a_value_of_the_wrong_kind_never_breaks_anything(place: Place) -> None:
    """Some strings are fine as a name or a code, so that only 5xx and a shapeless refusal are wrong here."""
    example = place.example()
    for name, value in itertools.product(example, HOSTILE_VALUES):
        answer = place.send(json.dumps(example | {name: value}).encode())
        assert answer.status_code < 500, f"{place.path} {name}={value!r:.60}: {answer.text[:300]}"
        if answer.status_code == 429:
            return  # a limit that counts guesses stands before the rest; it is tested with the limits
        if answer.status_code >= 400:
            refused(answer, status=(400, 401, 403, 404, 409, 422))


@ONE_ENGINE
def test_a_field_that_is_missing_is_named(place: Place) -> None:
    answer = place.send(b"{}")
    refused(answer, status=(422,))
    assert answer.json["errors"]


@pytest.mark.parametrize("path", TOKENS)
@pytest.mark.parametrize(
    "form",
    [b"", b"grant_type=", b"grant_type=password", GRANT, b"%00=%ff&grant_type=%ff", b"&&&==", GRANT + b"&" + GRANT,
     GRANT + b"&client_id=%00&client_secret=%00", GRANT + b"&client_id=a&client_secret=" + b"x" * 100_000,
     b'{"grant_type": "client_credentials"}', b"&".join(b"a%d=1" % n for n in range(3000)),
     GRANT + b"&role=operator&client_id=bank.one&client_secret=x"],
)  # fmt: skip
def test_a_token_endpoint_refuses_in_the_shape_of_oauth(town: Town, form: bytes, path: str) -> None:
    headers = {"Content-Type": FORM}
    answer = town.send("POST", path, data=form, headers=headers)
    assert answer.status_code in (400, 401), answer.text
    assert answer.content_type == "application/json"
    assert answer.json["error"] in ("invalid_request", "invalid_client", "unsupported_grant_type")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", TOKENS)
def test_a_token_request_that_is_too_large_or_of_another_type_is_refused_in_the_shape_of_oauth(
    town: Town, path: str
) -> None:
    large = (b"grant_type=" + b"x" * OVERSIZE, FORM)
    for data, media_type in (large, (b"{}", "application/json"), (b"--x", "multipart/form-data; boundary=x")):
        answer = town.send("POST", path, data=data, headers={"Content-Type": media_type})
        assert answer.status_code in (400, 413), answer.text
        assert "error" in answer.json


def test_every_body_of_the_openapi_document_is_tested_here(town: Town) -> None:
    document = town.send("GET", "/openapi.json").json
    rules = {rule: rule.split(" ")[0] + " " + CONVERTER.sub(r"{\1}", rule.split(" ")[1]) for rule in TABLE}
    documented = {
        f"{method.upper()} {path}" for path, item in document["paths"].items() for method, operation in item.items()
        if method in ("post", "put", "patch") and "requestBody" in operation
    }  # fmt: skip
    assert documented == {rules[rule] for rule in BODIES} | IN_THEIR_STANDARD_S_SHAPE | FILES


def counts(town: Town) -> dict[str, int]:
    """Rows that a body could have made."""
    models = (Certificate, Device, IdempotentAnswer)
    with db.open_session(town.services.engine, reading=True) as session:
        return {model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0 for model in models}
