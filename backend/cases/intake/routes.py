"""Routes of the room cases."""

from typing import Any

from flask import request

from backend.cases.intake.accept import accept
from backend.cases.intake.deferral import defer
from backend.cases.intake.fill_in import fill_in
from backend.cases.intake.materials import set_material
from backend.cases.intake.read import Line, Wanted, case_document, cases_of, id_of
from backend.cases.intake.scan import scan
from backend.cases.intake.schemas import (
    MATERIAL_STATES,
    ActBody,
    CaseAnswer,
    CaseBody,
    CasePage,
    CasesQuery,
    FormBody,
    MaterialBody,
    MissingNotice,
    ScanAnswer,
    ScanBody,
)
from backend.cases.limits import due_of, last_day, mark
from backend.cases.missing import missing_notice
from backend.cases.models import Case
from backend.cases.open import open_case, own_case
from backend.registries.calendar import day_of
from backend.verification import typed_codes
from backend.verification.answer import verdict_dict
from backend.verification.verifiers import RegisteredVerifier, verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.limit_classes import guesses
from backend.web.paging import encode_cursor
from backend.web.request import actor, now, services, session

blueprint = Room(
    "cases", description="One application at one window: scan, and what need not be handed in is struck off"
)

CASE, SCAN, MATERIAL, CASES, ACT, FORM = CaseBody(), ScanBody(), MaterialBody(), CasesQuery(), ActBody(), FormBody()


def _registered() -> RegisteredVerifier:
    return verifier_of(session(), actor(), services=services(), now=now())


@blueprint.route("/cases", methods=["POST"])
@allow("window")
@idempotent_while(_registered)
@blueprint.arguments(CASE)
@blueprint.response(201, CaseAnswer)
def post_case(body: dict[str, Any]) -> dict[str, Any]:
    """Open a case for a matter; every material that applies is missing until a scan says otherwise."""
    case = open_case(session(), body["matter"], answers=body["answers"], actor=actor(), services=services(), now=now())
    return _document(case)


@blueprint.route("/cases")
@allow("window")
@blueprint.arguments(CASES, location="query")
@blueprint.response(200, CasePage)
def get_cases(query: dict[str, Any]) -> dict[str, Any]:
    """This window's own cases of a day, or of all days, newest first, so that a clerk can go on. Names nobody."""
    limit, day = query["limit"], None if query["all_days"] else query["day"] or day_of(now())
    wanted = Wanted(day, query["state"], query["ready"], query["mark"], now())
    office = _registered().verifier_id
    lines = cases_of(session(), wanted, office=office, limit=limit, cursor=query["cursor"])
    items, more = lines[:limit], len(lines) > limit
    last = items[-1].case if more else None
    cursor = encode_cursor(last.opened_at, id_of(last.case_no)) if last else None
    return {"items": [_line(line) for line in items], "next_cursor": cursor}


@blueprint.route("/cases/<string:case_no>")
@allow("window")
@blueprint.response(200, CaseAnswer)
def get_case(case_no: str) -> dict[str, Any]:
    """A case of this window."""
    return _document(own_case(session(), case_no, actor=actor()))


@blueprint.route("/cases/<string:case_no>/scans", methods=["POST"])
@allow("window")
@guesses("typed")
@idempotent_while(_registered)
@blueprint.arguments(SCAN)
@blueprint.response(200, ScanAnswer)
def post_scan(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Verify a code for the case and strike off what its certificates stand for; scanning again adds.

    Verdict, exemptions, form and audit entry are written together or not at all. A refused code changes nothing in the
    case; one of a person who is not the applicant is refused (holder_mismatch) unless the matter has a use for it.
    With the role `agent` the code says who acts for the applicant, and counts for what is asked of the agent alone.
    """
    challenge = None if body["challenge"] is None else bytes.fromhex(body["challenge"])
    named = typed_codes.resolve(
        session(), body["code"], verifier_id=_registered().verifier_id, address=request.remote_addr or "",
        services=services(), now=now(),
    )  # fmt: skip
    verdict, case = scan(
        session(), case_no, named.text, actor=actor(), services=services(), now=now(), challenge=challenge,
        role=body["role"],
    )  # fmt: skip
    typed_codes.use_up(session(), named, accepted=verdict.accepted, now=now())
    return {"verdict": verdict_dict(verdict), "case": _document(case)}


@blueprint.route("/cases/<string:case_no>/materials/<string:material_code>", methods=["PUT"])
@allow("window")
@blueprint.arguments(MATERIAL)
@blueprint.response(200, CaseAnswer)
def put_material(body: dict[str, Any], case_no: str, material_code: str) -> dict[str, Any]:
    """Note that a material was handed in on paper, or take the note back."""
    case = set_material(session(), case_no, material_code, state=body["state"], **_acting())
    return _document(case)


@blueprint.route("/cases/<string:case_no>/form", methods=["PUT"])
@allow("window")
@blueprint.arguments(FORM)
@blueprint.response(200, CaseAnswer)
def put_form(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Type into the form of a case begun here: all typed fields at once. What a certificate says is not typed."""
    case = fill_in(session(), case_no, body["fields"], revision=body["revision"], **_acting())
    return _document(case)


@blueprint.route("/cases/<string:case_no>/acceptance", methods=["POST"])
@allow("window")
@idempotent_while(_registered)
@blueprint.arguments(ACT)
@blueprint.response(200, CaseAnswer)
def post_acceptance(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Accept the case: nothing is missing, and the time limits begin. Its certificates are weighed again.

    What ceased to be valid since it was scanned is missing again, and is named (materials_missing).
    """
    return _document(accept(session(), case_no, revision=body["revision"], **_acting()))


@blueprint.route("/cases/<string:case_no>/deferral", methods=["POST"])
@allow("window")
@idempotent_while(_registered)
@blueprint.arguments(ACT)
@blueprint.response(200, CaseAnswer)
def post_deferral(body: dict[str, Any], case_no: str) -> dict[str, Any]:
    """Accept the case with a gap: all that is missing follows by its day, and then the time limits begin."""
    return _document(defer(session(), case_no, revision=body["revision"], **_acting()))


@blueprint.route("/cases/<string:case_no>/missing-notice")
@allow("window")
@blueprint.response(200, MissingNotice)
def get_missing_notice(case_no: str) -> dict[str, Any]:
    """All that is missing, told at once: form, where to get it, last day, consequence."""
    case = own_case(session(), case_no, actor=actor())
    return missing_notice(session(), case, services=services(), now=now())


def _acting() -> dict[str, Any]:
    return {"actor": actor(), "services": services(), "now": now()}


def _document(case: Case) -> dict[str, Any]:
    return case_document(session(), case, services=services(), now=now())


def _line(line: Line) -> dict[str, Any]:
    case, matter = line.case, line.matter
    return {
        "case_no": case.case_no, "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "state": case.state, "opened_at": case.opened_at, "revision": case.revision,
        "applicant_known": case.person_id is not None, "mine": str(case.staff_id) == actor().subject_id,
        "materials": dict.fromkeys(MATERIAL_STATES, 0) | dict(line.materials), "due": due_of(case),
        "deferred_until": last_day(case.deferred_until), "mark": mark(case, now()),
    }  # fmt: skip
