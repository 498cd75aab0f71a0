"""Registering a partner takes two people; what is registered is what was decided on, and nothing beyond it."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend import db
from backend.partners.credentials import credentials_of
from backend.partners.register import register_partner
from backend.partners.standing import LastCredential, end_credential
from backend.registries.calendar import day_of
from backend.security import Box
from certs.keys import SoftwareSigner, jwk_of, new_private_key
from tests.api.partner_rows import application
from tests.partners.test_token import assertion, with_assertion
from tests.people.sign_in import ask_token, bearer, new_address, staff

BANK = "south.bank"


class Desk:
    """Two operators and a security officer, signed in."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.one, self.two = staff(client, "operator"), staff(client, "operator")
        self.security = staff(client, "security")

    def ask(self, method: str, path: str, who: dict[str, str], **given: Any) -> Any:
        base = {"REMOTE_ADDR": new_address()}
        return self.client.open(f"/api/v1{path}", method=method, headers=who, environ_overrides=base, **given)

    def apply(self, **changed: Any) -> Any:
        return self.ask("POST", "/partner-applications", self.one, json=application(BANK, **changed))

    def decide(self, applied: Any, act: str, who: dict[str, str], **body: Any) -> Any:
        path = f"/partner-applications/{applied.json['application_id']}/{act}"
        return self.ask("POST", path, who, **({"json": body} if body else {}))

    def registered(self, **changed: Any) -> str:
        """The secret of a partner that one applied for and another approved."""
        applied = self.apply(**changed)
        assert applied.status_code == 201, applied.text
        approved = self.decide(applied, "approval", self.two)
        assert approved.status_code == 200, approved.text
        return str(approved.json["client_secret"])

    def token(self, secret: str) -> Any:
        form = {"grant_type": "client_credentials", "client_id": BANK, "client_secret": secret}
        return ask_token(self.client, form)

    def partner(self) -> Any:
        return self.ask("GET", f"/partners/{BANK}", self.two).json


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    return Desk(client)


def test_one_applies_another_approves_and_the_secret_is_told_once(desk: Desk) -> None:
    applied = desk.apply()
    assert (applied.status_code, applied.json["state"], applied.json["possible"]) == (201, "applied", ["withdraw"])
    assert desk.token("x" * 43).status_code == 401
    for act, body in (("approval", {}), ("rejection", {"reason": "不符"})):
        own = desk.decide(applied, act, desk.one, **body)
        assert (own.status_code, own.json["code"]) == (403, "second_person_required")
    other = desk.decide(applied, "withdrawal", desk.two)
    assert (other.status_code, other.json["code"]) == (403, "not_the_applicant")
    approved = desk.decide(applied, "approval", desk.security)
    secret = approved.json["client_secret"]
    own = desk.ask("GET", "/partners/current", bearer(desk.token(secret))).json
    assert (own["client_id"], own["state"], own["channels"]) == (BANK, "approved", ["consent", "online"])
    (purpose,) = own["purposes"]
    assert [field["name"] for field in purpose["types"][0]["fields"]] == ["name", "over_18"]
    assert (purpose["zh"], purpose["legal_ground"], purpose["keep_days"]) == ("办理贷款", "contract", 30)
    for path in (f"/partners/{BANK}", f"/partner-applications/{applied.json['application_id']}", "/partners"):
        assert secret not in desk.ask("GET", path, desk.two).text


