"""Which materials of a matter the presented certificates strike off, and what the form already knows.

 1. A material whose situation does not apply is not_applicable; an unanswered question counts as applying.
 2. A material is exempt when one of its ways holds; a way holds when each of its replacements finds a certificate.
 3. A replacement's certificate is of its type, has a valid status, shows every field, and meets every condition.
 4. The letter for an agent is exempt, by no certificate, where the applicant's own phone said that the agent acts.
 5. A material that may be left out and is not exempt is not_applicable: nobody is asked for it.
 6. Everything else is missing, with the reason of the certificate that came nearest.
 7. The form is filled only from certificates of valid status, of the person the field asks about; without an
    applicant, only where certificates of one holder alone could fill it.
Nothing here reads a clock, a table or a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from backend.matters.conditions import CONDITIONS, NOT_APPLICANT, is_asked_of
from backend.matters.presented import Applicant, Presented, Scene
from backend.matters.terms import Applies, FormField, Material, Matter, Replacement, Text

__all__ = ["Applicant", "MaterialOutcome", "Presented", "applies", "evaluate", "fill_form"]

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
NOT_SHOWN = Text("未出示可替代该材料的证照", "no certificate that replaces this material was shown")
NO_WAY = Text("该材料没有可替代的证照，请提交", "no certificate replaces this material: please hand it in")
STATUS = Text("证照状态不是有效", "the certificate's status is not valid")
NOT_IN_SITUATION = Text("您的情形不需要该材料", "not needed in your situation")
AUTHORISED = Text("申请人已用本人手机确认代办人", "the applicant's own phone said that the agent acts for them")
MAY_BE_LEFT_OUT = Text("选交材料，可以不交", "optional: it need not be handed in")


@dataclass(frozen=True)
class MaterialOutcome:
    """What became of one material; `by` are the ids of the certificates that struck it off, None unless exempt, none of
    them where rule 4 did."""

    material_code: str
    state: Literal["exempt", "missing", "not_applicable"]
    by: tuple[str, ...] | None
    why_zh: str
    why_en: str


@dataclass(frozen=True)
class _Found:
    certificate_ids: tuple[str, ...]


@dataclass(frozen=True)
class _NotFound:
    """`closeness` counts how far the best certificate came; the farthest tells the applicant most."""

    closeness: int
    why: Text


def evaluate(
    matter: Matter,
    presented: Sequence[Presented],
    *,
    today: date,
    applicant: Applicant,
    answers: Mapping[str, str] = NO_ANSWERS,
) -> tuple[MaterialOutcome, ...]:
    """One outcome a material, in the matter's order. `answers` maps a situation's code to the chosen value."""
    scene = Scene(tuple(presented), today, applicant)
    return tuple(_outcome(material, scene, answers) for material in matter.materials)


def _outcome(material: Material, scene: Scene, answers: Mapping[str, str]) -> MaterialOutcome:
    if not applies(material.applies_when, answers):  # rule 1
        return _told(material, "not_applicable", NOT_IN_SITUATION)
    nearest = _NotFound(-1, NOT_SHOWN if material.replaced_by else NO_WAY)
    for way in material.replaced_by:  # rule 2
        outcome = _try_way(way, scene)
        if isinstance(outcome, _Found):
            return _exempt(material, outcome)
        nearest = outcome if outcome.closeness > nearest.closeness else nearest
    if material.authorisation and scene.applicant.authorised:  # rule 4
        return replace(_told(material, "exempt", AUTHORISED), by=())
    if not material.required:  # rule 5
        return _told(material, "not_applicable", MAY_BE_LEFT_OUT)
    return _told(material, "missing", nearest.why)  # rule 6


def applies(when: Sequence[Applies], answers: Mapping[str, str]) -> bool:
    """Rule 1, of a material or of an office's part."""
    return all(answers.get(one.question, one.answers[0]) in one.answers for one in when)


def _told(material: Material, state: Literal["exempt", "missing", "not_applicable"], why: Text) -> MaterialOutcome:
    return MaterialOutcome(material.code, state, None, f"{material.name.zh}：{why.zh}", f"{material.name.en}: {why.en}")


def _exempt(material: Material, found: _Found) -> MaterialOutcome:
    return MaterialOutcome(
        material.code,
        "exempt",
        found.certificate_ids,
        f"{material.name.zh}：已由电子证照核验，免予提交",
        f"{material.name.en}: verified from an e-certificate, need not be handed in",
    )


def _try_way(way: Sequence[Replacement], scene: Scene) -> _Found | _NotFound:
    certificate_ids: list[str] = []
    for replacement in way:
        outcome = _try_replacement(replacement, scene)
        if isinstance(outcome, _NotFound):
            return outcome
        certificate_ids += [one for one in outcome.certificate_ids if one not in certificate_ids]
    return _Found(tuple(certificate_ids))


def _try_replacement(replacement: Replacement, scene: Scene) -> _Found | _NotFound:
    nearest = _NotFound(-1, NOT_SHOWN)
    for shown in scene.presented:
        if shown.type_id != replacement.type:
            continue
        refused = _refusal(replacement, shown, scene)  # rule 3
        if refused is None:
            return _Found((shown.certificate_id,))
        nearest = refused if refused.closeness > nearest.closeness else nearest
    return nearest


def _refusal(replacement: Replacement, shown: Presented, scene: Scene) -> _NotFound | None:
    if not shown.status_valid:
        return _NotFound(0, STATUS)
    hidden = [name for name in replacement.fields if shown.fields.get(name) is None]
    if not is_asked_of(replacement.conditions, shown):
        return _NotFound(0, NOT_APPLICANT)
    if hidden:
        names = ", ".join(hidden)
        return _NotFound(1, Text(f"出示的内容缺少：{names}", f"what was shown lacks: {names}"))
    for place, condition in enumerate(replacement.conditions):
        why = CONDITIONS[condition.kind].check(condition.arguments, shown, scene)
        if why is not None:
            return _NotFound(2 + place, why)
    return None


def fill_form(
    matter: Matter, presented: Sequence[Presented], *, applicant: Applicant | None = None, today: date | None = None
) -> dict[str, Any]:
    """Form field name → value from the certificates (rule 7). Fields nothing fills are absent: they are typed."""
    scene = Scene(tuple(presented), today or date.max, applicant) if applicant else None
    filled: dict[str, Any] = {}
    for field in matter.form:
        value = _form_value(field, presented, scene)
        if value is not None:
            filled[field.name] = value
    return filled


def _form_value(field: FormField, presented: Sequence[Presented], scene: Scene | None) -> Any:
    sources = [
        one for one in presented if one.type_id == field.type and one.status_valid and is_asked_of([field.whose], one)
    ]
    if scene is not None:
        sources = [
            one for one in sources if CONDITIONS[field.whose.kind].check(field.whose.arguments, one, scene) is None
        ]
    elif len({one.holder for one in sources}) > 1:
        return None
    values = [one.fields.get(field.field or "") for one in sources]
    return next((value for value in values if value is not None), None)
