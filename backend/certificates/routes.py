"""Routes of the room certificates: the holder's wallet, and what a department does with its own certificates."""

import re
import uuid
from typing import Any

from flask import Response, request

from backend.certificates import end_many, lifecycle, reading, schemas
from backend.certificates.fetch_wallet import fetch_wallet
from backend.certificates.issue import issue_all
from backend.certificates.lent import sign_lent
from backend.certificates.models import Certificate
from backend.certificates.phone_copies import copy_for_phone
from backend.certificates.wallet import sign_one
from backend.certificates.wallet_answer import document, view
from backend.people.devices import device_of
from backend.people.persons import person_of, persons_reachable
from backend.registries.types import allowed_type
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session
from backend.web.strict import rfc3339

blueprint = Room("certificates")
HAVE = re.compile(
    r'(?:W/)?"([!#-~]{1,60})"', re.ASCII
)  # any other spelling gets the whole answer, which is never wrong
WALLET_HEADERS = {
    "ETag": {"description": "Version of the answer, for this phone", "schema": {"type": "string"}},
    "Server-Time": {"description": "As `server_time`", "schema": {"type": "string", "format": "date-time"}},
}
ONE = "/certificates/<uuid:certificate_id>"


@blueprint.route("/wallet", methods=["GET"])
@allow("citizen")
@blueprint.arguments(schemas.WalletQuery(), location="query")
@blueprint.response(200, schemas.Wallet(), headers=WALLET_HEADERS)
@blueprint.alt_response(
    304, description="Nothing has changed since the version in If-None-Match", headers=WALLET_HEADERS
)
def show_wallet(query: dict[str, uuid.UUID]) -> Response:
    """The holder's certificates, masked, with the views that this phone can show without a network; then those that
    the phone shows for others, each with `on_behalf`.

    A phone that keeps an answer asks with its `ETag` in `If-None-Match`: 304 says that this answer would be the same
    but for its time, which then stands in `Server-Time`, and that no view in it is to be renewed yet.
    """
    own, found = services(), HAVE.fullmatch(request.environ.get("HTTP_IF_NONE_MATCH", ""))
    fetched = fetch_wallet(
        session(), actor(), query["device_id"], have=found and found[1], catalogue=own.catalogue, box=own.box, now=now()
    )
    headers = {"ETag": f'W/"{fetched.version}"', "Server-Time": rfc3339(now())}
    if fetched.cards is None or fetched.lent is None:
        return Response(status=304, headers=headers)
    return Response(document(fetched.cards, fetched.lent, now=now()), headers=headers, mimetype="application/json")


@blueprint.route("/wallet/views", methods=["POST"])
@allow("citizen")
@blueprint.arguments(schemas.ViewRequest())
@blueprint.response(200, schemas.SignedView())
def sign_view(body: dict[str, Any]) -> dict[str, Any]:
    """Sign one view of one certificate for this phone, fresh; with `showing_id`, of one that it shows for another."""
    person_id = person_of(session(), actor())
    device = device_of(session(), person_id, body["device_id"])
    given = {"view": body["view"], "catalogue": services().catalogue, "box": services().box, "now": now()}
    if body["showing_id"] is not None:
        return view(sign_lent(session(), device, body["showing_id"], **given))
    people = persons_reachable(session(), person_id)
    return view(sign_one(session(), people, device, certificate_id=body["certificate_id"], **given))


@blueprint.route("/devices/<uuid:device_id>/copies", methods=["POST"])
@allow("citizen")
@blueprint.arguments(schemas.CopyRequest())
@blueprint.response(201, schemas.PhoneCopy())
def copy_to_phone(body: dict[str, uuid.UUID], device_id: uuid.UUID) -> dict[str, Any]:
    """A fresh copy of one certificate for this phone to present once, as a wallet does: SD-JWT VC, bound to its key."""
    person_id, own = person_of(session(), actor()), services()
    token = copy_for_phone(
        session(), person_id, device_id, body["certificate_id"], catalogue=own.catalogue, box=own.box,
        base_url=own.settings.base_url, now=now(), actor=actor().subject,
    )  # fmt: skip
    return {"copy": token, "server_time": now()}


@blueprint.route(ONE, methods=["GET"])
@allow("citizen")
@blueprint.response(200, schemas.Card())
def show_certificate(certificate_id: uuid.UUID) -> reading.Card:
    """One of the holder's own certificates with every field in full."""
    people = persons_reachable(session(), person_of(session(), actor()))
    return reading.show(session(), certificate_id, people, catalogue=services().catalogue, box=services().box)


