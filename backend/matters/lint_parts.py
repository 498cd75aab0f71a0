"""The rule 9 of `lint`, for matters that several offices do together.

9. One part, and only one, is the matter's own office's: the lead, which is always done and gives the result. No office
   has two parts. Each part names materials and form fields of the matter, each once, and is done in situations that
   can be.
"""

from collections.abc import Iterator, Sequence

from backend.matters.lint_replacements import Finding
from backend.matters.terms import Matter, Part


def part_findings(matter: Matter) -> Iterator[Finding]:
    codes = [part.office.code for part in matter.parts]
    if matter.parts and codes.count(matter.office.code) != 1:
        yield "parts", f"one part must be that of {matter.office.code}, whose matter it is"
    for code in sorted({code for code in codes if codes.count(code) > 1} - {matter.office.code}):
        yield "parts", f"{code} has two parts"
    for part in matter.parts:
        yield from (("parts", f"{part.office.code} {reason}") for reason in _reasons(matter, part))


def _reasons(matter: Matter, part: Part) -> Iterator[str]:
    yield from _unknown(part.materials, {one.code for one in matter.materials}, "material")
    yield from _unknown(part.form, {one.name for one in matter.form}, "form field")
    if part.applies_when and part.office.code == matter.office.code:
        yield "does its part always: it gives the result"
    for one in part.applies_when:
        situation = matter.situation(one.question)
        known = {answer.value for answer in situation.answers} if situation else set()
        for answer in sorted(set(one.answers) - known):
            yield f"does its part when {one.question} is {answer}, which nobody can answer"


def _unknown(names: Sequence[str], known: set[str], what: str) -> Iterator[str]:
    for name in sorted(set(names)):
        if name not in known:
            yield f"needs {name}, which is no {what} of this matter"
        elif names.count(name) > 1:
            yield f"names the {what} {name} twice"
