"""What third parties said that they ask for, told to rooms below theirs that must not know it
(`Services.purpose_words`)."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy.orm import Session

Asked = tuple[str, str]  # id of a verifier, and a purpose's code
Words = Mapping[str, str]  # zh and en


class PurposeWords(Protocol):
    """How rooms ask."""

    def __call__(self, session: Session, asked: Iterable[Asked]) -> Mapping[Asked, Words]:
        """What is not in the answer has no words of its own: a window's, or one that was never said in words."""
        ...
