"""What the rules of a matter may look at: every name with its kind, and the verified values of one case.

1. `certificates.TYPE.FIELD`: of the types that the matter's materials or form name; `-` of a type's id is written `_`.
2. Only certificates count that are valid, not expired, and of the person the rules ask about (`whose`, else the
   applicant). Where several count and do not say the same, that field is not known.
3. The last day of a certificate is known whatever was shown of it; one without end has none.
4. `answers.QUESTION` is the chosen answer; `form.FIELD` has the kind of the field it is bound to, a typed one is text.
5. `facts.holds.TYPE`: whether the city's registers hold a valid certificate of the applicant's of that type;
   `facts.barred`: whether the applicant is barred from promises.
6. A value that is not of its kind is not known.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from backend.matters.conditions import CONDITIONS, is_asked_of
from backend.matters.presented import Scene, date_of
from backend.matters.rule_language import Kind, RuleError, Value
from backend.matters.rules import SoundRules, sound
from backend.matters.terms import Condition, Matter, RuleSet
from certs.catalogue import Catalogue, CertificateType, DerivedField, Field

KINDS: Mapping[str, Kind] = {
    "text": "text", "longtext": "text", "digest": "text", "integer": "number", "boolean": "truth", "date": "date",
}  # fmt: skip
APPLICANTS = Condition("holder_is_applicant")
KNOWN_UNSHOWN = frozenset({"valid_to"})  # rule 3
HOLDS, BARRED = "facts.holds.", "facts.barred"


def names_of(matter: Matter, catalogue: Catalogue) -> dict[str, Kind]:
    """Every name that the matter's rules may use (rules 1, 4 and 5)."""
    names: dict[str, Kind] = {BARRED: "truth"}
    names |= {HOLDS + word(type_.id): "truth" for type_ in catalogue.types}
    for type_ in asked_types(matter, catalogue):
        names |= {f"certificates.{word(type_.id)}.{name}": kind for name, kind in _fields(type_)}
    names |= {f"answers.{word(one.code)}": "text" for one in matter.situations}
    for field in matter.form:
        bound = catalogue.by_id(field.type) if field.type else None
        kinds = dict(_fields(bound)) if bound else {}
        names[f"form.{word(field.name)}"] = kinds.get(field.field or "", "text")
    return names


def sound_rules(matter: Matter, catalogue: Catalogue) -> SoundRules:
    """The matter's rules, compiled once a process. Raises RuleError, and ValueError where it has none."""
    if matter.decide is None:
        raise ValueError(f"{matter.code} has no rules")
    return _sound(matter.decide, tuple(names_of(matter, catalogue).items()))


@lru_cache(maxsize=512)
def _sound(rules: RuleSet, names: tuple[tuple[str, Kind], ...]) -> SoundRules:
    return sound(rules, dict(names))


def asked_types(matter: Matter, catalogue: Catalogue) -> list[CertificateType]:
    """The types that somebody is asked to show for this matter."""
    ids = {one.type for _, one in matter.replacements()} | {field.type for field in matter.form if field.type}
    return [type_ for type_ in catalogue.types if type_.id in ids]


def rule_fields(matter: Matter, catalogue: Catalogue) -> dict[str, set[str]]:
    """The fields that the rules must see, by type id; nothing for rules that are not sound."""
    if matter.decide is None:
        return {}
    try:
        used = sound_rules(matter, catalogue).used
    except RuleError:
        return {}
    ids = {word(type_.id): type_.id for type_ in catalogue.types}
    found: dict[str, set[str]] = {}
    for name in used:
        root, _, rest = name.partition(".")
        type_word, _, field = rest.partition(".")
        if root == "certificates":
            found.setdefault(ids[type_word], set()).update({field} - KNOWN_UNSHOWN)
    return found


def values_of(
    matter: Matter, names: Mapping[str, Kind], scene: Scene, *, answers: Mapping[str, str], form: Mapping[str, Any],
    facts: Mapping[str, bool],
) -> dict[str, Value]:  # fmt: skip
    """The values of `names` that are known. `facts` by their whole names; `form` by field name."""
    found: dict[str, Any] = {f"answers.{word(code)}": value for code, value in answers.items()}
    found |= {f"form.{word(name)}": value for name, value in form.items()}
    found |= facts
    shown: dict[str, list[Any]] = {}
    for name, value in _disclosed(matter, scene):
        shown.setdefault(name, []).append(value)
    found |= {name: values[0] for name, values in shown.items() if all(one == values[0] for one in values)}
    typed = {name: _typed(found[name], kind) for name, kind in names.items() if name in found}
    return {name: value for name, value in typed.items() if value is not None}


def word(code: str) -> str:
    """A code as a name in the language of rules."""
    return code.replace("-", "_")


def _fields(type_: CertificateType) -> Iterator[tuple[str, Kind]]:
    fields: list[Field | DerivedField] = [*type_.fields.values(), *type_.derived.values()]
    for field in fields:
        if field.kind in KINDS:
            yield field.name, KINDS[field.kind]


def _disclosed(matter: Matter, scene: Scene) -> Iterator[tuple[str, Any]]:
    """Rules 2 and 3."""
    whose = {one.type: one.condition for one in matter.decide.whose} if matter.decide else {}
    for shown in scene.presented:
        condition = whose.get(shown.type_id, APPLICANTS)
        expired = shown.valid_to is not None and shown.valid_to < scene.today
        if not shown.status_valid or expired or not is_asked_of([condition], shown):
            continue
        if CONDITIONS[condition.kind].check(condition.arguments, shown, scene) is not None:
            continue
        for name, value in {**shown.fields, "valid_to": shown.valid_to}.items():
            yield f"certificates.{word(shown.type_id)}.{name}", value


def _typed(value: Any, kind: Kind) -> Value:
    """Rule 6; None for what is not known."""
    if kind == "date":
        return value if isinstance(value, date) else date_of(value)
    wanted: Mapping[Kind, type[str | int | bool]] = {"text": str, "number": int, "truth": bool}
    known: Value = value if type(value) is wanted[kind] and value != "" else None
    return known
