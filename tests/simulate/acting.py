"""Whoever acts on cases: one use case, one transaction, ended as the edge ends it; a refusal is raised to them."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.cases.consents import useful_types
from backend.cases.intake.accept import accept
from backend.cases.intake.deadlines import Done, apply_deadlines
from backend.cases.intake.deferral import defer
from backend.cases.intake.fill_in import fill_in
from backend.cases.intake.materials import set_material
from backend.cases.intake.read import case_document
from backend.cases.intake.scan import Role, scan
from backend.cases.mine.commit import commit, text_of
from backend.cases.mine.consent import consent, decline
from backend.cases.mine.covers import types_of
from backend.cases.mine.my_cases import my_case, withdraw
from backend.cases.mine.online import begin, fill
from backend.cases.mine.read_online import my_whole_document
from backend.cases.mine.submit import submit
from backend.cases.models import Case, CaseMaterial
from backend.cases.office.ask import ask
from backend.cases.office.checks import record_check
from backend.cases.office.queue import office_cases
from backend.cases.office.take import decide, take
from backend.cases.open import open_case
from backend.cases.parts import matter_of
from backend.cases.states import ACCEPTED
from backend.errors import LiangmaError
from backend.matters.guide import view_for
from backend.matters.offered import offered_matter
from backend.matters.terms import Matter
from backend.ratings.rate import rate
from backend.registries.calendar import day_of
from backend.verification.verdict import Verdict
from backend.web.request import Actor
from certs import lm1
from certs.commitment import Promise, make_commitment, text_digest
from certs.consent import Statement, make_consent
from tests.cases.typed import typed_into
from tests.verification.world import BASE_URL, CATALOGUE, City, Phone


class Acting:
    """Everybody of a city. Times are seconds since 1970; nothing here reads a clock."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._matters: dict[str, Matter] = {}
        self._views: dict[tuple[str, str], int | None] = {}

    def do(self, use_case: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """What the use case returns; what it raises, after keeping what such a refusal keeps."""
        with self._app(), db.open_session(self.city.engine) as session:
            try:
                found = use_case(session, *given, **more)
            except LiangmaError as error:
                db.finish(session, keep=error.keeps_writes)
                raise
            db.finish(session, keep=True)
            return found

    def read(self, question: Callable[[Session], Any]) -> Any:
        with self._app(), db.open_session(self.city.engine, reading=True) as session:
            return question(session)

    def _app(self) -> Any:
        return self.city.app.app_context()

    def case(self, case_no: str) -> Case:
        found: Case = self.read(lambda session: session.get_one(Case, case_no))
        return found

    def parts(self, case_no: str) -> list[str]:
        query = select(Case.case_no).where(Case.parent_no == case_no).order_by(Case.part)
        return list(self.read(lambda session: list(session.scalars(query))))

    def lacks(self, case_no: str, *states: str) -> list[str]:
        """Materials in one of these states: missing and deferred, when none is named."""
        wanted = CaseMaterial.case_no == case_no, CaseMaterial.state.in_(states or ("missing", "deferred"))
        query = select(CaseMaterial.material_code).where(*wanted).order_by(CaseMaterial.material_code)
        return list(self.read(lambda session: list(session.scalars(query))))

    def matter(self, code: str) -> Matter:
        """As it is offered today."""
        if code not in self._matters:
            self._matters[code] = self.read(lambda session: offered_matter(session, code))
        return self._matters[code]

    # windows

    def open(self, window: Actor, matter: str, answers: dict[str, str], *, now: int) -> Case:
        return self._case(open_case, matter, answers=answers, actor=window, now=now)

    def pack(self, phone: Phone, matter: str, *, iat: int) -> str:
        """Of everything valid that this phone holds and the matter has a use for, each by the view its guide names.

        Empty when there is nothing."""
        today = day_of(iat).isoformat()
        valid = [held for held in phone.held.values() if (held.clean.get("valid_to") or today) >= today]
        views = ((held.handle, self._view(matter, held.type_id)) for held in valid)
        entries = [(handle, view) for handle, view in views if view is not None]
        if not entries:
            return ""
        return lm1.pack_text(entries, phone.signer, device_handle=phone.handle, iat=iat)

    def scan(
        self, window: Actor, case_no: str, code: str, *, now: int, role: Role = "applicant"
    ) -> tuple[Verdict, Case]:
        found: tuple[Verdict, Case] = self._do(scan, case_no, code, actor=window, now=now, role=role)
        return found

    def paper(self, window: Actor, case_no: str, material: str, *, now: int, state: str = "provided") -> Case:
        return self._case(set_material, case_no, material, state=state, actor=window, now=now)

    def asked(self, case_no: str, *, now: int) -> dict[str, str]:
        """What a window types: what the applicant said before, and what must be filled and is not."""

        def look(session: Session) -> dict[str, Any]:
            case = session.get_one(Case, case_no)
            return case_document(session, case, services=self.city.services, now=now)

        return typed_into(self.read(look)["form"])

    def fill_in(self, window: Actor, case: Case, fields: dict[str, str], *, now: int) -> Case:
        return self._case(fill_in, case.case_no, fields, revision=case.revision, actor=window, now=now)

    def accept(self, window: Actor, case_no: str, revision: int, *, now: int) -> Case:
        return self._case(accept, case_no, revision=revision, actor=window, now=now)

    def defer(self, window: Actor, case_no: str, revision: int, *, now: int) -> Case:
        return self._case(defer, case_no, revision=revision, actor=window, now=now)

    # phones

    def begin(self, phone: Phone, matter: str, answers: dict[str, str], *, who: str, now: int) -> Case:
        return self._case(begin, matter, answers=answers, applicant=who, actor=phone.actor, now=now)

    def document(self, phone: Phone, case_no: str, *, now: int) -> dict[str, Any]:
        """The case as its applicant's page reads it."""

        def look(session: Session) -> dict[str, Any]:
            case = my_case(session, case_no, actor=phone.actor)
            return my_whole_document(session, case, actor=phone.actor, services=self.city.services, now=now)

        found: dict[str, Any] = self.read(look)
        return found

    @staticmethod
    def typed(seen: dict[str, Any]) -> dict[str, str]:
        """What its reader types: every field that must be filled and that no suggested certificate fills."""
        sure = {fill["name"] for one in seen["certificates"] if one["suggested"] for fill in one["fills"]}
        return typed_into([one for one in seen["form"] if one["name"] not in sure])

    def fill(self, phone: Phone, case: Case, fields: dict[str, str], *, now: int) -> Case:
        return self._case(fill, case.case_no, fields, revision=case.revision, actor=phone.actor, now=now)

    def submit(self, phone: Phone, seen: dict[str, Any], *, defer: bool, now: int) -> Case:
        """Sign what the page shows, with every certificate that it suggests, and send it."""
        chosen = [one for one in seen["certificates"] if one["suggested"]]
        statement = Statement(
            aud=BASE_URL, case_no=seen["case_no"], revision=seen["revision"],
            matter=(seen["matter"]["code"], seen["matter"]["version"]),
            answers=seen["answers"],
            typed={one["name"]: one["value"] for one in seen["form"] if one["typed"]},
            certificates=[(one["certificate_id"], [field["name"] for field in one["fields"]]) for one in chosen],
            defer=defer,
        )  # fmt: skip
        return self._case(
            submit, seen["case_no"], revision=seen["revision"], device_id=phone.device_id, defer=defer,
            certificates=[uuid.UUID(one["certificate_id"]) for one in chosen], actor=phone.actor, now=now,
            signature=make_consent(phone.signer, statement, iat=now),
        )  # fmt: skip

    def promise(self, phone: Phone, case_no: str, *, now: int) -> Case:
        """Read the commitment, sign it, send it."""
        case = self.case(case_no)
        read = self.read(lambda session: text_of(session, case))
        said = Promise(aud=BASE_URL, case_no=case_no, revision=case.revision, text=text_digest(read))
        statement = make_commitment(phone.signer, said, iat=now)
        return self._case(
            commit, case_no, statement, revision=case.revision, device_id=phone.device_id, actor=phone.actor, now=now
        )

    def withdraw(self, phone: Phone, case_no: str, revision: int, *, now: int) -> Case:
        found: Case = self.do(withdraw, case_no, revision=revision, actor=phone.actor, now=now)
        return found

    def rate(self, phone: Phone, case_no: str, level: int, *, now: int) -> None:
        self._do(rate, case_no, level=level, text=None, actor=phone.actor, now=now)

    # officers

    def waiting(self, officer: Actor, *, now: int, most: int = 3) -> Sequence[Case]:
        """The cases of the officer's office that nobody took yet, the first due first."""
        given: dict[str, Any] = {"marked": None, "state": ACCEPTED, "limit": most, "cursor": None, "now": now}
        found: Sequence[Case] = self.read(lambda session: office_cases(session, officer.office, **given))
        return found

    def take(self, officer: Actor, case_no: str, revision: int, *, now: int) -> Case:
        found: Case = self.do(take, case_no, revision=revision, actor=officer, now=now)
        return found

    def decide(self, officer: Actor, case_no: str, revision: int, outcome: str, *, now: int) -> Case:
        reason = None if outcome == "approved" else "不符合规定条件"
        return self._case(decide, case_no, outcome, reason=reason, revision=revision, actor=officer, now=now)

    def ask(self, officer: Actor, case: Case, *, now: int) -> Case:
        """For everything that the matter has a use for."""
        types = list(useful_types(self.read(lambda session: matter_of(session, case)), CATALOGUE))
        given = {"types": types, "reason": "请出示", "revision": case.revision}
        return self._case(ask, case.case_no, **given, actor=officer, now=now)

    def requests(self, phone: Phone, case_no: str, *, now: int) -> list[dict[str, Any]]:
        """What the applicant is asked for in the case and its parts; none before anybody is known as the applicant."""
        if self.case(case_no).person_id is None:
            return []
        return [one for one in self.document(phone, case_no, now=now)["consent_requests"] if one["standing"] == "open"]

    def answer(self, phone: Phone, request: dict[str, Any], *, yes: bool, now: int) -> Case:
        """No; or yes with the first certificate of each type, in the order asked for."""
        number, revision = request["case_no"], request["revision"]
        if not yes:
            no: Case = self.do(decline, number, revision=revision, actor=phone.actor, now=now)
            return no
        case = self.case(number)
        held = {one["type"]["id"]: one for one in reversed(request["certificates"])}
        wanted = [held[one["type"]["id"]] for one in request["types"] if one["type"]["id"] in held]
        shown = [(one["certificate_id"], [field["name"] for field in one["fields"]]) for one in wanted]
        matter = case.matter_code, case.matter_version
        said = Statement(
            aud=BASE_URL, case_no=number, revision=revision, matter=matter, answers=case.answers, typed={},
            certificates=shown,
        )  # fmt: skip
        return self._case(
            consent, number, certificates=[uuid.UUID(one) for one, _ in shown], device_id=phone.device_id,
            signature=make_consent(phone.signer, said, iat=now), revision=revision, actor=phone.actor, now=now,
        )  # fmt: skip

    def check(self, officer: Actor, case_no: str, outcome: str, *, now: int) -> None:
        self._do(record_check, case_no, outcome, reason="现场与承诺不符", actor=officer, now=now)

    def clock(self, *, now: int) -> Done:
        """What the worker does once a round."""
        return apply_deadlines(self.city.engine, now=now)

    def _do(self, use_case: Callable[..., Any], *given: Any, **more: Any) -> Any:
        return self.do(use_case, *given, services=self.city.services, **more)

    def _case(self, use_case: Callable[..., Any], *given: Any, **more: Any) -> Case:
        found: Case = self._do(use_case, *given, **more)
        return found

    def _view(self, matter_code: str, type_id: str) -> int | None:
        """The number of the view that the matter's guide names first; None where it has no use for the type."""
        if (matter_code, type_id) not in self._views:
            matter = self.matter(matter_code)
            for type_ in CATALOGUE.types:
                used = type_.id in types_of(matter)
                number = view_for(matter, type_, catalogue=CATALOGUE).number if used else None
                self._views[matter_code, type_.id] = number
        return self._views[matter_code, type_id]
