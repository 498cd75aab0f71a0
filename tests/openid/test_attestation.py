"""A wallet that its provider vouches for: what the holder sees of it, and every way in which that must not work."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jwcrypto import jwk

from backend.app import create_app
from backend.config import Settings
from backend.errors import ConfigError
from backend.openid.providers import parse
from backend.registries.strict_yaml import DocumentError
from certs.keys import SoftwareSigner, new_private_key
from tests.openid.code_flow import CLIENT, Flow
from tests.openid.provider import ATTESTATION, ISSUER, NAME, PROOF, Vouched
from tests.openid.test_tricks import with_header
from tests.openid.wallet import BASE, GRANT, LEFT_OUT, Holder, Wallet, new_key, now, offered, public
from tests.registries.office import Office

SERVER = "/.well-known/oauth-authorization-server"
METHODS = "token_endpoint_auth_methods_supported"
CHALLENGE = "OAuth-Client-Attestation-Challenge"
Made = Callable[[Vouched], dict[str, str]]


@pytest.fixture(scope="module")
def vouched() -> Vouched:
    return Vouched()


@pytest.fixture(scope="module")
def trusting(settings: Settings, tmp_path_factory: pytest.TempPathFactory, vouched: Vouched) -> Settings:
    """The same city, with one provider in its folder."""
    folder = tmp_path_factory.mktemp("trusting")
    changed = dataclasses.replace(settings, data_dir=folder)
    vouched.file(changed.wallet_providers_dir)
    return changed


@pytest.fixture(scope="module")
def client(trusting: Settings, office: Office) -> FlaskClient:
    return create_app(trusting, engine=office.engine).test_client()


def told_of(holder: Holder) -> list[str]:
    """The notices about wallets, newest first: one a batch."""
    items = holder.client.get("/api/v1/notices", headers=holder.headers).json["items"]
    mine = [one for one in items if one["kind"] == "wallet_took_copies"]
    assert all(one["certificate"]["certificate_id"] == holder.certificate_id for one in mine)
    return [one["title"]["zh"] for one in mine]


class Sender(Flow):
    """A flow whose requests carry the same headers, whatever they are."""

    headers: dict[str, str]

    def post_with(self, path: str, make: Callable[[], dict[str, str]]) -> None:
        plain = self.wallet.post
        self.wallet.post = lambda at, **given: plain(  # type: ignore[method-assign]
            at, **given | {"headers": {**(given.get("headers") or {}), **(make() if at in path else {})}}
        )


@pytest.fixture
def flow(holder: Holder, vouched: Vouched) -> Flow:
    found = Sender(Wallet(holder.client))
    found.post_with("/openid/par /openid/token", vouched.headers)
    return found


def test_the_holder_sees_who_vouches_and_the_copies_page_goes_on_saying_so(holder: Holder, flow: Flow) -> None:
    shown = flow.open(flow.pushed()).json
    assert (shown["wallet"], shown["wallet_name"], shown["vouched_by"]) == (CLIENT, "口袋钱包", NAME)
    flow.take(flow.came_back(flow.approve(holder, shown["ticket"]))["code"])
    assert flow.wallet.ask_copies(flow.wallet.proof(flow.wallet.c_nonce())).status_code == 200
    assert told_of(holder) == ["口袋钱包（市民钱包公司担保）领取了居民身份证的副本"]
    (taken,) = holder.offers()
    assert (taken["wallet"], taken["wallet_name"], taken["vouched_by"]) == (CLIENT, "口袋钱包", NAME)


def test_with_a_pre_authorised_code_the_attested_client_is_the_client(holder: Holder, flow: Flow) -> None:
    flow.wallet.take(holder.offer())
    (taken,) = holder.offers()
    assert (taken["wallet"], taken["vouched_by"]) == (CLIENT, NAME)


def test_who_asked_attested_cannot_take_unattested_and_without_it_nobody_vouches(
    holder: Holder, flow: Flow, vouched: Vouched
) -> None:
    code, bare = flow.code(holder), Flow(Wallet(holder.client))
    bare.verifier, bare.wallet.key = flow.verifier, flow.wallet.key
    bare.wallet.c_nonce()
    assert bare.ask(code).json["error"] == "invalid_client"
    flow.take(code)  # what was refused used nothing up
    shown = bare.open(bare.pushed()).json
    assert (shown["wallet"], shown["wallet_name"], shown["vouched_by"]) == (CLIENT, None, None)
    bare.wallet.take(holder.offer(), client_id="pocket.example")
    assert holder.offers()[0]["vouched_by"] is None
    assert told_of(holder) == []  # a token is no copy yet
    proofs = [bare.wallet.proof(nonce) for nonce in (bare.wallet.c_nonce(),) * 2]
    assert bare.wallet.ask_copies(*proofs).status_code == 200
    assert told_of(holder) == ["自称“pocket.example”的钱包领取了居民身份证的副本"]


def test_a_challenge_is_given_and_held_to_and_a_proof_is_good_once(holder: Holder, vouched: Vouched) -> None:
    given = {ATTESTATION: vouched.attestation(), PROOF: vouched.proof(challenge="made up")}
    told = push(holder, given)
    assert (told.status_code, told.json["error"]) == (400, "use_attestation_challenge")
    sent = given | {PROOF: vouched.proof(challenge=told.headers[CHALLENGE])}
    assert push(holder, sent).status_code == 201
    assert push(holder, sent).json["error"] == "invalid_client_attestation"


def push(holder: Holder, headers: dict[str, str]) -> Any:
    flow = Sender(Wallet(holder.client))
    flow.post_with("/openid/par", lambda: headers)
    return flow.push()


def private(key: jwk.JWK) -> dict[str, Any]:
    shown: dict[str, Any] = key.export(as_dict=True)
    return {name: shown[name] for name in ("kty", "crv", "x", "y", "d")}


def forged(vouched: Vouched, **header: Any) -> dict[str, str]:
    """Signed by a stranger whose header offers the stranger's key."""
    stranger = new_key()
    head = {"jwk": public(stranger), **header}
    return {ATTESTATION: vouched.attestation(key=stranger, header=head), PROOF: vouched.proof()}


