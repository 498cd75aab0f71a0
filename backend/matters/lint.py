"""Reads all matters against the certificate catalogue and lists what would fail somebody at a window.

 1. A code is given once, is at most 40 characters, and names its file.
 2. A replacement names a known type, and fields of that type.
 3. What a replacement needs to see stands together in one view of the type: else no code could ever show it.
 4. Its conditions are ones we know, and at least one says whose certificate it must be.
 5. A fixed value is one the field could hold.
 6. A condition on the holder fits who holds the type and who applies for the matter.
 7. There is no material that nobody can provide: abolished, only a certificate yet not replaced, or asked for in a
    situation that cannot be.
 8. A form field is bound to a real field of a known type, by a condition of rule 6, and is asked for in situations that
    can be.
 9. Offices are known and called as everywhere; where several act together, their parts fit (`lint_parts`).
10. A matter decided by rule has its rules; one decided on a commitment has its text and terms, and spares a material
    by it.
11. A question is worth asking: it has several answers, and some material or form field is asked for, or some office's
    part done, after one and not after another.
12. Rules are sound and can see what they look at.
13. A result that is a certificate can be issued: by this office, with every required field made.
14. What is said of agents fits together (`lint_agents`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backend.matters.lint_agents import agent_findings
from backend.matters.lint_decision import decision_findings
from backend.matters.lint_parts import part_findings
from backend.matters.lint_replacements import Finding, form_findings, replacement_findings
from backend.matters.lint_result import result_findings
from backend.matters.terms import Applies, FormField, Material, Matter, Part, Text
from certs.catalogue import Catalogue

CODE_LENGTH = 40
ABOLISHED = ("单身证明", "婚育证明", "居委会证明", "村委会证明", "健在证明", "户籍证明", "亲属关系证明")


@dataclass(frozen=True)
class LintProblem:
    """What is wrong in which matter, and at which material, form field or part of it."""

    matter: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.matter}: {self.place}: {self.reason}"


def lint(matters: Sequence[Matter], catalogue: Catalogue, offices: Mapping[str, Text]) -> list[LintProblem]:
    """Every problem of every matter, in the order of the matters; an empty list when all are fit to publish.

    `offices`: code -> name of those that a matter may name.
    """
    problems = [
        LintProblem(matter.code, place, reason)
        for matter in matters
        for place, reason in _matter_findings(matter, catalogue, offices)
    ]
    return problems + _double_codes(matters)


def _matter_findings(matter: Matter, catalogue: Catalogue, offices: Mapping[str, Text]) -> Iterator[Finding]:
    yield from _code_findings(matter)
    yield from replacement_findings(matter, catalogue)
    for material in matter.materials:
        yield from _material_findings(matter, material)
    yield from form_findings(matter, catalogue)
    for field in matter.form:
        yield from _situation_findings(matter, field.name, field.applies_when)
    yield from _office_findings(matter, offices)
    yield from part_findings(matter)
    yield from decision_findings(matter, catalogue)
    yield from result_findings(matter, catalogue)
    yield from _question_findings(matter)
    yield from agent_findings(matter)


def _code_findings(matter: Matter) -> Iterator[Finding]:
    """Rule 1, within one matter."""
    for code in (matter.code, *(material.code for material in matter.materials)):
        if len(code) > CODE_LENGTH:
            yield code, f"a code has at most {CODE_LENGTH} characters"
    if matter.source.endswith(".yaml") and matter.source.rpartition("/")[2] != f"{matter.code}.yaml":
        yield "code", f"the file is called {matter.source}"


def _double_codes(matters: Sequence[Matter]) -> list[LintProblem]:
    """Rule 1, between matters."""
    codes = [matter.code for matter in matters]
    doubles = sorted({code for code in codes if codes.count(code) > 1})
    return [LintProblem(code, "code", "two matters have this code") for code in doubles]


def _material_findings(matter: Matter, material: Material) -> Iterator[Finding]:
    """Rule 7."""
    if not material.replaced_by:
        if material.source.by == "certificate":
            yield material.code, "exists only as a certificate, and no certificate replaces it"
        if material.required and any(word in material.name.zh for word in ABOLISHED):
            yield material.code, "this proof is abolished: no office makes it out any more"
    yield from _situation_findings(matter, material.code, material.applies_when)


def _situation_findings(matter: Matter, place: str, when: Sequence[Applies]) -> Iterator[Finding]:
    """Rules 7 and 8."""
    allowed: dict[str, set[str]] = {}
    for part in when:
        situation = matter.situation(part.question)
        known = {answer.value for answer in situation.answers} if situation else set()
        for answer in sorted(set(part.answers) - known):
            yield place, f"asked for when {part.question} is {answer}, which nobody can answer"
        allowed[part.question] = allowed.get(part.question, set(part.answers)) & set(part.answers)
    for question, answers in allowed.items():
        if not answers:
            yield place, f"its conditions on {question} exclude each other"


def _office_findings(matter: Matter, offices: Mapping[str, Text]) -> Iterator[Finding]:
    """Rule 9."""
    for office in (matter.office, *(part.office for part in matter.parts)):
        known = offices.get(office.code)
        if known is None:
            yield "office", f"the office {office.code} is not known"
        elif known != office.name:
            yield "office", f"{office.code} is elsewhere called {known.zh}, {known.en}"


def _question_findings(matter: Matter) -> Iterator[Finding]:
    """Rule 11."""
    for situation in matter.situations:
        known = {answer.value for answer in situation.answers}
        asking: tuple[Material | FormField | Part, ...] = (*matter.materials, *matter.form, *matter.parts)
        narrowed = [
            set(one.answers) & known for asked in asking for one in asked.applies_when if one.question == situation.code
        ]
        if len(known) < 2 or not any(answers < known for answers in narrowed):
            yield situation.code, "a question whose answer changes nothing"
        if any(answers == known for answers in narrowed):
            yield situation.code, "a material is asked for, or a part done, after every answer: this changes nothing"
