"""Rules of the token endpoint (RFC 6749, RFC 7523), through the route."""

import base64
import secrets
import time
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from backend import db
from backend.errors import Invalid
from backend.partners.credentials import ASSERTION_TYPE, Credentials, InvalidClient, check, right_secret
from backend.partners.models import PartnerCredential
from backend.partners.register import PartnerExists, register_partner
from backend.partners.standing import close_partner, rotate
from backend.security import Box
from backend.verification.models import Verifier
from certs import jws
from certs.keys import SoftwareSigner, jwk_of, new_private_key, private_to_jwk
from tests.people.sign_in import add_partner, ask_token, bearer, new_address, services_of

GRANT = {"grant_type": "client_credentials"}
ENDPOINT = "https://liangma.example/oauth/token"


def basic(client_id: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()}


def assertion(key: SoftwareSigner, client_id: str = "bank.keys", *, header: Any = None, **changed: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": ENDPOINT,
        "jti": secrets.token_urlsafe(12),
        "iat": now,
        "exp": now + 60,
    }
    full = {name: value for name, value in (claims | changed).items() if value is not None}
    return jws.sign(header or {"typ": "JWT"}, full, key)


def with_assertion(client: FlaskClient, text: str, **more: Any) -> Any:
    return ask_token(client, {**GRANT, "client_assertion_type": ASSERTION_TYPE, "client_assertion": text, **more})


@pytest.fixture
def key(client: FlaskClient) -> SoftwareSigner:
    """The key of the registered partner bank.keys."""
    key = SoftwareSigner(new_private_key())
    add_partner(client, "bank.keys", jwks={"keys": [jwk_of(key.public)]})
    return key


def test_a_secret_works_by_basic_and_by_form_and_the_token_is_a_partners(client: FlaskClient) -> None:
    secret = add_partner(client) or ""
    for answer in (
        ask_token(client, GRANT, headers=basic("bank.one", secret)),
        ask_token(client, {**GRANT, "client_id": "bank.one", "client_secret": secret}),
    ):
        assert answer.status_code == 200
        assert answer.content_type == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert sorted(answer.json) == ["access_token", "expires_in", "token_type"]
        assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", 600)
        me = client.get("/api/v1/me", headers=bearer(answer)).json
        assert (me["subject"], me["role"], me["office"]) == ("partner:bank.one", "partner", "bank.one")


def test_unknown_partner_wrong_secret_closed_and_ended_partner_get_one_answer(client: FlaskClient) -> None:
    now = int(time.time())
    secret = add_partner(client) or ""
    closed = add_partner(client, "bank.closed") or ""
    ended = add_partner(client, "bank.ended", expires_at=now) or ""
    with db.transaction(services_of(client).engine) as session:
        close_partner(session, "bank.closed", now=now, actor="staff:one")
    pairs = [
        ("nobody", secret),
        ("bank.one", "x" * 43),
        ("bank.closed", closed),
        ("bank.ended", ended),
        ("bank.one", ""),
    ]
    answers = [ask_token(client, GRANT, headers=basic(*pair)) for pair in pairs]
    assert [(answer.status_code, answer.json) for answer in answers] == [(401, {"error": "invalid_client"})] * 5
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Basic realm="liangma"'}