def test_what_was_decided_or_withdrawn_is_not_decided_again(desk: Desk) -> None:
    applied = desk.apply()
    waiting = desk.apply()
    assert (waiting.status_code, waiting.json["code"]) == (409, "partner_application_waits")
    assert desk.decide(applied, "withdrawal", desk.one).json["state"] == "withdrawn"
    late = desk.decide(applied, "approval", desk.two)
    assert (late.status_code, late.json["code"], late.json["possible"]) == (409, "partner_state", [])
    again = desk.apply()
    rejected = desk.decide(again, "rejection", desk.two, reason="联系人不明")
    assert (rejected.json["state"], rejected.json["reason"]) == ("rejected", "联系人不明")
    assert desk.ask("GET", f"/partners/{BANK}", desk.one).status_code == 404
    lines = desk.ask("GET", f"/partner-applications?client_id={BANK}", desk.two).json["items"]
    assert sorted((line["state"], line["mine"]) for line in lines) == [("rejected", False), ("withdrawn", False)]
    first = desk.ask("GET", "/partner-applications?limit=1", desk.one).json
    second = desk.ask("GET", f"/partner-applications?limit=1&cursor={first['next_cursor']}", desk.one).json
    assert {page["items"][0]["state"] for page in (first, second)} == {"rejected", "withdrawn"}
    assert (first["items"][0]["mine"], second["next_cursor"]) == (True, None)


