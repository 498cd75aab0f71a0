"""What a wallet reads first: the credential issuer's metadata, and that of the authorisation server in the same house.

Rules: 1. one configuration a certificate type, made from the type's own data; 2. texts in the language that was asked
for, in both when none of ours was; 3. what is signed is the same document, typed, dated and signed by the platform;
4. nothing is promised that is not served.
"""

from collections.abc import Mapping
from typing import Any

from backend.openid import addresses, encryption
from backend.openid.details import CREDENTIAL
from backend.openid.key_proofs import MOST
from backend.openid.providers import Trust
from backend.openid.token_request import AUTHORISATION_CODE, PRE_AUTHORISED
from backend.security import Box
from certs import base64url, jws, keys
from certs.catalogue import Catalogue, CertificateType

LANGUAGES = ("zh-CN", "en")
NAMES = {"zh-CN": "亮码", "en": "Liangma"}
SIGNED_TYP = "openidvci-issuer-metadata+jwt"
SIGNED_LIFE = 86_400
ALG = "ES256"
ATTESTED = "attest_jwt_client_auth"
ATTESTATIONS = {
    "client_attestation_signing_alg_values_supported": [ALG],
    "client_attestation_pop_signing_alg_values_supported": [ALG],
}


def issuer_metadata(
    catalogue: Catalogue, *, base_url: str, box: Box, now: int, language: str | None = None
) -> dict[str, Any]:
    """OpenID4VCI 1.0, section 12.2. `language`: one of LANGUAGES, None for all."""
    wanted = LANGUAGES if language is None else (language,)
    encodings = list(encryption.ENCODINGS)
    return {
        "credential_issuer": base_url,
        "credential_endpoint": base_url + addresses.CREDENTIAL,
        "nonce_endpoint": base_url + addresses.NONCE,
        "deferred_credential_endpoint": base_url + addresses.DEFERRED,
        "notification_endpoint": base_url + addresses.NOTIFICATION,
        "credential_request_encryption": {
            "jwks": {"keys": [encryption.published_key(box=box, now=now)]},
            "enc_values_supported": encodings,
            "encryption_required": False,
        },
        "credential_response_encryption": {
            "alg_values_supported": [encryption.ALG],
            "enc_values_supported": encodings,
            "encryption_required": False,
        },
        "batch_credential_issuance": {"batch_size": MOST},
        "display": [{"name": NAMES[one], "locale": one} for one in wanted],
        "credential_configurations_supported": {
            type.id: _configuration(type, wanted) for type in sorted(catalogue.types, key=lambda one: one.number)
        },
    }


def server_metadata(catalogue: Catalogue, trust: Trust, *, base_url: str) -> dict[str, Any]:
    """RFC 8414. Wallets need not be known beforehand; partners have an endpoint of their own."""
    anonymous = [] if trust.required else ["none"]
    return {
        "issuer": base_url,
        "authorization_endpoint": base_url + addresses.AUTHORISE,
        "pushed_authorization_request_endpoint": base_url + addresses.PUSHED,
        "require_pushed_authorization_requests": True,
        "token_endpoint": base_url + addresses.TOKEN,
        "jwks_uri": f"{base_url}/.well-known/jwks.json",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "scopes_supported": sorted(type.id for type in catalogue.types),
        "grant_types_supported": [AUTHORISATION_CODE, PRE_AUTHORISED],
        "token_endpoint_auth_methods_supported": [*([ATTESTED] if trust.providers else []), *anonymous],
        "pre-authorized_grant_anonymous_access_supported": not trust.required,
        "authorization_details_types_supported": [CREDENTIAL],
        "dpop_signing_alg_values_supported": [ALG],
        **(ATTESTATIONS if trust.providers else {}),
    }


def signed(metadata: Mapping[str, Any], signer: keys.Signer, *, now: int) -> str:
    """Rule 3: a JWS whose key stands in the platform's key set."""
    header = {"typ": SIGNED_TYP, "kid": base64url.encode(keys.thumbprint(signer.public))}
    issuer = metadata["credential_issuer"]
    times = {"iss": issuer, "sub": issuer, "iat": now, "exp": now + SIGNED_LIFE}
    return jws.sign(header, {**times, **metadata}, signer)


def _configuration(type: CertificateType, wanted: tuple[str, ...]) -> dict[str, Any]:
    described = type.metadata
    return {
        "format": "dc+sd-jwt",
        "vct": type.vct,
        "scope": type.id,
        "cryptographic_binding_methods_supported": ["jwk"],
        "credential_signing_alg_values_supported": [ALG],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": [ALG]}},
        "credential_metadata": {
            "display": [_display(one) for one in described["display"] if one["locale"] in wanted],
            "claims": [_claim(one, wanted) for one in described["claims"]],
        },
    }


def _display(shown: Mapping[str, Any]) -> dict[str, Any]:
    colours = shown.get("rendering", {}).get("simple", {})
    named = {name: colours[name] for name in ("background_color", "text_color") if name in colours}
    return {"name": shown["name"], "locale": shown["locale"], **named}


def _claim(claim: Mapping[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    labels = [{"name": one["label"], "locale": one["locale"]} for one in claim["display"] if one["locale"] in wanted]
    return {"path": claim["path"], "mandatory": claim.get("mandatory", False), "display": labels}
