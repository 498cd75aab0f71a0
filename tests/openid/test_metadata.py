"""What wallets read first: as the standards put it, in the language asked for, and signed when they ask."""

import dataclasses

import pytest
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import Settings
from certs import jws, keys
from tests.openid.wallet import BASE
from tests.registries.office import Office

ISSUER = "/.well-known/openid-credential-issuer"
SERVER = "/.well-known/oauth-authorization-server"


def test_every_type_is_a_configuration_and_every_endpoint_answers(office: Office, client: FlaskClient) -> None:
    told = client.get(ISSUER).json
    assert told["credential_issuer"] == BASE
    assert set(told["credential_configurations_supported"]) == {type.id for type in office.catalogue.types}
    one = told["credential_configurations_supported"]["resident-id"]
    assert (one["format"], one["vct"]) == ("dc+sd-jwt", "https://liangma.example/types/resident-id")
    assert client.get(one["vct"].removeprefix(BASE)).json["vct"] == one["vct"]
    assert one["proof_types_supported"] == {"jwt": {"proof_signing_alg_values_supported": ["ES256"]}}
    assert told["batch_credential_issuance"] == {"batch_size": 20}
    endpoints = [told[name] for name in told if name.endswith("_endpoint")]
    server = client.get(SERVER).json
    assert server["issuer"] == BASE
    for address in [*endpoints, server["token_endpoint"]]:
        assert client.post(address.removeprefix(BASE)).status_code in (200, 400, 401), address
    assert client.get(server["jwks_uri"].removeprefix(BASE)).status_code == 200


@pytest.mark.parametrize(
    ("asked", "locales", "told"),
    [("en", ["en"], "en"), ("zh-CN,zh;q=0.9", ["zh-CN"], "zh-CN"), ("fr", ["zh-CN", "en"], "zh-CN, en")],
)
def test_texts_are_in_the_language_asked_for(
    office: Office, client: FlaskClient, asked: str, locales: list[str], told: str
) -> None:
    answer = client.get(ISSUER, headers={"Accept-Language": asked})
    assert answer.headers["Content-Language"] == told
    assert {"Accept", "Accept-Language"} <= {one.strip() for one in answer.headers["Vary"].split(",")}
    assert [one["locale"] for one in answer.json["display"]] == locales
    for one in answer.json["credential_configurations_supported"].values():
        described = one["credential_metadata"]
        assert [shown["locale"] for shown in described["display"]] == locales
        assert {label["locale"] for claim in described["claims"] for label in claim["display"]} == set(locales)


def test_signed_metadata_is_the_same_document_by_the_platform_s_key(office: Office, client: FlaskClient) -> None:
    answer = client.get(ISSUER, headers={"Accept": "application/jwt"})
    assert answer.content_type == "application/jwt"
    (jwk,) = client.get("/.well-known/jwks.json").json["keys"]
    claims = jws.verify(answer.text, keys.public_from_jwk(jwk), typ="openidvci-issuer-metadata+jwt")
    assert (claims["sub"], jws.parse(answer.text)[0]["kid"]) == (BASE, jwk["kid"])
    assert claims["exp"] > claims["iat"]
    assert {**client.get(ISSUER).json, **{name: claims[name] for name in ("iss", "sub", "iat", "exp")}} == claims
    assert client.get(ISSUER, headers={"Accept": "*/*"}).content_type == "application/json"


def test_an_issuer_with_a_path_has_it_after_the_well_known_string(office: Office, settings: Settings) -> None:
    app = create_app(dataclasses.replace(settings, base_url=f"{BASE}/city"), engine=office.engine)
    for known in (ISSUER, SERVER):
        answers = [app.test_client().get(known + path).status_code for path in ("/city", "", "/town", "/city/x")]
        assert answers == [200, 404, 404, 404]
    assert app.test_client().get(f"{ISSUER}/city").json["credential_issuer"] == f"{BASE}/city"
