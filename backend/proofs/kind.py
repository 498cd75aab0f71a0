"""What a kind of proof is: who answers, what is asked, by which rules, and what the proof then says.

Values only; `document.parse` is the one place that builds them from text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from backend.matters.rules import SoundRules
from backend.matters.terms import Answer, Office, Text

QuestionKind = Literal["choice", "text", "number", "date", "citizen_number"]
QUESTION_KINDS: tuple[QuestionKind, ...] = ("choice", "text", "number", "date", "citizen_number")
TYPE = "general-proof"  # the certificate type that every proof is


@dataclass(frozen=True)
class Question:
    """One thing asked with the request. A text has 1 to `most` characters, a number is from `least` to `most`."""

    code: str
    kind: QuestionKind
    text: Text
    required: bool = True
    answers: tuple[Answer, ...] = ()
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Kind:
    """One kind of proof. `registers` are the certificate types whose records its rules may look at.

    `rules` None: an officer answers. `summary` and `statement` are what the certificate says, in Chinese; the statement
    may hold `{name}`, `{number}`, and names that the rules know, in braces.
    """

    code: str
    version: int
    name: Text
    office: Office
    legal_basis: tuple[str, ...]
    what: Text
    validity_days: int
    promised_days: int
    summary: str
    statement: str
    questions: tuple[Question, ...] = ()
    registers: tuple[str, ...] = ()
    rules: SoundRules | None = None
    source: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # name of the rules -> kind

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)
