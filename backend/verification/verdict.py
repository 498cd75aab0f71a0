"""The values of verification: who asks for what (Attempt), what was disclosed (Shown), and the answer (Verdict)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from backend.verification.asked import MARK
from certs.catalogue import CertificateType
from certs.verify import Check

Form = Literal["view", "pack", "lent", "apply", "look", "vp", "duty", "paper", "none"]
BY_ANOTHER: Form = "lent"  # a view or pack that another's phone showed for the holder
ON_PAPER: Form = "paper"  # printed for the holder, and brought by whoever has it
WITHOUT_CODE: tuple[Form, ...] = ("apply", "look", "duty")  # a consent signed, one to a look-up, a look under a law


class Attempt(NamedTuple):
    """One code put before one verifier: all that is known before the code is judged. `at` in Unix seconds.

    `questions`: what is asked in place of seeing fields; then the record names these, and no field.
    """

    verdict_id: uuid.UUID
    at: int
    verifier_id: str
    actor: str
    purpose: str
    case_no: str | None = None
    matter_code: str | None = None
    questions: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether questions are asked, and nothing is disclosed."""
        return bool(self.questions)

    def recorded(self, names: Iterable[str]) -> list[str]:
        """What the record says was shown, where a code shows these fields."""
        return [MARK + question for question in self.questions] if self.questions else list(names)


class Abroad(NamedTuple):
    """Of a certificate of another region: which one, its issuer there, its place (list, index) in that region's status
    lists, when its status was true (Unix seconds), and the last day (ISO) that the view itself vouches for."""

    region: str
    name: Mapping[str, str]
    issuer: str
    issuer_name: Mapping[str, str]
    place: tuple[int, int]
    as_of: int
    until: str

    @property
    def marks(self) -> dict[str, Any]:
        """What receipt and history say of it."""
        return {"region": self.region, "issuer": self.issuer, "as_of": self.as_of}


class Behalf(NamedTuple):
    """Whose phone showed a certificate for its holder: how they came to it, their name, and who they are."""

    kind: str
    name: str
    showing_id: uuid.UUID
    presenter_id: uuid.UUID


class Shown(NamedTuple):
    """One certificate as disclosed by an accepted code. `valid_to`: ISO date of its last day, None when open.
    `on_behalf`: where the phone was not its holder's."""

    certificate_id: uuid.UUID
    person_id: uuid.UUID
    type: CertificateType
    handle: str
    fields: Mapping[str, Any]
    valid_to: str | None
    abroad: Abroad | None = None
    on_behalf: Behalf | None = None

    @property
    def names(self) -> list[str]:
        return list(self.fields)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a code is refused. `person_id`: the holder when an issuer or a known phone vouched for the code."""

    reason: str
    checks: tuple[Check, ...]
    form: Form
    once_id: bytes | None = None
    person_id: uuid.UUID | None = None
    abroad: Abroad | None = None


class Verdict(NamedTuple):
    """The answer on one code. `shown` is empty unless accepted; `as_of` is when the live state was read.

    `presenter` is the person whose phone showed the code (accepted codes only); `receipt` is a JWS.
    `brought_by`: the name of who brings a printed code, where it names somebody.
    """

    id: uuid.UUID
    accepted: bool
    reason: str | None
    checks: tuple[Check, ...]
    shown: tuple[Shown, ...]
    as_of: int
    receipt: str
    verifier_id: str
    purpose: str
    presenter: uuid.UUID | None = None
    form: Form = "none"
    once_id: bytes | None = None
    abroad: Abroad | None = None
    brought_by: str | None = None

    @property
    def on_behalf(self) -> Behalf | None:
        """Who showed it for another, the first where there are several certificates."""
        return next((one.on_behalf for one in self.shown if one.on_behalf is not None), None)


def check_dicts(checks: tuple[Check, ...]) -> list[dict[str, Any]]:
    """Checks as they are stored: name, result, and the reason where there is one. No note: it may name fields."""
    return [
        {"name": check.name, "result": check.result, "reason": check.reason}
        if check.reason
        else {"name": check.name, "result": check.result}
        for check in checks
    ]
