"""A wallet that nobody here wrote takes a certificate from our running issuer, and other peers check what it got."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jwcrypto import jwk
from sd_jwt.holder import SDJWTHolder
from sd_jwt.verifier import SDJWTVerifier
from werkzeug.serving import make_server

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.demo import people
from backend.security import Box
from certs.catalogue import load_builtin
from tests.conftest import KEYS
from tests.interop.peer import ask
from tests.interop.proves import proves
from tests.openid.provider import ISSUER, NAME, Vouched
from tests.openid.wallet import Holder
from tests.people.sign_in import citizen, staff
from tests.registries.office import clock_now, open_office
from tests.services import free_port

PROVIDER = Vouched()


@pytest.fixture(scope="module")
def holder(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holder]:
    """A citizen of an office that answers on a port of this machine."""
    folder, port = tmp_path_factory.mktemp("issuer"), free_port()
    (folder / "liangma.db").write_bytes(sqlite_template.read_bytes())
    url, base_url = f"sqlite:///{folder / 'liangma.db'}", f"http://127.0.0.1:{port}"
    settings = Settings(
        database_url=url, redis_url=None, data_dir=folder, port=port, base_url=base_url, demo=True, **KEYS
    )
    engine = db.make_engine(url)
    office = open_office(engine, Box(KEYS["data_key"], KEYS["index_key"]), load_builtin(), folder, now=clock_now())
    PROVIDER.file(settings.wallet_providers_dir)
    app = create_app(settings, engine=engine)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    certificate, client, person = office.issue("resident-id"), app.test_client(), people.person(0)
    me = citizen(client, number=person.citizen_number, name=person.name)
    yield Holder(client, me.headers, str(certificate.certificate_id), certificate.person_id)
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


def take(holder: Holder, **changed: Any) -> dict[str, Any]:
    made = holder.offer()
    asked = {"offer": made["by_reference"], "tx_code": made["tx_code"], "keys": 2, "bound": True}
    return ask("wallet.mjs", **{**asked, "say": "credential_accepted", **changed}) | {"made": made}


def issuer_key(client: FlaskClient) -> dict[str, Any]:
    """The issuer's key, found as its `iss` says."""
    (key,) = client.get("/.well-known/jwt-vc-issuer/issuers/GA").json["jwks"]["keys"]
    return {name: key[name] for name in ("kty", "crv", "x", "y")}


def platform_key(client: FlaskClient) -> dict[str, Any]:
    """The key that signs status lists."""
    key: dict[str, Any] = client.get("/.well-known/jwks.json").json["keys"][0]
    return key


@pytest.fixture(scope="module")
def taken(holder: Holder) -> dict[str, Any]:
    told = take(holder)
    assert "ok" in told, told
    answer: dict[str, Any] = told["ok"]
    return answer


@proves("Offer by reference, pre-authorised code, DPoP, batch, notification", by="npm @openid4vc/openid4vci 0.4.6")
def test_the_wallet_takes_a_batch_by_reference_with_dpop(holder: Holder, taken: dict[str, Any]) -> None:
    assert (taken["version"], taken["token_type"], len(taken["credentials"])) == ("V1", "DPoP", 2)
    (shown,) = holder.offers()
    assert (shown["state"], shown["copies"], shown["event"]) == ("taken", 2, "credential_accepted")


@proves("Offer by value, bearer token, deleted copies; wrong digits are refused", by="npm @openid4vc/openid4vci 0.4.6")
def test_it_also_takes_one_by_value_with_a_bearer_token_and_not_with_wrong_digits(holder: Holder) -> None:
    made = holder.offer()
    given = {"offer": made["by_value"], "tx_code": made["tx_code"], "keys": 1, "bound": False}
    wrong = {**given, "tx_code": f"{(int(made['tx_code']) + 1) % 10**6:06}"}
    assert "error" in ask("wallet.mjs", **wrong, say="credential_accepted")
    told = ask("wallet.mjs", **given, say="credential_deleted")["ok"]
    assert (told["token_type"], len(told["credentials"])) == ("Bearer", 1)
    assert holder.offers()[0]["standing"] == 0


@proves("Deferred issuance: asked again until it is given", by="npm @openid4vc/openid4vci 0.4.6")
def test_the_wallet_waits_for_a_certificate_that_is_suspended(holder: Holder) -> None:
    made = holder.offer()
    move(holder, "suspensions")
    given = {"offer": made["by_reference"], "tx_code": made["tx_code"], "keys": 2, "bound": True}
    with ThreadPoolExecutor(1) as beside:
        wallet = beside.submit(ask, "wallet.mjs", **given, say="credential_accepted")
        while not holder.offers()[0]["put_off"] and not wallet.done():
            pass
        move(holder, "resumptions")
        told = wallet.result()
    assert "ok" in told, told
    assert (told["ok"]["deferred"], len(told["ok"]["credentials"])) == (600, 2)
    assert holder.offers()[0]["standing"] == 2