def odd(**header: Any) -> str:
    return with_header(
        SoftwareSigner(new_private_key()), {"typ": "oauth-client-attestation+jwt", **header}, {"iss": ISSUER}
    )


def attested(**changed: Any) -> Made:
    return lambda one: {ATTESTATION: one.attestation(**changed), PROOF: one.proof()}


def proven(**changed: Any) -> Made:
    return lambda one: {ATTESTATION: one.attestation(), PROOF: one.proof(**changed)}


WRONG: dict[str, Made] = {
    "no proof": lambda one: {ATTESTATION: one.attestation()},
    "no attestation": lambda one: {PROOF: one.proof()},
    "two attestations": lambda one: one.headers() | {ATTESTATION: f"{one.attestation()}, {one.attestation()}"},
    "not a JWS": lambda one: one.headers() | {ATTESTATION: "x.y"},
    "too long": attested(wallet_name="x" * 9000),
    "a stranger's key in the header": forged,
    "a key at an address": lambda one: forged(one, jku="http://127.0.0.1:9/keys", kid="1"),
    "a certificate in the header": lambda one: forged(one, x5c=["MIIB"]),
    "another type": attested(header={"typ": "JWT"}),
    "another issuer": attested(iss="https://stranger.example"),
    "no issuer": attested(iss=LEFT_OUT),
    "an issuer of another kind": attested(iss=["https://wallets.example/provider"]),
    "another client": attested(sub="other.example"),
    "no client": attested(sub=LEFT_OUT),
    "ended": attested(exp=1),
    "no end": attested(exp=LEFT_OUT),
    "an end in text": attested(exp="9999999999"),
    "from the future": attested(iat=9_999_999_999),
    "not yet": attested(nbf=9_999_999_999),
    "no key": attested(cnf=LEFT_OUT),
    "a key that is no key": attested(cnf={"jwk": {"kty": "EC", "crv": "P-256", "x": "x", "y": "y"}}),
    "a private key": lambda one: attested(cnf={"jwk": private(one.instance)})(one),
    "a name that turns the text around": attested(wallet_name="a\u202eb"),
    "an extension that must be known": lambda one: one.headers() | {ATTESTATION: odd(alg="ES256", crit=["exp"], exp=1)},
    "no algorithm": lambda one: one.headers() | {ATTESTATION: odd(alg="none")},
    "a symmetric algorithm": lambda one: one.headers() | {PROOF: odd(alg="HS256")},
    "a proof by another key": lambda one: {ATTESTATION: one.attestation(), PROOF: one.proof(key=new_key())},
    "a proof by the provider": lambda one: {ATTESTATION: one.attestation(), PROOF: one.proof(key=one.provider)},
    "a proof of another type": proven(header={"typ": "oauth-client-attestation+jwt"}),
    "a proof of another client": proven(iss="other.example"),
    "a proof of no client": proven(iss=LEFT_OUT),
    "a proof for another server": proven(aud="https://other.example"),
    "a proof for two servers": proven(aud=[BASE, "https://other.example"]),
    "a proof of long ago": lambda one: proven(iat=now() - 400)(one),
    "a proof of the future": lambda one: proven(iat=now() + 400)(one),
    "a proof without a time": proven(iat=LEFT_OUT),
    "a proof that ended": proven(exp=1),
    "a proof without a number": proven(jti=LEFT_OUT),
    "a proof with a long number": proven(jti="x" * 201),
}  # fmt: skip


