"""Yes/no questions about a certificate: which there are of a type, and what each is answered from.

Rules: 1. a question is answered from what the code shows, never from what else is known of the holder; 2. every
derived field that is true or false is a question by its name, answered from itself or from the field behind it;
3. a purpose registers a question as `?` and its name, beside the names of fields; 4. whoever may see what a question is
answered from may ask it; but `same_holder`, which joins two visits, is registered by name or with every field.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from certs.catalogue import CertificateType

MARK = "?"
NAME, NUMBER, CERTIFICATE_NUMBER = "name_matches", "number_matches", "certificate_number_matches"
VALID, SAME_HOLDER = "valid_certificate", "same_holder"


@dataclass(frozen=True)
class Question:
    """A question in words. `value`: what comes with it: nothing, a text to compare, or the id of a verdict."""

    zh: str
    en: str
    value: str  # none | text | verdict


FIXED: Mapping[str, Question] = MappingProxyType(
    {
        NAME: Question("姓名或名称是否一致", "Is this the holder's name?", "text"),
        NUMBER: Question("持证人号码是否一致", "Is this the holder's number?", "text"),
        CERTIFICATE_NUMBER: Question("证照号码是否一致", "Is this the certificate's number?", "text"),
        VALID: Question("证照是否有效", "Is the certificate valid?", "none"),
        SAME_HOLDER: Question("与前一次核验是否同一持证人", "Is it the same holder as before?", "verdict"),
    }
)


def questions_of(type_: CertificateType) -> dict[str, Question]:
    """Every question that a certificate of this type could answer."""
    ages = {
        name: Question(f"是否{field.title['zh']}", f"{field.title['en']}?", "none")
        for name, field in type_.derived.items()
        if field.kind == "boolean"
    }
    return ages | {name: question for name, question in FIXED.items() if sources(type_, name) is not None}


def sources(type_: CertificateType, question: str) -> tuple[str, ...] | None:
    """The fields any one of which answers the question; empty when it needs none, None when there is no answer."""
    derived = type_.derived.get(question)
    if derived is not None and derived.kind == "boolean":
        return question, derived.source
    if question in (VALID, SAME_HOLDER):
        return ()
    field = {NAME: type_.holder.name, NUMBER: type_.holder.code, CERTIFICATE_NUMBER: type_.number_field}.get(question)
    return (field,) if field else None


def permitted(type_: CertificateType, registered: Collection[str], fields: Collection[str]) -> frozenset[str]:
    """Rules 3 and 4. `registered`: as it is stored; `fields`: the names of fields among it, "*" spelt out."""
    return frozenset(_permitted(type_, registered, fields))


def _permitted(type_: CertificateType, registered: Collection[str], fields: Collection[str]) -> Iterator[str]:
    for name in questions_of(type_):
        needed = sources(type_, name) or ()
        implied = registered == "*" if name == SAME_HOLDER else not needed or not set(needed).isdisjoint(fields)
        if implied or MARK + name in registered:
            yield name


def label(type_: CertificateType | None, name: str) -> dict[str, str]:
    """A stored name with the mark, in words, for a history."""
    found = (questions_of(type_) if type_ is not None else {}).get(name.removeprefix(MARK))
    return {"zh": f"是非核验：{found.zh}", "en": f"Yes or no: {found.en}"} if found else {"zh": name, "en": name}
