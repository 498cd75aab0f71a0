"""Routes of the room verification."""

import uuid
from typing import Any

from flask import Response, request

from backend.errors import Invalid
from backend.verification import history as reads
from backend.verification import seen, typed_codes
from backend.verification.answer import answer, stored_answer
from backend.verification.batch import answer_all, verify_all
from backend.verification.challenges import Challenge, issue_challenge
from backend.verification.history_answer import history_page, receipt_answer
from backend.verification.models import Verifier
from backend.verification.schemas import (
    BatchAnswer,
    BatchBody,
    ChallengeAnswer,
    HistoryPage,
    HistoryQuery,
    OwnVerifier,
    ReceiptAnswer,
    StoredVerdict,
    TypedCodeAnswer,
    TypedCodeBody,
    TypedCodeState,
    VerdictAnswer,
    VerificationBody,
    VerifierName,
)
from backend.verification.seen_rows import Sighting
from backend.verification.seen_schemas import SeenAnswer, SeenCodesBody
from backend.verification.verifiers import RegisteredVerifier, admitted, find_verifier, verifier_of
from backend.verification.verify import verify
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent, idempotent_while, require_key
from backend.web.limit_classes import limited
from backend.web.replica import may_lag
from backend.web.request import actor, now, services, session
from certs import base64url
from certs.errors import MalformedError

blueprint = Room("verification", description="Check a code once, say why, and show the holder who looked")

BODY, HISTORY, TYPED, SEEN = VerificationBody(), HistoryQuery(), TypedCodeBody(), SeenCodesBody()
BATCH = BatchBody()


def registered() -> RegisteredVerifier:
    """The verifier who asks, if it is still one. Raises NotRegistered."""
    return verifier_of(session(), actor(), services=services(), now=now())


@blueprint.route("/verifications", methods=["POST"])
@allow("window", "partner")
@limited("scan")
@idempotent_while(registered)
@blueprint.arguments(BODY)
@blueprint.response(200, VerdictAnswer)
def post_verification(body: dict[str, Any]) -> Response:
    """Verify a code; an accepted code is used up.

    A refused code, however hostile, is a verdict too (200, accepted=false, with reason, text and next step): it is
    recorded, shown in the holder's history, and not used up. Only a body that is not as documented is an error.
    """
    verifier = admitted(session(), actor(), "online", services=services(), now=now())
    challenge = None if body["challenge"] is None else bytes.fromhex(body["challenge"])
    named = typed_codes.resolve(
        session(), body["code"], verifier_id=verifier.verifier_id, address=request.remote_addr or "",
        services=services(), now=now(),
    )  # fmt: skip
    verdict = verify(
        session(), named.text, verifier=verifier, purpose=body["purpose"], challenge=challenge, actor=actor(),
        services=services(), now=now(),
    )  # fmt: skip
    typed_codes.use_up(session(), named, accepted=verdict.accepted, now=now())
    return Response(answer(verdict), mimetype="application/json")


@blueprint.route("/verifications/batch", methods=["POST"])
@allow("window", "partner")
@idempotent_while(registered)
@blueprint.arguments(BATCH)
@blueprint.response(200, BatchAnswer)
def post_batch(body: dict[str, Any]) -> Response:
    """Verify up to 50 codes; each has its own verdict, in the order given, and accepted ones are used up.

    Needs an Idempotency-Key: asked again with it, a batch whose answer was lost is answered as it was.
    """
    require_key()
    verifier = admitted(session(), actor(), "online", len(body["codes"]), services=services(), now=now())
    judged = verify_all(
        session(), body["codes"], verifier=verifier, purpose=body["purpose"], actor=actor(), services=services(),
        now=now(),
    )  # fmt: skip
    return Response(answer_all(judged), mimetype="application/json")


@blueprint.route("/verifications/<uuid:verdict_id>")
@allow("window", "partner")
@blueprint.response(200, StoredVerdict)
def get_verification(verdict_id: uuid.UUID) -> dict[str, Any]:
    """Read one of this verifier's own verdicts again, without field values."""
    row = reads.own_verdict(session(), verdict_id, actor=actor())
    shown = reads.to_its_verifier(row.shown)
    return stored_answer(row) | {"certificates": reads.shown_fields(shown, services().catalogue)}


@blueprint.route("/challenges", methods=["POST"])
@allow("window", "partner")
@blueprint.response(201, ChallengeAnswer)
def post_challenge() -> Challenge:
    """Ask for a challenge to show; a code that answers it is for this verifier only, once, within three minutes."""
    return issue_challenge(session(), registered(), now=now())


