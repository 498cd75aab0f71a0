"""Rule 14 of `lint`: what a matter says of agents fits together.

1. A matter that takes no agent asks nothing of one: no letter, no question, no certificate of an agent.
2. At most one question asks whether an agent acts; it is one of the matter's, and some of its answers say so, not all.
3. At most one material is the letter; it must be handed in, may not be promised, and where a question asks about
   agents it is asked for exactly after the answers that say so.
"""

from collections.abc import Iterator

from backend.matters.conditions import AGENTS
from backend.matters.lint_replacements import Finding
from backend.matters.terms import Material, Matter


def agent_findings(matter: Matter) -> Iterator[Finding]:
    yield from _question_findings(matter)
    letters = [one for one in matter.materials if one.authorisation]
    if not matter.agents:
        yield from _unwanted(matter, letters)
    if len(letters) > 1:
        yield letters[1].code, f"{letters[0].code} is the letter for an agent already"
    for letter in letters:
        yield from _letter_findings(matter, letter)


def _unwanted(matter: Matter, letters: list[Material]) -> Iterator[Finding]:
    """Rule 1."""
    whose = [(code, condition) for code, one in matter.replacements() for condition in one.conditions]
    whose += [(field.name, field.whose) for field in matter.form]
    places = [one.code for one in letters] + [place for place, condition in whose if condition.kind == AGENTS]
    places += ["agent_when"] if matter.agent_when else []
    yield from ((place, "speaks of an agent, but the matter takes none") for place in dict.fromkeys(places))


def _question_findings(matter: Matter) -> Iterator[Finding]:
    """Rule 2."""
    if len(matter.agent_when) > 1:
        yield "agent_when", "one question asks whether an agent acts"
    for one in matter.agent_when:
        situation = matter.situation(one.question)
        known = {answer.value for answer in situation.answers} if situation else set()
        if situation is None:
            yield "agent_when", f"there is no question {one.question}"
        elif not set(one.answers) < known:
            yield "agent_when", "some of the answers say that an agent acts, not all, and no others"


def _letter_findings(matter: Matter, letter: Material) -> Iterator[Finding]:
    """Rule 3."""
    if not letter.required or letter.committable:
        yield letter.code, "the letter for an agent must be handed in and is not promised"
    if matter.agent_when and tuple(letter.applies_when) != tuple(matter.agent_when):
        yield letter.code, "the letter is asked for exactly when an agent acts"
