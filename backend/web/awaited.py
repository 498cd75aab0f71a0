"""What a case is to end in, told to rooms that stand beside the cases and must not know them (`Services.awaited`)."""

import uuid
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy.orm import Session

How = Literal["begun", "open", "issued", "over"]


@dataclass(frozen=True)
class Awaited:
    """The certificate of a case; `type_id` is None where it ends in none. `how`: begun (not handed in yet), open
    (nobody has decided), issued, or over (there will be none). `applicant`: citizen or organisation. `certificate_id`:
    the applicant's, once it is issued."""

    person_id: uuid.UUID
    type_id: str | None
    applicant: str
    how: How
    certificate_id: uuid.UUID | None


class Await(Protocol):
    """How rooms ask."""

    def __call__(self, session: Session, case_no: str) -> Awaited | None:
        """None: no such case, a part of one, or one without an applicant."""
        ...
