"""The conditions a replacement may set on a presented certificate. Each answers None, or why it does not hold.

Whose certificate it is (every replacement needs at least one of these, so that nobody's paper is struck off with a
stranger's certificate):
 1. holder_is_applicant: the holder's key is the applicant's.
 2. holder_is_spouse: the holder is known as the applicant's spouse, or a valid marriage certificate shown names both.
 3. holder_is_child: the holder is known as the applicant's child.
 4. holder_is_represented_company: the holder is a company the applicant is, or is known to act for, or whose licence
    names the applicant as its representative.
 5. holder_is_representative: the holder is the person whom the applicant company's own licence names.
 6. holder_is_agent, holder_is_counterparty: the holder is known to act for the applicant, or is the other party.
 7. names_applicant{fields}: one of the fields holds the applicant's number, or a list of people with that number.
What it says:
 8. not_expired: today is not after its last day; an open end never passes.
 9. field_equals{field, value}, field_in{field, values}: the field was shown and holds that.
10. older_than{years}: the holder's birthday of that age has come, by birth date, number or age mark.
11. issued_within{days}: its issue date is at most that many calendar days ago and not ahead.
A field that was not shown never satisfies a condition. What an agent showed as such satisfies nothing but
holder_is_agent of what asks whose it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.matters.presented import Presented, Scene, birth_date, date_of, names_person, reads_alike
from backend.matters.terms import Condition, Text

Refusal = Text | None
Check = Callable[[Mapping[str, Any], Presented, Scene], Refusal]

NOT_APPLICANT = Text("证照不是申请人本人的", "the certificate is not the applicant's own")
NOT_SPOUSE = Text("证照不是申请人配偶的，或未出示结婚证", "not the spouse's, or no marriage certificate was shown")
NOT_CHILD = Text("证照不是申请人子女的", "not the certificate of the applicant's child")
NOT_COMPANY = Text("证照不是申请人所代表的单位的", "not the certificate of a company the applicant acts for")
NOT_REPRESENTATIVE = Text("证照不是营业执照所载负责人的", "not of the person the business licence names")
NOT_AGENT = Text("证照不是经办人的", "not the certificate of the appointed agent")
NOT_COUNTERPARTY = Text("证照不是对方当事人的", "not the certificate of the other party")
NOT_NAMED = Text("证照上没有申请人", "the certificate does not name the applicant")
EXPIRED = Text("证照已过有效期", "the certificate has expired")
OTHER_VALUE = Text("证照所载内容不符合要求", "what the certificate says does not fit")
TOO_YOUNG = Text("持证人未达到规定年龄", "the holder has not reached the age")
TOO_OLD_PAPER = Text("证照签发时间过久", "the certificate was made out too long ago")


def _applicant(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.holder == scene.applicant.key else NOT_APPLICANT


def _spouse(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.holder in scene.spouses() else NOT_SPOUSE


def _child(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.holder in scene.applicant.children else NOT_CHILD


def _company(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.holder in scene.companies() else NOT_COMPANY


def _representative(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if scene.is_representative(shown) else NOT_REPRESENTATIVE


def _agent(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.holder in scene.applicant.agents else NOT_AGENT


def _counterparty(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.holder in scene.applicant.counterparties else NOT_COUNTERPARTY


def _names_applicant(arguments: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    named = any(names_person(shown.fields.get(name), scene.applicant_number) for name in arguments["fields"])
    return None if named else NOT_NAMED


def _not_expired(_: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if shown.valid_to is None or shown.valid_to >= scene.today else EXPIRED


def _field_equals(arguments: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    return None if reads_alike(shown.fields.get(arguments["field"]), arguments["value"]) else OTHER_VALUE


def _field_in(arguments: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    value = shown.fields.get(arguments["field"])
    return None if any(reads_alike(value, allowed) for allowed in arguments["values"]) else OTHER_VALUE


def _older_than(arguments: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    years: int = arguments["years"]
    if shown.fields.get(f"over_{years}") is True:
        return None
    born = birth_date(shown)
    if born is None:
        return TOO_YOUNG
    had_birthday = (scene.today.month, scene.today.day) >= (born.month, born.day)
    age = scene.today.year - born.year - (0 if had_birthday else 1)
    return None if age >= years else TOO_YOUNG


def _issued_within(arguments: Mapping[str, Any], shown: Presented, scene: Scene) -> Refusal:
    issued = date_of(shown.fields.get("issue_date"))
    if issued is None or not 0 <= (scene.today - issued).days <= arguments["days"]:
        return TOO_OLD_PAPER
    return None


@dataclass(frozen=True)
class Rule:
    """A condition's arguments with the kind of each, and the check."""

    check: Check
    arguments: Mapping[str, type]
    names_holder: bool = False


CONDITIONS: Mapping[str, Rule] = {
    "holder_is_applicant": Rule(_applicant, {}, names_holder=True),
    "holder_is_spouse": Rule(_spouse, {}, names_holder=True),
    "holder_is_child": Rule(_child, {}, names_holder=True),
    "holder_is_represented_company": Rule(_company, {}, names_holder=True),
    "holder_is_representative": Rule(_representative, {}, names_holder=True),
    "holder_is_agent": Rule(_agent, {}, names_holder=True),
    "holder_is_counterparty": Rule(_counterparty, {}, names_holder=True),
    "names_applicant": Rule(_names_applicant, {"fields": list}, names_holder=True),
    "not_expired": Rule(_not_expired, {}),
    "field_equals": Rule(_field_equals, {"field": str, "value": object}),
    "field_in": Rule(_field_in, {"field": str, "values": list}),
    "older_than": Rule(_older_than, {"years": int}),
    "issued_within": Rule(_issued_within, {"days": int}),
}
AGENTS = "holder_is_agent"


def is_asked_of(conditions: Iterable[Condition], shown: Presented) -> bool:
    """Whether what these conditions stand for asks for this certificate at all: an agent's only for what is the
    agent's."""
    return not shown.agents_only or any(one.kind == AGENTS for one in conditions)


HOLDER_CONDITIONS = frozenset(kind for kind, rule in CONDITIONS.items() if rule.names_holder)
