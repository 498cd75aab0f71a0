"""Routes for wallets, whose shapes and error codes the standards fix; anonymous: who holds the reference may ask."""

from flask import Response, jsonify, request

from backend import db
from backend.presentations import addresses, wallet_schemas
from backend.presentations.reader import authority
from backend.presentations.receive import receive
from backend.presentations.refusals import AnswerRefused
from backend.presentations.request_object import MOST_NONCE, check_wallet, fetch
from backend.presentations.wallet_schemas import FORM, REQUEST_OBJECT, refusals
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import end_session, now, services, session

blueprint = Room("wallets", prefix="", description="Requests to wallets, and their answers: OpenID4VP 1.0")
ONE = f"{addresses.REQUESTS}<string(maxlength=60):reference>"
TAKEN = wallet_schemas.AnswerTaken()


@blueprint.route(f"{ONE}/request")
@allow("public")
@blueprint.doc(responses={**wallet_schemas.SIGNED, **refusals("400")})
def get_request(reference: str) -> Response:
    """The signed request object, once. HEAD uses nothing up."""
    if request.method == "HEAD":
        return _signed("")
    with db.transaction(services().engine) as writing:  # reading it uses the address up
        return _signed(fetch(writing, reference, wallet_nonce=None, services=services(), now=now()))


@blueprint.route(f"{ONE}/request", methods=["POST"])
@allow("public")
@blueprint.doc(requestBody=wallet_schemas.WALLET, responses={**wallet_schemas.SIGNED, **refusals("400", "413")})
def post_request(reference: str) -> Response:
    """The same for a wallet that says what it can do, and whose nonce it holds."""
    said = {name: _once(name) for name in ("wallet_metadata", "wallet_nonce")}
    check_wallet(said["wallet_metadata"])
    nonce = said["wallet_nonce"]
    if nonce is not None and not (0 < len(nonce) <= MOST_NONCE and nonce.isascii() and nonce.isprintable()):
        raise AnswerRefused("wallet_nonce is a short text")
    return _signed(fetch(session(), reference, wallet_nonce=nonce, services=services(), now=now()))


@blueprint.route(f"{ONE}/response", methods=["POST"])
@allow("public")
@blueprint.response(200, TAKEN)
@blueprint.doc(requestBody=wallet_schemas.ANSWER, responses=refusals("400", "413"))
def post_response(reference: str) -> Response:
    """A wallet's answer. What does not verify is refused, written down, and ends the request."""
    if request.mimetype != FORM:
        raise AnswerRefused("a form is expected")
    back = receive(session(), reference, request.form, services=services(), now=now())
    return _kept_by_nobody(jsonify({} if back is None else {"redirect_uri": back}))


@blueprint.route(addresses.CERTIFICATE)
@allow("public")
@blueprint.doc(responses={200: {"description": "PEM", "content": {"application/x-pem-file": {}}}})
def get_authority() -> Response:
    """The certificate that wallets pin to know requests of this office."""
    own = services()
    pem = authority(box=own.box, base_url=own.settings.base_url)
    response = Response(pem, content_type="application/x-pem-file")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.errorhandler(AnswerRefused)
def refuse(error: AnswerRefused) -> Response:
    """The error codes of the standards."""
    end_session(keep=error.keeps_writes)
    response = jsonify({"error": error.oauth_error, "error_description": error.detail or error.en})
    response.status_code = error.status
    return _kept_by_nobody(response)


@blueprint.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """More than any wallet needs to send."""
    end_session(keep=False)
    response = jsonify({"error": "invalid_request", "error_description": "the answer is too large"})
    response.status_code = 413
    return _kept_by_nobody(response)


def _signed(token: str) -> Response:
    return _kept_by_nobody(Response(token, content_type=REQUEST_OBJECT))


def _once(name: str) -> str | None:
    values = request.form.getlist(name)
    if len(values) > 1:
        raise AnswerRefused(f"{name} is given more than once")
    return values[0] if values and values[0] else None


def _kept_by_nobody(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