@blueprint.route("/typed-codes", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(TYPED)
@blueprint.response(201, TypedCodeAnswer)
def post_typed_code(body: dict[str, Any]) -> typed_codes.Posted:
    """Post a code signed around a server nonce; its number, good for three minutes, is typed at a window.

    A new number ends the one before of this account.
    """
    return typed_codes.post(session(), body["code"], actor=actor(), services=services(), now=now())


@blueprint.route("/typed-codes/<uuid:typed_code_id>")
@allow("citizen")
@blueprint.response(200, TypedCodeState)
def get_typed_code(typed_code_id: uuid.UUID) -> dict[str, Any]:
    """Whether my number still waits, or was used."""
    state, ends = typed_codes.read_state(session(), typed_code_id, actor=actor(), now=now())
    return {"typed_code_id": typed_code_id, "state": state, "expires_at": ends}


@blueprint.route("/typed-codes/<uuid:typed_code_id>", methods=["DELETE"])
@allow("citizen")
@blueprint.response(204)
def delete_typed_code(typed_code_id: uuid.UUID) -> None:
    """Take my number back."""
    typed_codes.cancel(session(), typed_code_id, actor=actor(), now=now())


@blueprint.route("/seen-codes", methods=["POST"])
@allow("window", "partner")
@blueprint.arguments(SEEN)
@blueprint.response(200, SeenAnswer)
def post_seen_codes(body: dict[str, Any]) -> dict[str, Any]:
    """Tell which codes were seen while offline; learn which of them were used elsewhere too.

    An accepted code counts as used from now on. Told again, a row changes nothing and is answered as before.
    """
    sightings = [_sighting(place, row) for place, row in enumerate(body["seen"])]
    verifier = admitted(session(), actor(), "offline", len(sightings), services=services(), now=now())
    results = seen.report(
        session(), sightings, verifier=verifier, gate=body["gate"], actor=actor(), services=services(), now=now()
    )
    rows = [{"once_id": base64url.encode(one.once_id), "result": one.result, "first": one.first} for one in results]
    return {"results": rows, "double_uses": sum(one.result == "used_elsewhere" for one in results)}


@blueprint.route("/verifiers/current")
@allow("window", "partner")
@blueprint.response(200, OwnVerifier)
def get_own_verifier() -> dict[str, Any]:
    """My own registration: every purpose with the types and fields it permits."""
    mine = registered()
    purposes = {
        purpose: {str(number): sorted(names) for number, names in sorted(permitted.items())}
        for purpose, permitted in mine.purposes.items()
    }
    questions = {
        purpose: {str(number): sorted(names) for number, names in sorted(permitted.items())}
        for purpose, permitted in mine.questions.items()
    }
    return {**vars(mine), "purposes": purposes, "questions": questions}


@blueprint.route("/verifiers/<string:verifier_id>")
@allow("public")
@blueprint.response(200, VerifierName)
def get_verifier(verifier_id: str) -> Verifier:
    """The registered name of a verifier, to show before answering its challenge."""
    return find_verifier(session(), verifier_id)


@blueprint.route("/history")
@allow("citizen")
@may_lag
@blueprint.arguments(HISTORY, location="query")
@blueprint.response(200, HistoryPage)
def get_history(query: dict[str, Any]) -> dict[str, Any]:
    """Who read my certificates, where, when, for which matter and which fields; refused reads too. Never a value."""
    limit, cursor = query.pop("limit"), query.pop("cursor")
    found = reads.history(session(), actor=actor(), limit=limit, cursor=cursor, wanted=reads.Filter(**query))
    return history_page(session(), found, limit, services=services())


@blueprint.route("/receipts/<uuid:verdict_id>")
@allow("citizen", "window", "partner")
@blueprint.response(200, ReceiptAnswer)
def get_receipt(verdict_id: uuid.UUID) -> dict[str, Any]:
    """The signed receipt of a verdict about me or by me, and the proof that the log holds it, once one is there."""
    row = reads.own_verdict(session(), verdict_id, actor=actor())
    return receipt_answer(session(), row, services=services(), now=now())


def _sighting(place: int, row: dict[str, Any]) -> Sighting:
    try:
        once_id = base64url.decode(row["once_id"])
    except MalformedError as error:
        raise Invalid(errors=[{"path": f"/seen/{place}/once_id", "problem": error.reason}]) from error
    outcome = "rejected" if row["outcome"] == "refused" else "accepted"
    return Sighting(
        once_id, row["at"], outcome, row["mode"], row["reason"], row["purpose"], row["handle"], tuple(row["fields"]),
        row["tried_online"],
    )  # fmt: skip
