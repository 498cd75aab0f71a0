"""Routes by which a window asks for proofs for its cases."""

from typing import Any

import marshmallow as ma

from backend.cases.intake.proofs import CONSENT, ask_for_case, consent_of, fitting_proofs
from backend.cases.intake.read import case_document
from backend.cases.intake.schemas import CaseAnswer
from backend.cases.models import Case
from backend.cases.open import own_case
from backend.proofs.read import kind_document, request_line
from backend.proofs.schemas import AskBody, KindAnswer, RequestLine
from backend.verification.verifiers import RegisteredVerifier, verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.request import actor, now, services, session
from backend.web.strict import Time

blueprint = Room("case_proofs", description="Proofs that a window asks for, with the applicant's consent")
ASK = AskBody()


class FittingProofs(ma.Schema):
    material = ma.fields.String(required=True, metadata={"description": "Code of the missing material"})
    kinds = ma.fields.List(ma.fields.Nested(KindAnswer), required=True)


class CaseProofs(ma.Schema):
    """`consent_until`: a proof may be asked for until then, on the applicant's latest code; null when it may not."""

    items = ma.fields.List(ma.fields.Nested(FittingProofs), required=True)
    consent_until = Time(required=True, allow_none=True)


class AskedProof(ma.Schema):
    request = ma.fields.Nested(RequestLine, required=True)
    case = ma.fields.Nested(CaseAnswer, required=True)


def _registered() -> RegisteredVerifier:
    return verifier_of(session(), actor(), services=services(), now=now())


@blueprint.route("/cases/<string:case_no>/proofs")
@allow("window")
@blueprint.response(200, CaseProofs)
def get_case_proofs(case_no: str) -> dict[str, Any]:
    """The kinds of proof that would spare what this case still lacks, and whether one may be asked for now."""
    case = own_case(session(), case_no, actor=actor())
    found = fitting_proofs(session(), case, services=services())
    consent = consent_of(session(), case, now=now())
    return {
        "items": [
            {"material": one.material_code, "kinds": [kind_document(kind) for kind in one.kinds]} for one in found
        ],
        "consent_until": None if consent is None else consent.at + CONSENT,
    }


@blueprint.route("/cases/<string:case_no>/proof-requests", methods=["POST"])
@allow("window")
@idempotent_while(_registered)
@blueprint.arguments(ASK)
@blueprint.response(201, AskedProof)
def post_case_proof(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Ask for a proof for the applicant, on the code they showed to this case a moment ago.

    Issued, or standing already: it is in the case at once, and the material is struck off. Else an officer answers.
    """
    request, case = ask_for_case(
        session(), case_no, body["kind"], body["answers"], actor=actor(), services=services(), now=now()
    )
    return {"request": request_line(request, services=services()), "case": _document(case)}


def _document(case: Case) -> dict[str, Any]:
    return case_document(session(), case, services=services(), now=now())
