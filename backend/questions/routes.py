"""Route of the room questions."""

from typing import Any

from flask import request

from backend.questions.answer import answer_questions
from backend.questions.schemas import AnswersAnswer, QuestionsBody
from backend.verification import typed_codes
from backend.verification.answer import reason_texts
from backend.verification.verifiers import RegisteredVerifier, admitted, verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent_while
from backend.web.limit_classes import guesses
from backend.web.request import actor, now, services, session
from backend.web.strict import rfc3339

blueprint = Room("questions", description="Yes or no about a certificate, and nothing else")
BODY = QuestionsBody()


def registered() -> RegisteredVerifier:
    """The verifier who asks, if it is still one. Raises NotRegistered."""
    return verifier_of(session(), actor(), services=services(), now=now())


@blueprint.route("/verifications/answers", methods=["POST"])
@allow("window", "partner")
@guesses("typed")
@idempotent_while(registered)
@blueprint.arguments(BODY)
@blueprint.response(200, AnswersAnswer)
def post_answers(body: dict[str, Any]) -> dict[str, Any]:
    """Ask yes/no questions about the certificate that a code shows; an accepted code is used up.

    Nothing of the certificate is disclosed. A question is answered from what the code shows; what it does not show is
    `unknown`, and so is everything about a code that is refused.
    """
    verifier = admitted(session(), actor(), "online", services=services(), now=now())
    named = typed_codes.resolve(
        session(), body["code"], verifier_id=verifier.verifier_id, address=request.remote_addr or "",
        services=services(), now=now(),
    )  # fmt: skip
    answered = answer_questions(
        session(), named.text, {one["question"]: one["value"] for one in body["questions"]}, verifier=verifier,
        purpose=body["purpose"], challenge=None if body["challenge"] is None else bytes.fromhex(body["challenge"]),
        actor=actor(), services=services(), now=now(),
    )  # fmt: skip
    verdict = answered.verdict
    typed_codes.use_up(session(), named, accepted=verdict.accepted, now=now())
    return {
        "id": verdict.id, "accepted": verdict.accepted, **reason_texts(verdict.reason),
        "answers": [{"question": name, "answer": said} for name, said in answered.answers.items()],
        "as_of": rfc3339(verdict.as_of), "verifier": verdict.verifier_id, "purpose": verdict.purpose,
        "receipt": verdict.receipt,
    }  # fmt: skip