def move(holder: Holder, act: str) -> None:
    clerk = staff(holder.client, "department", office="GA")
    path = f"/api/v1/certificates/{holder.certificate_id}/{act}"
    assert holder.client.post(path, headers=clerk, json={"reason": "依申请"}).status_code < 300


@proves("A wallet attestation by a provider that the city trusts, with DPoP", by="npm @openid4vc/oauth2 0.4.6")
def test_a_wallet_s_provider_vouches_for_it(holder: Holder) -> None:
    told = take_vouched(holder, PROVIDER)
    assert (told["ok"]["token_type"], len(told["ok"]["credentials"])) == ("DPoP", 1)
    shown = holder.offers()[0]
    assert (shown["wallet"], shown["wallet_name"], shown["vouched_by"]) == ("pocket.example", "Pocket", NAME)


@proves("The attestation of a provider whose key is not pinned", by="npm @openid4vc/oauth2 0.4.6", result="refused")
def test_a_stranger_s_key_in_the_attestation_s_header_vouches_for_nobody(holder: Holder) -> None:
    assert "a key of its provider" in take_vouched(holder, Vouched())["error"]


def take_vouched(holder: Holder, provider: Vouched) -> dict[str, Any]:
    """The library puts the provider's key into the header, whoever that provider is."""
    made, key = holder.offer(), provider.provider.export(as_dict=True)
    attester = {"issuer": ISSUER, "key": {name: key[name] for name in ("kty", "crv", "x", "y", "d")}}
    given = {"offer": made["by_reference"], "tx_code": made["tx_code"], "provider": attester}
    return ask("vouched.mjs", **given, client="pocket.example", name="Pocket")


@proves("A copy, its key binding and its status are verified", by="npm @sd-jwt/sd-jwt-vc, @sd-jwt/jwt-status-list 0.19")
def test_npm_peers_verify_what_the_wallet_got_and_find_its_status(holder: Holder, taken: dict[str, Any]) -> None:
    nonce, issuer, platform = "n1", issuer_key(holder.client), platform_key(holder.client)
    for credential, key in zip(taken["credentials"], taken["keys"], strict=True):
        bound = present(credential, key, nonce)
        token = holder.client.get("/api/v1/status-lists/1").text
        now = int(time.time())  # not before what was just signed
        given = {"issuer": issuer, "nonce": nonce, "now": now, "status_list": token, "status_key": platform}
        told = ask("sdjwt.mjs", do="verify", token=bound, **given)
        assert "ok" in told, told
        assert told["ok"]["payload"]["name"] == people.person(0).name
        index = told["ok"]["payload"]["status"]["status_list"]
        asked = {"key": platform, "uri": index["uri"], "now": now, "indexes": [index["idx"]]}
        assert ask("status.mjs", token=token, **asked)["ok"]["values"] == [0]


@proves("A copy and its key binding are verified by the reference library", by="PyPI sd-jwt 0.10")
def test_the_reference_library_verifies_it_and_sees_its_key(holder: Holder, taken: dict[str, Any]) -> None:
    issuer = jwk.JWK(**issuer_key(holder.client))
    for credential, key in zip(taken["credentials"], taken["keys"], strict=True):
        bound = present(credential, key, "n2")
        read = SDJWTVerifier(bound, lambda *_: issuer, "https://gate.example", "n2").get_verified_payload()
        assert read["cnf"]["jwk"] == {name: key[name] for name in ("kty", "crv", "x", "y")}
        assert read["citizen_number"] == people.person(0).citizen_number


@proves("A copy of a suspended certificate", by="npm @sd-jwt/sd-jwt-vc 0.19", result="refused")
def test_once_revoked_every_peer_sees_it(holder: Holder, taken: dict[str, Any]) -> None:
    clerk = staff(holder.client, "department", office="GA")
    path = f"/api/v1/certificates/{holder.certificate_id}/suspensions"
    assert holder.client.post(path, headers=clerk, json={"reason": "核查"}).status_code == 200
    bound = present(taken["credentials"][0], taken["keys"][0], "n3")
    token = holder.client.get("/api/v1/status-lists/1").text
    asked = {"issuer": issuer_key(holder.client), "nonce": "n3", "now": int(time.time())}
    told = ask(
        "sdjwt.mjs", do="verify", token=bound, status_list=token, status_key=platform_key(holder.client), **asked
    )
    assert told == {"error": "Status is not valid"}


def present(credential: str, key: dict[str, Any], nonce: str) -> str:
    """Name and number, with key binding by the reference library."""
    holding, own, aud = SDJWTHolder(credential), jwk.JWK.from_json(json.dumps(key)), "https://gate.example"
    shown = {"name": True, "citizen_number": True}
    holding.create_presentation(shown, nonce=nonce, aud=aud, holder_key=own)
    text: str = holding.sd_jwt_presentation
    return text
