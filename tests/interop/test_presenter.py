"""A wallet that nobody here wrote presents to our running verifier what it took from our issuer; another peer checks
what it sent."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jwcrypto import jwk
from sd_jwt.verifier import SDJWTVerifier
from werkzeug.serving import make_server

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.demo import people
from backend.presentations.reader import authority
from backend.security import Box
from certs.catalogue import load_builtin
from tests.conftest import KEYS
from tests.interop.peer import ask
from tests.interop.proves import proves
from tests.interop.test_wallet import issuer_key
from tests.openid.wallet import Holder
from tests.people.sign_in import citizen, partner
from tests.registries.office import clock_now, open_office
from tests.services import free_port

SHOW = ["name", "over_18"]


@dataclass(frozen=True)
class Place:
    """A bank at an office that answers on a port of this machine, and two copies in somebody's wallet."""

    client: FlaskClient
    bank: dict[str, str]
    copies: list[dict[str, Any]]

    def made(self, mode: str) -> dict[str, Any]:
        wanted = [{"type": "resident-id", "fields": SHOW}]
        body = {"purpose": "open-account", "certificates": wanted, "response_mode": mode}
        answer = self.client.post("/api/v1/presentations", headers=self.bank, json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json
        return found

    def present(self, made: dict[str, Any], **changed: Any) -> dict[str, Any]:
        given = {
            "link": made["uri"], "pinned": self.client.get("/openid/presentation-authority.pem").text,
            "credentials": {"resident-id": self.copies[0]}, "show": {"resident-id": SHOW},
        }  # fmt: skip
        return ask("presenter.mjs", **given | changed)

    def read(self, made: dict[str, Any]) -> dict[str, Any]:
        path = f"/api/v1/presentations/{made['presentation_id']}"
        told: dict[str, Any] = self.client.get(path, headers=self.bank).json
        return told


@pytest.fixture(scope="module")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, port = tmp_path_factory.mktemp("verifier"), free_port()
    (folder / "liangma.db").write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{folder / 'liangma.db'}"
    own = {"data_dir": folder, "port": port, "base_url": f"http://127.0.0.1:{port}", "demo": True, **KEYS}
    settings = Settings(database_url=url, redis_url=None, **own)
    engine = db.make_engine(url)
    office = open_office(engine, Box(KEYS["data_key"], KEYS["index_key"]), load_builtin(), folder, now=clock_now())
    app = create_app(settings, engine=engine)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    certificate, client, person = office.issue("resident-id"), app.test_client(), people.person(0)
    me = citizen(client, number=person.citizen_number, name=person.name)
    offered = Holder(client, me.headers, str(certificate.certificate_id), certificate.person_id, 0).offer()
    asked = {"offer": offered["by_reference"], "tx_code": offered["tx_code"], "keys": 2, "bound": True}
    taken = ask("wallet.mjs", **asked, say="credential_accepted")["ok"]
    pairs = zip(taken["credentials"], taken["keys"], strict=True)
    bank = partner(client, "bank.wallets", purposes={"open-account": {"1": SHOW}})
    yield Place(client, bank, [{"token": token, "key": key} for token, key in pairs])
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


@proves(
    "Request by reference, x509_hash, DCQL answered by direct_post and direct_post.jwt",
    by="npm @openid4vc/openid4vp 0.4.6, @sd-jwt/sd-jwt-vc 0.19, jose 6",
)
@proves("What that wallet presented, checked apart from us", by="PyPI sd-jwt 0.10")
@pytest.mark.parametrize("mode", ["direct_post", "direct_post.jwt"])
def test_the_wallet_knows_the_asker_and_its_answer_is_taken(place: Place, mode: str) -> None:
    made = place.made(mode)
    told = place.present(made)
    assert "ok" in told, told
    sent = told["ok"]
    assert (sent["prefix"], sent["mode"], sent["status"], sent["answer"]) == ("x509_hash", mode, 200, {})
    verdict = place.read(made)["result"]["verdict"]
    values = {field["name"]: field["value"] for field in verdict["certificates"][0]["fields"]}
    assert values == {"name": people.person(0).name, "over_18": True}
    (shown,) = sent["presented"]["resident-id"]
    key = jwk.JWK(**issuer_key(place.client))
    request = sent["request"]
    read = SDJWTVerifier(shown, lambda *_: key, request["client_id"], request["nonce"]).get_verified_payload()
    assert {name: read[name] for name in SHOW} == values
    assert "citizen_number" not in read


@proves("A presentation by a key of another copy", by="npm @sd-jwt/sd-jwt-vc 0.19", result="refused")
@proves("A request that the pinned authority did not certify", by="npm @openid4vc/openid4vp 0.4.6", result="refused")
def test_a_wallet_with_another_key_or_pin_gets_nowhere(place: Place) -> None:
    made = place.made("direct_post.jwt")
    mixed = place.copies[0] | {"key": place.copies[1]["key"]}
    told = place.present(made, credentials={"resident-id": mixed})
    assert (told["ok"]["status"], told["ok"]["answer"]["error"]) == (400, "invalid_request")
    assert place.read(made)["reason"] == "device_signature_invalid"
    strangers = authority(box=Box(b"x" * 32, b"y" * 32), base_url="http://127.0.0.1")
    assert "error" in place.present(place.made("direct_post"), pinned=strangers)
