"""The values a matter is made of: what a person must hand in, and which certificate spares them each paper.

All are frozen and hold no behaviour beyond look-ups; `document.parse` is the only place that builds them from text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ApplicantKind = Literal["citizen", "organisation"]
MaterialForm = Literal["original", "copy", "form"]
SourceKind = Literal["applicant", "authority", "third_party", "certificate"]
Decision = Literal["officer", "rule", "commitment"]
FormKind = Literal["text", "telephone", "citizen_number", "credit_code"]
MakerKind = Literal["form", "answer", "text", "office", "today", "years", "days", "number", "kept", "changed"]


@dataclass(frozen=True)
class Text:
    """One sentence or name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Office:
    """The department that answers for a matter; `code` is the issuer code where the office also issues."""

    code: str
    name: Text


@dataclass(frozen=True)
class Condition:
    """One requirement on a presented certificate; `kind` is a key of `conditions.CONDITIONS`."""

    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Replacement:
    """A certificate that stands for a paper: its type id, the fields it must show, and what must hold of it."""

    type: str
    fields: tuple[str, ...]
    conditions: tuple[Condition, ...]
    note: Text | None = None


@dataclass(frozen=True)
class Applies:
    """A material, a field or a part is asked for only when `question` was answered with one of `answers`."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Where the applicant gets a paper; `certificate` means it exists only as a certificate."""

    by: SourceKind
    name: Text


@dataclass(frozen=True)
class Material:
    """A paper of a matter. `replaced_by` holds ways: any one way suffices, and a way needs all its replacements.

    `authorisation`: it is the letter by which the applicant lets an agent act; what their own phone says of the agent
    stands for it.
    """

    code: str
    name: Text
    form: MaterialForm
    required: bool
    source: Source
    applies_when: tuple[Applies, ...] = ()
    replaced_by: tuple[tuple[Replacement, ...], ...] = ()
    deferrable_days: int | None = None
    committable: bool = False
    authorisation: bool = False


@dataclass(frozen=True)
class FormField:
    """A field of the form: typed, or filled from `field` of a certificate of `type` that `whose` accepts. It is asked
    for in the situations that `applies_when` names, in all when it names none. `kind`: what may be typed."""

    name: str
    label: Text
    required: bool = True
    type: str | None = None
    field: str | None = None
    whose: Condition = Condition("holder_is_applicant")
    applies_when: tuple[Applies, ...] = ()
    kind: FormKind = "text"


@dataclass(frozen=True)
class Answer:
    value: str
    label: Text


@dataclass(frozen=True)
class Situation:
    """A question that narrows the list of materials."""

    code: str
    question: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class TimeLimit:
    """Both in working days; 0 means at once."""

    statutory_days: int
    promised_days: int


@dataclass(frozen=True)
class Fee:
    """In fen (1/100 yuan), with the sentence shown to the applicant."""

    fen: int
    note: Text


@dataclass(frozen=True)
class ResultField:
    """How one field of the resulting certificate is made; `kind` says what `value` is.

    form: the name of a form field. answer: the code of a question; the chosen answer's Chinese name. text: the very
    text. office: nothing; the name under which the deciding office is registered as an issuer. today: nothing; the
    day of the decision. years, days: how many after that day; the last day of a period that begins on it. number: a
    pattern with `{year}` and, once, `{sequence:6}`: so many digits, counted up by the year. kept: nothing; what the
    holder's own certificate that this one replaces says. changed: the name of a form field; what it says, and where it
    is open or not asked for what the replaced certificate says.
    """

    field: str
    kind: MakerKind
    value: str | int | None = None


@dataclass(frozen=True)
class Result:
    """What the applicant receives; `type` is a certificate type id when the result is itself a certificate, whose
    required `fields` are then all made. `replaces`: it takes the place of the applicant's one certificate of the type,
    whatever its number; without it, of the one with the number that is made, if there is one."""

    name: Text
    type: str | None = None
    fields: tuple[ResultField, ...] = ()
    replaces: bool = False


@dataclass(frozen=True)
class Rule:
    """`when` must hold; `text` says so to people; `otherwise` is what follows when it does not."""

    code: str
    when: str
    text: Text
    otherwise: Literal["person", "reject"] = "person"


@dataclass(frozen=True)
class Whose:
    """The rules look only at certificates of `type` that `condition` accepts, a condition on the holder."""

    type: str
    condition: Condition


@dataclass(frozen=True)
class RuleSet:
    """The rules of a matter, and what they decide when all of them hold. A type that `whose` leaves out must be the
    applicant's own."""

    outcome: Literal["approve", "person"]
    rules: tuple[Rule, ...]
    whose: tuple[Whose, ...] = ()


@dataclass(frozen=True)
class Commitment:
    """When the matter is decided on a written promise: its text, the later check, and the bar that follows a false
    one. `check_within_days` are working days. Versions stored before there were texts have none."""

    check_within_days: int
    bars_years: int
    text: Text | None = None


@dataclass(frozen=True)
class Part:
    """One office's share of a matter that several offices do together: the materials and form fields it needs, and when
    it is done at all. The part of the matter's own office is the lead and always done."""

    office: Office
    does: Text
    materials: tuple[str, ...]
    form: tuple[str, ...] = ()
    applies_when: tuple[Applies, ...] = ()


@dataclass(frozen=True)
class Matter:
    """One thing a person can apply for. `agents`: somebody may act for the applicant; `agent_when`: the question that
    asks whether somebody does, with the answers that say so."""

    code: str
    version: int
    name: Text
    keywords: tuple[str, ...]
    office: Office
    applicant: ApplicantKind
    legal_basis: tuple[str, ...]
    channels: tuple[str, ...]
    time_limit: TimeLimit
    fee: Fee
    result: Result
    decision: Decision
    guide: tuple[Text, ...]
    materials: tuple[Material, ...]
    form: tuple[FormField, ...]
    situations: tuple[Situation, ...] = ()
    decide: RuleSet | None = None
    commitment: Commitment | None = None
    parts: tuple[Part, ...] = ()
    agents: bool = True
    agent_when: tuple[Applies, ...] = ()
    source: str = ""

    def material(self, code: str) -> Material | None:
        return next((material for material in self.materials if material.code == code), None)

    def situation(self, code: str) -> Situation | None:
        return next((situation for situation in self.situations if situation.code == code), None)

    def letter(self) -> Material | None:
        """The material by which the applicant lets an agent act."""
        return next((material for material in self.materials if material.authorisation), None)

    def replacements(self) -> Iterator[tuple[str, Replacement]]:
        """Every replacement with the code of the material it stands for."""
        for material in self.materials:
            for way in material.replaced_by:
                for replacement in way:
                    yield material.code, replacement
