"""Routes that anybody may read: what the issuer and its authorisation server are, and an offer at its address."""

from typing import Any

from flask import Response, request

from backend.openid import addresses, metadata, wallet_schemas
from backend.openid.cors import open_to_pages
from backend.openid.metadata import LANGUAGES
from backend.openid.offer_document import document
from backend.openid.offers import issuer_state, waiting_offer
from backend.openid.providers import trust_for
from backend.openid.refusals import MetadataUnknown, OfferUnknown
from backend.trust.keys import platform_signer
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import now, services, session
from certs import jws

blueprint = Room("issuer", prefix="", description="What wallets read first: OpenID4VCI 1.0 and RFC 8414")
blueprint.after_request(open_to_pages)
JWT, JSON = "application/jwt", "application/json"
SIGNED = {200: {"content": {JWT: {"schema": {"type": "string", "description": "Signed metadata"}}}}}
KEPT = 300  # seconds that metadata may be kept


@blueprint.route(addresses.ISSUER_METADATA)
@allow("public")
@blueprint.response(200, wallet_schemas.OBJECT)
@blueprint.doc(responses=SIGNED)
def credential_issuer() -> Response:
    """OpenID4VCI metadata of the credential issuer: signed when Accept prefers a JWT, texts by Accept-Language."""
    return _issuer("")


@blueprint.route(f"{addresses.ISSUER_METADATA}/<path:path>")
@allow("public")
@blueprint.response(200, wallet_schemas.OBJECT)
@blueprint.doc(responses=SIGNED)
def credential_issuer_at(path: str) -> Response:
    """The same, of an issuer whose identifier has a path."""
    return _issuer(path)


@blueprint.route(addresses.SERVER_METADATA)
@allow("public")
@blueprint.response(200, wallet_schemas.OBJECT)
def authorisation_server() -> Response:
    """RFC 8414 metadata of the authorisation server that wallets ask for tokens."""
    return _server("")


@blueprint.route(f"{addresses.SERVER_METADATA}/<path:path>")
@allow("public")
@blueprint.response(200, wallet_schemas.OBJECT)
def authorisation_server_at(path: str) -> Response:
    """The same, of an issuer whose identifier has a path."""
    return _server(path)


def _issuer(path: str) -> Response:
    own = services()
    if not addresses.is_issuers(path, own.settings.base_url):
        raise MetadataUnknown
    given: dict[str, Any] = {"base_url": own.settings.base_url, "box": own.box, "now": now(), "language": _language()}
    described = metadata.issuer_metadata(own.catalogue, **given)
    if request.accept_mimetypes.best_match([JSON, JWT], default=JSON) == JWT:
        signer = platform_signer(session(), box=own.box, now=now())
        return _readable(metadata.signed(described, signer, now=now()).encode(), JWT)
    return _readable(jws.to_json(described), JSON)


def _server(path: str) -> Response:
    own = services()
    base_url = own.settings.base_url
    if not addresses.is_issuers(path, base_url):
        raise MetadataUnknown
    described = metadata.server_metadata(own.catalogue, trust_for(own.settings), base_url=base_url)
    return _readable(jws.to_json(described), JSON)


@blueprint.route(f"{addresses.OFFERS}<string(maxlength=60):reference>")
@allow("public")
@blueprint.response(200, wallet_schemas.OBJECT)
def offer(reference: str) -> Response:
    """The credential offer at the address of a QR code, while it may still be taken."""
    own = services()
    found, code = waiting_offer(session(), reference, box=own.box, now=now())
    type = own.catalogue.by_number(found.type_number)
    if type is None:
        raise OfferUnknown
    choosable = found.certificate_id is not None
    state = issuer_state(found.person_id, found.offer_id, box=own.box) if choosable else None
    base_url = own.settings.base_url
    offered = document(code, type.id, issuer_state=state, base_url=base_url, language=_language())
    response = _readable(jws.to_json(offered), JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def _language() -> str | None:
    return request.accept_languages.best_match(LANGUAGES)


def _readable(body: bytes, content_type: str) -> Response:
    """What any page may read, in the language that was chosen."""
    response = Response(body, content_type=content_type)
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    response.headers["Content-Language"] = _language() or ", ".join(LANGUAGES)
    response.vary.update(("Accept", "Accept-Language"))
    return response
