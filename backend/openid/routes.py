"""Routes for wallets, whose addresses, shapes and error codes the standards fix; anonymous, each proving what it is."""

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, request

from backend.openid import (
    addresses,
    authorisation_request,
    encryption,
    pushed,
    wallet_request,
    wallet_schemas,
)
from backend.openid.attestation import CHALLENGE_HEADER, Attested, attested
from backend.openid.code_tokens import redeem_code
from backend.openid.cors import open_to_pages
from backend.openid.deferred import Waiting
from backend.openid.details import CREDENTIAL
from backend.openid.dpop import check_proof
from backend.openid.forms import check_public
from backend.openid.give import Answer, collect, document, give
from backend.openid.notify import note
from backend.openid.providers import trust_for
from backend.openid.refusals import (
    ALGORITHMS,
    InvalidCredentialRequest,
    InvalidNotification,
    UseDpopNonce,
    WalletRefusal,
)
from backend.openid.server_nonces import challenge, dpop_nonce, make_nonce
from backend.openid.statements import Offer
from backend.openid.token_request import CodeRequest, read
from backend.openid.tokens import offers_of_token, redeem
from backend.openid.wallet_schemas import refusals
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import end_session, now, services, session

blueprint = Room("openid", prefix="", description="Certificates into other wallets: OpenID4VCI 1.0")
blueprint.after_request(open_to_pages)
JWT = "application/jwt"
PUSHED, TOKEN, CREDENTIALS, NONCE = (
    wallet_schemas.PushedAnswer(),
    wallet_schemas.WalletTokenAnswer(),
    wallet_schemas.CredentialAnswer(),
    wallet_schemas.CredentialNonce(),
)
GIVEN: dict[Any, Any] = {
    200: {"content": {JWT: wallet_schemas.JWE}}, 202: wallet_schemas.PUT_OFF, **refusals("400", "401", "403", "413"),
}  # fmt: skip
ATTESTED = (addresses.PUSHED, addresses.TOKEN)
RESOURCES = (addresses.CREDENTIAL, addresses.DEFERRED, addresses.NOTIFICATION)


@blueprint.route(addresses.PUSHED, methods=["POST"])
@allow("public")
@blueprint.response(201, PUSHED)
@blueprint.doc(requestBody=wallet_schemas.PUSHED_REQUEST, responses=refusals("400", "413"))
def push_request() -> Response:
    """Push an authorisation request (RFC 9126): PKCE S256, scope or authorization_details."""
    own = services()
    base_url = own.settings.base_url
    check_public(request.form, request.headers.get("Authorization"))
    proof = wallet_request.sent(request, base_url=base_url)
    proven = None if proof is None else check_proof(session(), proof, box=own.box, now=now())
    given: dict[str, Any] = {"catalogue": own.catalogue, "box": own.box, "base_url": base_url, "now": now()}
    asked = authorisation_request.read(session(), request.form, proven=proven, wallet=_wallet(), **given)
    answer = jsonify({"request_uri": pushed.push(asked, box=own.box, now=now()), "expires_in": pushed.LIFE})
    answer.status_code = 201
    return _for_wallets(answer)


@blueprint.route(addresses.TOKEN, methods=["POST"])
@allow("public")
@blueprint.response(200, TOKEN)
@blueprint.doc(requestBody=wallet_schemas.TOKEN_REQUEST, responses=refusals("400", "413"))
def token() -> Response:
    """An access token for an offer's code and transaction code, or for the code of a holder's yes (then with DPoP)."""
    own = services()
    base_url = own.settings.base_url
    check_public(request.form, request.headers.get("Authorization"))
    asked, proof = read(request.form, base_url=base_url), wallet_request.sent(request, base_url=base_url)
    given_by: dict[str, Any] = {"wallet": _wallet(), "catalogue": own.catalogue, "box": own.box, "now": now()}
    if isinstance(asked, CodeRequest):
        given = redeem_code(session(), asked, proof, **given_by)
    else:
        given = redeem(session(), asked, proof, **given_by)
    answer: dict[str, Any] = {
        "access_token": given.token,
        "token_type": "DPoP" if given.bound else "Bearer",
        "expires_in": given.expires_at - now(),
    }
    if given.scope is not None:
        answer["scope"] = given.scope
    if given.named:
        named = {"type": CREDENTIAL}
        answer["authorization_details"] = [
            {**named, "credential_configuration_id": one, "credential_identifiers": [identifier]}
            for one, identifier in given.named.items()
        ]
    return _for_wallets(jsonify(answer))