def purpose(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = application(BANK)["purposes"][0]
    return given | changed


def asked(fields: list[str], number: int = 1) -> list[dict[str, Any]]:
    return [{"number": number, "fields": fields}]


OVER_ASKING = {
    "unknown type": purpose(types=asked(["name"], 9_999)),
    "unknown field": purpose(types=asked(["name", "salary"])),
    "every field for a contract": purpose(types=asked(["*"])),
    "every field by consent": purpose(types=asked(["*"]), legal_ground="consent", why_all="方便"),
    "every field by law, without a reason": purpose(types=asked(["*"]), legal_ground="statutory", basis="某法第一条"),
    "every field and one": purpose(types=asked(["*", "name"]), legal_ground="statutory", basis="某法", why_all="办案"),
    "a duty by a law not named": purpose(legal_ground="statutory"),
    "a portrait for a contract": purpose(types=asked(["portrait"])),
    "what a portrait gives, for a contract": purpose(types=asked(["portrait_digest"])),
    "a citizen number for a contract": purpose(types=asked(["citizen_number"])),
    "health for a contract": purpose(types=asked(["disability_grade"], 7)),
    "a type twice": purpose(types=asked(["name"]) + asked(["sex"])),
}
OUT_OF_FORM: dict[str, dict[str, Any]] = {
    "no purpose": {"purposes": []},
    "a purpose without a type": {"purposes": [purpose(types=[])]},
    "a type without a field": {"purposes": [purpose(types=asked([]))]},
    "a purpose twice": {"purposes": [purpose(), purpose()]},
    "no channel": {"channels": []},
    "an unknown channel": {"channels": ["telepathy"]},
    "a limit of another channel": {"limits": [{"channel": "lookup", "day": 1, "minute": 1}]},
    "longer than two years": {"expires_on": "2099-01-01"},
    "already over": {"expires_on": "2020-01-01"},
    "a word of ours": {"client_id": "current"},
    "a logo elsewhere": {"logo": "https://bank.example/logo.png"},
    "a logo that can run": {"logo": "data:image/svg+xml;base64,PHN2Zy8+"},
    "a logo that is no picture": {"logo": "data:image/png;base64,AAAA"},
    "no keys": {"proves_by": "keys"},
    "a private key": {"proves_by": "keys", "keys": [{"kty": "EC", "crv": "P-256", "x": "a", "y": "b", "d": "c"}]},
    "nothing to keep": {"proves_by": "keep"},
    "a state of its own": {"state": "approved"},
}


def test_over_asking_is_refused_when_it_is_applied_for(desk: Desk) -> None:
    for name, given in OVER_ASKING.items():
        refused = desk.apply(purposes=[given])
        assert (refused.status_code, refused.json["code"]) == (422, "partner_over_asking"), name
        assert refused.json["errors"][0]["path"].startswith("/purposes/loan"), name
    for name, changed in OUT_OF_FORM.items():
        refused = desk.apply(**changed)
        assert refused.status_code == 422, name
        assert refused.json["errors"], name
    all_by_law = purpose(
        types=asked(["*"]), legal_ground="statutory", basis="反洗钱法第二十九条", why_all="客户尽职调查"
    )
    assert desk.apply(purposes=[all_by_law]).status_code == 201


def test_a_change_shows_what_changes_and_holds_for_what_was_decided_on(desk: Desk) -> None:
    secret = desk.registered()
    same = desk.apply(proves_by="keep")
    assert (same.status_code, same.json["code"]) == (409, "partner_unchanged")
    more = purpose(types=asked(["name", "address"]))
    applied = desk.apply(proves_by="keep", purposes=[more], channels=["online"])
    changes = {one["path"]: (one["before"], one["after"]) for one in applied.json["changes"]}
    assert changes == {
        "/channels": (["consent", "online"], ["online"]),
        "/purposes/loan/types/1": (["name", "over_18"], ["address", "name"]),
    }
    assert desk.ask("PUT", f"/partners/{BANK}/suspension", desk.one, json={"reason": "核查"}).status_code == 200
    assert desk.decide(applied, "approval", desk.two).json["client_secret"] is None
    now = desk.partner()
    assert (now["state"], now["channels"], len(now["credentials"])) == ("suspended", ["online"], 1)
    assert desk.ask("DELETE", f"/partners/{BANK}/suspension", desk.two).status_code == 200
    assert desk.token(secret).status_code == 200


def test_suspending_ends_its_tokens_and_another_person_resumes(desk: Desk) -> None:
    secret = desk.registered()
    headers, path = bearer(desk.token(secret)), f"/partners/{BANK}/suspension"
    assert desk.ask("GET", "/partners/current", headers).status_code == 200
    suspended = desk.ask("PUT", path, desk.one, json={"reason": "数据外泄调查"})
    assert (suspended.json["state"], suspended.json["state_reason"]) == ("suspended", "数据外泄调查")
    assert suspended.json["possible"] == ["change", "resume", "close"]
    assert desk.ask("GET", "/partners/current", headers).status_code == 401
    assert desk.token(secret).status_code == 401
    assert desk.ask("PUT", path, desk.two, json={"reason": "再次"}).json["code"] == "partner_state"
    assert desk.ask("DELETE", path, desk.one).json["code"] == "resumed_by_another"
    assert desk.ask("DELETE", path, desk.two).json["state"] == "approved"
    assert desk.ask("DELETE", path, desk.two).json["code"] == "partner_state"
    headers = bearer(desk.token(secret))
    closed = desk.ask("POST", f"/partners/{BANK}/closing", desk.one, json={"reason": "合同终止"})
    assert (closed.json["state"], closed.json["possible"], closed.json["credentials"]) == ("closed", [], [])
    assert desk.ask("GET", "/partners/current", headers).status_code == 401
    assert desk.apply().json["code"] == "partner_state"


def test_a_partner_replaces_its_secret_by_keys_and_both_stand_until_the_overlap_is_over(desk: Desk) -> None:
    secret, key = desk.registered(), SoftwareSigner(new_private_key())
    mine, path = bearer(desk.token(secret)), "/partners/current/credentials"
    rotated = desk.ask("POST", path, mine, json={"keys": [jwk_of(key.public)], "overlap_hours": 2})
    assert (rotated.status_code, rotated.json["client_secret"]) == (201, None)
    assert desk.token(secret).status_code == 200
    assert with_assertion(desk.client, assertion(key, BANK)).status_code == 200
    shown = desk.ask("GET", "/partners/current", mine).json["credentials"]
    assert [(one["kind"], one["ends_at"] is None) for one in sorted(shown, key=lambda one: one["kind"])] == [
        ("key", True), ("secret", False)
    ]  # fmt: skip
    old, new = (next(one["credential_id"] for one in shown if one["kind"] == kind) for kind in ("secret", "key"))
    assert desk.ask("DELETE", f"{path}/{old}", mine).status_code == 204
    assert desk.token(secret).status_code == 401
    last = desk.ask("DELETE", f"{path}/{new}", mine)
    assert (last.status_code, last.json["code"]) == (409, "partner_last_credential")
    again = desk.ask("POST", path, mine, json={"overlap_hours": 0}).json["client_secret"]
    assert desk.token(again).status_code == 200
    assert with_assertion(desk.client, assertion(key, BANK)).status_code == 401


def test_what_was_opened_with_a_secret_that_ends_at_once_ends_with_it(desk: Desk) -> None:
    secret, path = desk.registered(), "/partners/current/credentials"
    mine, stolen = (bearer(desk.token(secret)) for _ in range(2))
    gone = desk.ask("GET", "/partners/current", mine).json["credentials"][0]["credential_id"]
    desk.ask("POST", path, mine, json={"overlap_hours": 24})
    assert desk.ask("GET", "/partners/current", stolen).status_code == 200  # a planned change disturbs nobody
    assert desk.ask("DELETE", f"{path}/{gone}", mine).status_code == 204
    assert desk.ask("POST", path, stolen, json={"overlap_hours": 24}).status_code == 401
    newest = desk.ask("POST", path, mine, json={"overlap_hours": 0}).json["client_secret"]
    mine, stolen = (bearer(desk.token(newest)) for _ in range(2))
    newer = desk.ask("POST", path, mine, json={"overlap_hours": 0}).json["client_secret"]
    assert desk.ask("GET", "/partners/current", stolen).status_code == 401
    assert desk.ask("GET", "/partners/current", mine).status_code == 200  # who asked for it goes on
    stolen = bearer(desk.token(newer))
    approved = desk.decide(desk.apply(proves_by="secret", overlap_hours=0), "approval", desk.two)
    assert desk.ask("GET", "/partners/current", stolen).status_code == 401
    assert desk.token(approved.json["client_secret"]).status_code == 200


def test_a_partner_sees_and_changes_itself_and_no_other(desk: Desk) -> None:
    mine = bearer(desk.token(desk.registered()))
    other = application("north.bank")
    applied = desk.ask("POST", "/partner-applications", desk.one, json=other)
    desk.decide(applied, "approval", desk.two)
    theirs = desk.ask("GET", "/partners/north.bank", desk.one).json["credentials"][0]["credential_id"]
    assert desk.ask("DELETE", f"/partners/current/credentials/{theirs}", mine).status_code == 404
    for method, path in (("GET", "/partners/north.bank"), ("GET", f"/partners/{BANK}"), ("GET", "/partners")):
        assert desk.ask(method, path, mine).status_code == 403
    assert len(desk.ask("GET", "/partners/north.bank", desk.one).json["credentials"]) == 1


def test_who_is_told_the_end_is_the_last_day_in_china(desk: Desk) -> None:
    today = day_of(int(time.time()))
    desk.registered(expires_on=str(today))
    assert desk.partner()["expires_on"] == str(today)


def test_of_two_who_take_back_the_last_two_credentials_at_once_one_is_refused(engine: Engine, box: Box) -> None:
    now, jwks = int(time.time()), {"keys": [jwk_of(new_private_key().public_key()) for _ in range(2)]}
    with db.transaction(engine) as session:
        register_partner(
            session, client_id=BANK, name_zh="南方银行", name_en="South Bank", purposes={}, jwks=jwks, box=box, now=now
        )
        first, second = (one.credential_id for one in credentials_of(session, BANK, now=now))

    def other() -> str:
        try:
            with db.transaction(engine) as session:
                end_credential(session, BANK, second, actor="staff:two", now=now)
        except LastCredential as refused:
            return refused.code
        return "ended"

    with ThreadPoolExecutor(1) as pool:
        with db.transaction(engine) as session:
            end_credential(session, BANK, first, actor="staff:one", now=now)
            waiting = pool.submit(other)
            with pytest.raises(TimeoutError):  # it waits for the first
                waiting.result(0.2)
        assert waiting.result(10) == "partner_last_credential"
    with db.open_session(engine, reading=True) as session:
        assert len(credentials_of(session, BANK, now=now)) == 1
