"""What people of the demo city did before anybody came: asked for proofs, applied on the phone, and said how it was.

Each signs in, is matched by name, binds a phone and signs with its key, through the same use cases as anybody; the keys
are forgotten afterwards. The city is loaded, and nobody in it has done anything yet.
"""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend import db
from backend.cases.form import typed_of
from backend.cases.mine.covers import coverage
from backend.cases.mine.online import ME, begin, fill
from backend.cases.mine.submit import submit
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.demo import people
from backend.errors import LiangmaError
from backend.people import devices, one_time_codes
from backend.people.identity import match
from backend.people.limits import Visitor
from backend.proofs.ask import Asker, ask
from backend.ratings.rate import rate
from backend.web.request import Actor, Services
from certs import base64url
from certs.consent import Statement, make_consent
from certs.device import make_device_proof
from certs.keys import Signer, SoftwareSigner, new_private_key

MATTER, ANSWERS = "rs-social-security-card-replacement", {"reason": "lost"}  # decided by rule as it is submitted
TYPED = {"phone": "13800000000", "bank_name": "亮州银行"}
PROOFS: tuple[tuple[int, str, Mapping[str, object]], ...] = (  # whose, kind, answers; the first two are made by rule
    (120, "no-house", {"scope": "self"}), (121, "residence", {}),
    (122, "income", {"monthly": 3200, "persons": 3}), (123, "low-income", {"persons": 2, "yearly": 9000}),
)  # fmt: skip
RATINGS = (  # who, level, words
    (112, 5, "在家就办好了"), (113, 5, None), (114, 4, None), (115, 5, "几分钟就有结果"), (116, 4, None),
    (117, 2, "挂失那一步看不明白"), (118, 1, "开户银行填了两遍"),
)  # fmt: skip


@dataclass(frozen=True)
class Citizen:
    """Signed in and matched, with a phone."""

    person_id: uuid.UUID
    device_id: uuid.UUID
    actor: Actor
    signer: Signer


def live(services: Services, *, now: int) -> None:
    """Each in a transaction of their own. Whom the office refuses, because a card ran out since, has done nothing."""
    for index, kind, answers in PROOFS:
        with suppress(LiangmaError), db.transaction(services.engine) as session:
            who = _sign_in(session, index, services=services, now=now)
            ask(session, kind, answers, asker=Asker(who.person_id, who.actor), services=services, now=now)
    for index, level, words in RATINGS:
        with suppress(LiangmaError), db.transaction(services.engine) as session:
            who = _sign_in(session, index, services=services, now=now)
            case = _apply(session, who, services=services, now=now)
            rate(session, case.case_no, level=level, text=words, actor=who.actor, services=services, now=now)


def _sign_in(session: Session, index: int, *, services: Services, now: int) -> Citizen:
    found, box, visitor = people.person(index), services.box, Visitor(f"demo-{index}")
    code = one_time_codes.begin(session, found.phone, visitor=visitor, box=box, now=now)
    account_id = one_time_codes.redeem(session, found.phone, code, visitor=visitor, box=box, now=now)
    actor, signer = Actor(f"account:{account_id}", "citizen", None), SoftwareSigner(new_private_key())
    person_id = match(
        session, actor, name=found.name, number=found.citizen_number, visitor=visitor, box=box, now=now
    )  # fmt: skip
    nonce, aud = devices.challenge(session, actor=actor, now=now), services.settings.base_url
    proof = make_device_proof(signer, aud=aud, nonce=base64url.encode(nonce.nonce), iat=now)
    device = devices.register(session, proof, name="我的手机", aud=aud, actor=actor, now=now)
    return Citizen(person_id, device.device_id, actor, signer)


def _apply(session: Session, who: Citizen, *, services: Services, now: int) -> Case:
    """With every certificate that the wallet suggests."""
    case = begin(session, MATTER, answers=ANSWERS, applicant=ME, actor=who.actor, services=services, now=now)
    matter = matter_of(session, case)
    fill(session, case.case_no, TYPED, revision=case.revision, actor=who.actor, services=services, now=now)
    found = coverage(session, case, matter, reader=who.person_id, services=services, now=now).certificates
    shown = [(one.certificate_id, one.names) for one in found if one.suggested]
    said = Statement(
        aud=services.settings.base_url, case_no=case.case_no, revision=case.revision,
        matter=(matter.code, matter.version), answers=case.answers, typed=typed_of(case, services=services),
        certificates=[(str(one), names) for one, names in shown],
    )  # fmt: skip
    return submit(
        session, case.case_no, revision=case.revision, certificates=[one for one, _ in shown],
        device_id=who.device_id, signature=make_consent(who.signer, said, iat=now), defer=False, actor=who.actor,
        services=services, now=now,
    )  # fmt: skip