def test_every_wrong_attestation_is_refused_as_the_draft_names_it(holder: Holder, vouched: Vouched) -> None:
    told = {name: push(holder, make(vouched)) for name, make in WRONG.items()}
    statuses = {name: (one.status_code, one.json["error"]) for name, one in told.items()}
    assert statuses == dict.fromkeys(WRONG, (400, "invalid_client_attestation"))
    assert push(holder, vouched.headers()).status_code == 201


def test_where_it_is_demanded_nobody_comes_in_without(
    trusting: Settings, office: Office, holder: Holder, vouched: Vouched
) -> None:
    strict = dataclasses.replace(trusting, wallet_attestation_required=True)
    client = create_app(strict, engine=office.engine).test_client()
    told = client.get(SERVER).json
    assert (told[METHODS], told["pre-authorized_grant_anonymous_access_supported"]) == (
        ["attest_jwt_client_auth"],
        False,
    )
    bare = Flow(Wallet(client))
    assert bare.push().json["error"] == "invalid_client"
    made = holder.offer()
    bare.wallet.c_nonce()
    code = offered(client, made)["grants"][GRANT]["pre-authorized_code"]
    assert bare.wallet.ask_token(code, made["tx_code"]).json["error"] == "invalid_client"
    assert push(dataclasses.replace(holder, client=client), vouched.headers()).status_code == 201


def test_metadata_offer_it_where_somebody_is_trusted_and_else_the_headers_are_not_looked_at(
    settings: Settings, office: Office, client: FlaskClient, holder: Holder
) -> None:
    told = client.get(SERVER).json
    assert told[METHODS] == ["attest_jwt_client_auth", "none"]
    assert told["client_attestation_signing_alg_values_supported"] == ["ES256"]
    alone = create_app(settings, engine=office.engine).test_client()
    assert alone.get(SERVER).json[METHODS] == ["none"]
    answer = push(dataclasses.replace(holder, client=alone), {ATTESTATION: "x", PROOF: "y"})
    assert (answer.status_code, CHALLENGE in answer.headers) == (201, False)


BROKEN: dict[str, tuple[dict[str, Any], int]] = {
    "an issuer without TLS": ({"issuer": "http://wallets.example"}, 2),
    "a name in one language": ({"name": {"zh": "钱包"}}, 3),
    "a long name": ({"name": {"zh": "钱" * 61, "en": "Wallets"}}, 3),
    "no keys": ({"keys": []}, 7),
    "a private key": ({"keys": [private(new_key())]}, 8),
    "another curve": ({"keys": [{"kty": "EC", "crv": "P-384", "x": "x", "y": "y"}]}, 8),
    "a key that is text": ({"keys": ["x"]}, 7),
    "an unknown word": ({"jwks_uri": "https://wallets.example/keys"}, 15),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, vouched: Vouched, name: str) -> None:
    changed, line = BROKEN[name]
    text = vouched.file(tmp_path, **changed).read_text("utf-8")
    with pytest.raises(DocumentError) as refused:
        parse(text, "provider.json")
    assert (refused.value.file, refused.value.line) == ("provider.json", line), refused.value


def test_a_broken_folder_stops_the_start_and_so_does_a_demand_that_nobody_can_meet(
    settings: Settings, office: Office, tmp_path: Path, vouched: Vouched
) -> None:
    bare = dataclasses.replace(settings, data_dir=tmp_path, wallet_attestation_required=True)
    with pytest.raises(ConfigError, match="LIANGMA_WALLET_ATTESTATION"):
        create_app(bare, engine=office.engine)
    path = vouched.file(tmp_path / "twice" / "wallet-providers")
    (path.parent / "twin.yaml").write_text(path.read_text())
    with pytest.raises(DocumentError, match=ISSUER):
        create_app(dataclasses.replace(settings, data_dir=tmp_path / "twice"), engine=office.engine)
    path = vouched.file(tmp_path / "garbled" / "wallet-providers")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DocumentError, match=r"provider\.json: not UTF-8"):
        create_app(dataclasses.replace(settings, data_dir=tmp_path / "garbled"), engine=office.engine)