@blueprint.route(f"{ONE}/versions", methods=["GET"])
@allow("citizen", "department")
@blueprint.response(200, schemas.Versions())
def show_versions(certificate_id: uuid.UUID) -> dict[str, Any]:
    """All versions of a certificate and the reason of each change: for its holder and for its issuer."""
    if actor().role == "department":
        whose = Certificate.issuer_code == actor().office
    else:
        whose = Certificate.person_id.in_(persons_reachable(session(), person_of(session(), actor())))
    return {"items": reading.versions(session(), certificate_id, whose, box=services().box)}


@blueprint.route("/certificates", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.IssueRequest())
@blueprint.response(201, schemas.CertificateStates())
def issue_certificate(body: dict[str, Any]) -> dict[str, Any]:
    """Issue a certificate of a type that this department may issue; one for each holder that the fields name."""
    issued = issue_all(session(), body["fields"], type=body["type"], issuer_code=_office(), **_given())
    return {"items": issued}


@blueprint.route("/certificates/look-ups", methods=["POST"])
@allow("department")
@blueprint.arguments(schemas.LookUpRequest())
@blueprint.response(200, schemas.CertificateStates())
def look_up_certificate(body: dict[str, str]) -> dict[str, Any]:
    """Find this department's own certificate by its printed number. Each look-up is logged for the holder."""
    type = allowed_type(session(), services().catalogue, body["type"], issuer_code=_office())
    return {"items": reading.look_up(session(), body["number"], type=type, issuer_code=_office(), **_acting())}


@blueprint.route(f"{ONE}/changes", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.ChangeRequest())
@blueprint.response(201, schemas.CertificateState())
def change_certificate(body: dict[str, Any], certificate_id: uuid.UUID) -> Certificate:
    """Change fields of a valid certificate: a new version is issued and the old one ends, at once."""
    return lifecycle.change(session(), _own(certificate_id), body["fields"], reason=body["reason"], **_given())


@blueprint.route(f"{ONE}/renewals", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.RenewalRequest())
@blueprint.response(201, schemas.CertificateState())
def renew_certificate(body: dict[str, Any], certificate_id: uuid.UUID) -> Certificate:
    """Renew a valid certificate: a new version with a new period, from today unless the fields say otherwise."""
    return lifecycle.renew(session(), _own(certificate_id), body["fields"], reason=body["reason"], **_given())


@blueprint.route(f"{ONE}/suspensions", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.Reason())
@blueprint.response(200, schemas.CertificateState())
def suspend_certificate(body: dict[str, Any], certificate_id: uuid.UUID) -> Certificate:
    """Suspend a valid certificate until it is resumed; verifiers learn at once, offline ones with the next list."""
    certificate = _own(certificate_id)
    lifecycle.suspend(session(), certificate, reason=body["reason"], **_acting())
    return certificate


@blueprint.route(f"{ONE}/resumptions", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.Reason())
@blueprint.response(200, schemas.CertificateState())
def resume_certificate(body: dict[str, Any], certificate_id: uuid.UUID) -> Certificate:
    """Lift the suspension of a certificate."""
    certificate = _own(certificate_id)
    lifecycle.resume(session(), certificate, reason=body["reason"], **_acting())
    return certificate


@blueprint.route(f"{ONE}/revocations", methods=["POST"])
@allow("department")
@idempotent
@blueprint.arguments(schemas.RevocationRequest())
@blueprint.response(200, schemas.CertificateState())
def revoke_certificate(body: dict[str, Any], certificate_id: uuid.UUID) -> Certificate:
    """End a certificate for good: withdrawn, cancelled, lapsed, transferred or revoked. Nothing brings it back.

    More in a day than an employee may end alone: 403, and `POST /api/v1/revocations` asks a colleague.
    """
    certificate = _own(certificate_id)
    most = services().settings.revoke_alone
    end_many.count_alone(session(), most=most, box=services().box, actor=actor(), now=now())
    lifecycle.revoke(session(), certificate, kind=body["kind"], reason=body["reason"], **_acting())
    return certificate


def _own(certificate_id: uuid.UUID) -> Certificate:
    return lifecycle.own_certificate(session(), certificate_id, issuer_code=actor().office)


def _office() -> str:
    return actor().office or ""


def _acting() -> dict[str, Any]:
    return {"box": services().box, "now": now(), "actor": actor()}


def _given() -> dict[str, Any]:
    return {**_acting(), "catalogue": services().catalogue, "base_url": services().settings.base_url}