def test_requests_that_are_not_right_in_form_are_refused_in_the_words_of_the_rfc(client: FlaskClient) -> None:
    secret = add_partner(client) or ""
    proven = {"client_id": "bank.one", "client_secret": secret}
    wrong: list[tuple[Any, dict[str, Any], str]] = [
        ({}, {}, "invalid_request"),
        (proven, {}, "invalid_request"),
        ({**GRANT, "grant_type": ["client_credentials"] * 2, **proven}, {}, "invalid_request"),
        ({**GRANT, **proven, "client_id": ["bank.one", "bank.two"]}, {}, "invalid_request"),
        ({"grant_type": "password", **proven}, {}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", **proven}, {}, "unsupported_grant_type"),
        ({**GRANT, **proven}, {"headers": basic("bank.one", secret)}, "invalid_request"),
        ({**GRANT, **proven, "client_assertion": "a.b.c"}, {}, "invalid_request"),
        ({**GRANT, "client_assertion": "a.b.c"}, {}, "invalid_request"),
        (None, {"json": {**GRANT, **proven}}, "invalid_request"),
        (None, {"query_string": {**GRANT, **proven}}, "invalid_request"),
        (GRANT, {}, "invalid_client"),
        (GRANT, {"headers": {"Authorization": "Basic !!!"}}, "invalid_client"),
        (GRANT, {"headers": {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe").decode()}}, "invalid_client"),
        (GRANT, {"headers": {"Authorization": f"Bearer {secret}"}}, "invalid_client"),
        ({**GRANT, "client_id": "bank.two"}, {"headers": basic("bank.one", secret)}, "invalid_client"),
        ({**GRANT, "client_id": "a\0b", "client_secret": "x"}, {}, "invalid_client"),
        ({**GRANT, "client_id": "x" * 41, "client_secret": secret}, {}, "invalid_client"),
    ]
    for form, more, error in wrong:
        answer = ask_token(client, form, **more)
        assert (answer.json["error"], answer.status_code) == (error, 401 if error == "invalid_client" else 400), (
            form,
            more,
        )
        assert answer.content_type == "application/json"
        assert secret not in answer.text
    assert ask_token(client, {**GRANT, **proven, "unknown": "x", "scope": "all"}).status_code == 200


def test_an_assertion_by_a_registered_key_works(client: FlaskClient, key: SoftwareSigner) -> None:
    for text in (assertion(key), assertion(key, aud=[ENDPOINT]), assertion(key, aud="https://liangma.example")):
        assert with_assertion(client, text).status_code == 200
    answer = with_assertion(client, assertion(key), client_id="bank.keys")
    assert client.get("/api/v1/me", headers=bearer(answer)).json["office"] == "bank.keys"


def test_an_assertion_is_good_once(client: FlaskClient, key: SoftwareSigner) -> None:
    text, other = assertion(key, jti="12345678"), SoftwareSigner(new_private_key())
    add_partner(client, "bank.two", jwks={"keys": [jwk_of(other.public)]})
    assert [with_assertion(client, text).status_code for _ in range(2)] == [200, 401]
    assert with_assertion(client, assertion(key, jti="12345678", exp=int(time.time()) + 90)).status_code == 401
    assert with_assertion(client, assertion(other, "bank.two", jti="12345678")).status_code == 200


def test_wrong_assertions_are_refused(client: FlaskClient, key: SoftwareSigner) -> None:
    now, forger = int(time.time()), SoftwareSigner(new_private_key())
    add_partner(client, "bank.two", jwks={"keys": [jwk_of(forger.public)]})
    add_partner(client, "bank.secret")
    jwk = {"typ": "JWT", "jwk": jwk_of(forger.public), "jku": "http://127.0.0.1:9/", "kid": "../../dev/null"}
    good = assertion(key)
    header, payload, signature = good.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    wrong = {
        "another's key": assertion(forger), "the forger's key in the header": assertion(forger, header=jwk),
        "another's issuer": assertion(key, iss="bank.two"), "another's subject": assertion(key, sub="bank.two"),
        "another audience": assertion(key, aud="https://other.example/oauth/token"),
        "two audiences": assertion(key, aud=[ENDPOINT, "https://other.example"]),
        "no audience": assertion(key, aud=None),
        "ended": assertion(key, exp=now), "no end": assertion(key, exp=None),
        "ends in an hour": assertion(key, exp=now + 3600),
        "end is text": assertion(key, exp=str(now + 60)), "no iat": assertion(key, iat=None),
        "old iat": assertion(key, iat=now - 400), "future iat": assertion(key, iat=now + 120),
        "not yet": assertion(key, nbf=now + 120), "no jti": assertion(key, jti=None),
        "short jti": assertion(key, jti="1"),
        "long jti": assertion(key, jti="x" * 121), "jti is a number": assertion(key, jti=12345678),
        "a partner with a secret": assertion(key, "bank.secret"), "an unknown partner": assertion(key, "nobody"),
        "alg none": f"{none}.{payload}.", "alg none with a signature": f"{none}.{payload}.{signature}",
        "critical header": assertion(key, header={"crit": ["x"]}), "nonsense": "x",
        "no signature": f"{header}.{payload}.",
    }  # fmt: skip
    answers = {name: with_assertion(client, text) for name, text in wrong.items()}
    assert [name for name, answer in answers.items() if answer.status_code != 401] == []
    assert {str(answer.json) for answer in answers.values()} == {"{'error': 'invalid_client'}"}
    assert with_assertion(client, good).status_code == 200


def test_a_partner_with_keys_has_no_secret_to_guess(client: FlaskClient, key: SoftwareSigner) -> None:
    for secret in ("", "None", "x" * 43):
        assert ask_token(client, GRANT, headers=basic("bank.keys", secret)).status_code == 401


def test_tries_are_limited_by_partner_and_address_and_others_still_get_in(client: FlaskClient) -> None:
    secret, address = add_partner(client) or "", new_address()
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        wrong = {**GRANT, "client_id": "nobody", "client_assertion_type": ASSERTION_TYPE}
        wrong["client_assertion"] = assertion(SoftwareSigner(new_private_key()), "nobody")
        statuses = [ask_token(client, wrong, address=address).status_code for _ in range(61)]
        assert statuses == [401] * 60 + [429]
        refused = ask_token(client, wrong, address=address)
        assert refused.json["error"] == "slow_down"
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert ask_token(client, GRANT, headers=basic("bank.one", secret)).status_code == 200
        clock.shift(60)
        assert ask_token(client, wrong, address=address).status_code == 401


def test_closing_a_partner_ends_its_tokens(client: FlaskClient) -> None:
    secret = add_partner(client) or ""
    headers = bearer(ask_token(client, GRANT, headers=basic("bank.one", secret)))
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    with db.transaction(services_of(client).engine) as session:
        close_partner(session, "bank.one", now=int(time.time()), actor="staff:one")
        assert session.scalars(select(Verifier.active)).one() is False
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_a_partners_token_ends_after_ten_minutes_and_cannot_be_refreshed(client: FlaskClient) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        answer = ask_token(client, GRANT, headers=basic("bank.one", add_partner(client) or ""))
        assert answer.headers.getlist("Set-Cookie") == []
        clock.shift(599)
        assert client.get("/api/v1/me", headers=bearer(answer)).status_code == 200
        clock.shift(1)
        assert client.get("/api/v1/me", headers=bearer(answer)).status_code == 401


def test_the_secret_is_told_once_and_stored_as_a_hash(client: FlaskClient) -> None:
    secret = add_partner(client) or ""
    with db.open_session(services_of(client).engine, reading=True) as session:
        stored = session.scalars(select(PartnerCredential.secret_hash)).one() or ""
        verifier = session.scalars(select(Verifier)).one()
    assert len(secret) >= 43
    assert stored.startswith("$argon2id$")
    assert secret not in stored
    assert (verifier.verifier_id, verifier.kind, verifier.active) == ("bank.one", "partner", True)


def test_partners_that_are_not_right_in_form_are_not_registered(client: FlaskClient) -> None:
    private = new_private_key()
    public = jwk_of(private.public_key())
    wrong: list[dict[str, Any]] = [
        {"client_id": "a"}, {"client_id": "a b c"}, {"client_id": "x" * 41}, {"client_id": "bank\n1"},
        {"secret": "short"}, {"secret": "x" * 40, "jwks": {"keys": [public]}}, {"jwks": {}}, {"jwks": {"keys": []}},
        {"jwks": {"keys": [public] * 6}}, {"jwks": {"keys": [private_to_jwk(private)]}}, {"jwks": {"keys": ["x"]}},
        {"jwks": {"keys": [{"kty": "oct", "k": "x"}]}}, {"jwks": {"keys": [public | {"use": "enc"}]}},
    ]  # fmt: skip
    for given in wrong:
        with pytest.raises(Invalid):
            add_partner(client, **({"client_id": "bank.one"} | given))
    add_partner(client)
    with pytest.raises(PartnerExists):
        add_partner(client)


def test_a_token_ends_with_the_registration(client: FlaskClient) -> None:
    secret = add_partner(client, "bank.ending", expires_at=int(time.time()) + 60) or ""
    given = ask_token(client, GRANT, headers=basic("bank.ending", secret)).json
    assert 0 < given["expires_in"] <= 60


def test_a_secret_that_ends_while_it_is_looked_at_opens_nothing(engine: Engine, box: Box) -> None:
    bank, now = "south.bank", int(time.time())
    with db.transaction(engine) as session:
        names = {"name_zh": "南方银行", "name_en": "South Bank"}
        secret = register_partner(session, client_id=bank, **names, purposes={}, box=box, now=now).secret
    given: dict[str, Any] = {"audiences": frozenset(), "now": now}
    shown = Credentials(bank, secret)
    with db.transaction(engine) as session:
        by = right_secret(session, shown, now=now)
        assert by is not None
        assert check(session, shown, by=by, **given).client_id == bank
    with db.transaction(engine) as session:
        rotate(session, bank, jwks=None, overlap_hours=0, actor="staff:one", now=now)
    with db.transaction(engine) as session, pytest.raises(InvalidClient):
        check(session, shown, by=by, **given)