@blueprint.route(addresses.NONCE, methods=["POST"])
@allow("public")
@blueprint.response(200, NONCE)
def nonce() -> Response:
    """A fresh c_nonce for key proofs, and a DPoP nonce in the header."""
    return _for_wallets(jsonify({"c_nonce": make_nonce(box=services().box, now=now())}))


@blueprint.route(addresses.CREDENTIAL, methods=["POST"])
@allow("public")
@blueprint.response(200, CREDENTIALS)
@blueprint.doc(
    requestBody=wallet_schemas.CREDENTIAL_REQUEST,
    responses=GIVEN,
)
def credential() -> Response:
    """Copies of the offered certificate, one for each key that the wallet proves, up to twenty.

    202 when the certificate cannot be given yet: nobody has decided on the case that it is to come of, its period has
    not begun, it is suspended, or its authority has no key at this moment. The same transaction is then asked for at
    the deferred endpoint.
    """
    return _given(give)


@blueprint.route(addresses.DEFERRED, methods=["POST"])
@allow("public")
@blueprint.response(200, CREDENTIALS)
@blueprint.doc(requestBody=wallet_schemas.DEFERRED_REQUEST, responses=GIVEN)
def deferred_credential() -> Response:
    """The copies of a transaction that was put off, once they can be given; 202 until then."""
    return _given(collect)


@blueprint.route(addresses.NOTIFICATION, methods=["POST"])
@allow("public")
@blueprint.response(204)
@blueprint.doc(requestBody=wallet_schemas.NOTIFICATION_REQUEST, responses=refusals("400", "401", "413"))
def notification() -> Response:
    """What the wallet did with a batch. One that it did not keep is ended."""
    taken = _offers()
    note(session(), taken, wallet_request.plain_body(request, InvalidNotification), now=now())
    return _for_wallets(Response(status=204))


@blueprint.errorhandler(WalletRefusal)
def refuse(error: WalletRefusal) -> Response:
    """The error codes of the standards; a resource also says so in WWW-Authenticate."""
    end_session(keep=error.keeps_writes)
    response = jsonify({"error": error.oauth_error, "error_description": error.detail or error.en})
    at_resource = request.path in RESOURCES
    response.status_code = 401 if at_resource and isinstance(error, UseDpopNonce) else error.status
    if response.status_code in (401, 403) or (at_resource and error.oauth_error == "invalid_dpop_proof"):
        response.status_code = 403 if error.status == 403 else 401
        response.headers["WWW-Authenticate"] = f'DPoP error="{error.oauth_error}", {ALGORITHMS}, Bearer'
    return _for_wallets(response)


@blueprint.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """More than any wallet needs to send."""
    end_session(keep=False)
    response = jsonify({"error": "invalid_request", "error_description": "the request is too large"})
    response.status_code = 413
    return _for_wallets(response)


def _wallet() -> Attested | None:
    """Whom a provider vouches for. Raises InvalidClient, InvalidClientAttestation, UseAttestationChallenge."""
    own = services()
    given: dict[str, Any] = {"audience": own.settings.base_url, "box": own.box, "now": now()}
    return attested(session(), wallet_request.shown(request), trust_for(services().settings), **given)


def _offers() -> list[Offer]:
    """The offers that the request's access token is for."""
    own = services()
    scheme, token = wallet_request.access_token(request)
    proof = wallet_request.sent(request, base_url=own.settings.base_url)
    return offers_of_token(session(), scheme, token, proof, box=own.box, now=now())


def _given(how: Callable[..., Answer]) -> Response:
    own = services()
    taken = _offers()
    body, encrypted = wallet_request.body(request, InvalidCredentialRequest, box=own.box, now=now())
    answer = how(
        session(), taken, body, encrypted=encrypted, awaited=own.awaited, catalogue=own.catalogue, box=own.box,
        base_url=own.settings.base_url, now=now(),
    )  # fmt: skip
    # optional, and wallets in use (@openid4vc/openid4vci up to 0.4.6) refuse it in an answer that was put off
    told = document(answer.given, named=request.path != addresses.DEFERRED)
    if answer.reply_to is None:
        response = Response(told, content_type="application/json")
    else:
        response = Response(encryption.encrypt(told, answer.reply_to), content_type=JWT)
    response.status_code = 202 if isinstance(answer.given, Waiting) else 200
    return _for_wallets(response)


def _for_wallets(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["DPoP-Nonce"] = dpop_nonce(box=services().box, now=now())
    if request.path in ATTESTED and trust_for(services().settings).providers:
        response.headers[CHALLENGE_HEADER] = challenge(box=services().box, now=now())
    return response
