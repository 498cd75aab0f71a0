"""Turns the text of one matter's file into a Matter, or says in which line it cannot.

1. Every key is known, every needed key is there, every value has its kind; enumerations are checked here.
2. A condition is one we know, with exactly its arguments.
3. Codes are unique inside the matter: materials, questions, answers, form fields.
4. A field of the result is made in exactly one way: `form`, `answer`, `text`, `office`, `today`, `years`, `days`,
   `number`, `kept` or `changed`.
What needs the certificate catalogue or the other matters is `lint`'s to say.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, Literal, cast, get_args

from backend.matters.conditions import CONDITIONS
from backend.matters.offices import read_office
from backend.matters.reader import Reader, read_text
from backend.matters.terms import (
    Answer,
    ApplicantKind,
    Applies,
    Commitment,
    Condition,
    Decision,
    Fee,
    FormField,
    FormKind,
    MakerKind,
    Material,
    MaterialForm,
    Matter,
    Office,
    Part,
    Replacement,
    Result,
    ResultField,
    Rule,
    RuleSet,
    Situation,
    Source,
    SourceKind,
    Text,
    TimeLimit,
    Whose,
)
from backend.registries.strict_yaml import DocumentError, read_table

__all__ = ["DocumentError", "FormField", "Material", "Matter", "Office", "Replacement", "Text", "parse"]

LONGEST = {"years": 100, "days": 36_600}
CHANNELS = ("window", "phone", "desktop", "kiosk", "post")


def parse(text: str, source: str, *, version: int | None = None) -> Matter:
    """The matter in `text`; `source` is the file's name for errors. Raises DocumentError(file, line, reason).

    With `version` that is the matter's, whatever the text says of it.
    """
    reader = Reader(read_table(text, source), source)
    matter = Matter(
        code=reader.words("code"),
        version=_version(reader, version),
        name=reader.text("name"),
        keywords=reader.word_list("keywords"),
        office=reader.one("office", read_office),
        applicant=cast(ApplicantKind, reader.words("applicant", get_args(ApplicantKind))),
        legal_basis=reader.word_list("legal_basis"),
        channels=reader.word_list("channels", CHANNELS),
        time_limit=reader.one("time_limit", _time_limit),
        fee=reader.one("fee", _fee),
        result=reader.one("result", _result),
        decision=cast(Decision, reader.words("decision", get_args(Decision))),
        guide=reader.each("guide", read_text),
        materials=reader.each("materials", _material),
        form=reader.each("form", _form_field),
        situations=reader.each("situations", _situation, required=False),
        decide=reader.one("decide", _rule_set) if reader.has("decide") else None,
        commitment=reader.one("commitment", _commitment) if reader.has("commitment") else None,
        parts=reader.each("parts", _part, required=False),
        agents=reader.truth("agents", True),
        agent_when=reader.each("agent_when", _applies, required=False),
        source=source,
    )
    reader.done()
    _refuse_doubles(matter, reader)
    return matter


def _version(reader: Reader, given: int | None) -> int:
    if given is None:
        return reader.whole("version", 1)
    reader.leave("version")
    return given


def _refuse_doubles(matter: Matter, reader: Reader) -> None:
    _unique(reader, "materials", (material.code for material in matter.materials))
    _unique(reader, "form", (field.name for field in matter.form))
    _unique(reader, "situations", (situation.code for situation in matter.situations))
    for situation in matter.situations:
        _unique(reader, "situations", (answer.value for answer in situation.answers))


def _unique(reader: Reader, key: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise reader.refuse(key, f"{code} stands twice")
        seen.add(code)


def _time_limit(reader: Reader) -> TimeLimit:
    limit = TimeLimit(reader.whole("statutory_days", most=LONGEST["days"]), reader.whole("promised_days"))
    if limit.promised_days > limit.statutory_days:
        raise reader.refuse("promised_days", "longer than the law allows")
    return limit


def _fee(reader: Reader) -> Fee:
    return Fee(fen=reader.whole("fen"), note=read_text(reader))


def _result(reader: Reader) -> Result:
    return Result(
        name=read_text(reader),
        type=reader.words("type") if reader.has("type") else None,
        fields=reader.one("fields", _result_fields) if reader.has("fields") else (),
        replaces=reader.truth("replaces", False),
    )


def _result_fields(reader: Reader) -> tuple[ResultField, ...]:
    """Rule 4."""
    return tuple(reader.one(name, partial(_result_field, name)) for name in reader.keys_left())


def _result_field(field: str, reader: Reader) -> ResultField:
    kinds = reader.keys_left()
    if len(kinds) != 1 or kinds[0] not in get_args(MakerKind):
        raise reader.refuse(kinds[0] if kinds else field, f"{field}: one of {', '.join(get_args(MakerKind))}")
    kind = cast(MakerKind, kinds[0])
    if kind in ("today", "office", "kept"):
        if not reader.truth(kind, False):
            raise reader.refuse(kind, f"`{kind}: true` is expected")
        return ResultField(field, kind)
    return ResultField(
        field, kind, reader.whole(kind, 1, most=LONGEST[kind]) if kind in LONGEST else reader.words(kind)
    )


def _commitment(reader: Reader) -> Commitment:
    return Commitment(
        reader.whole("check_within_days", 1, most=LONGEST["days"]),
        reader.whole("bars_years", most=LONGEST["years"]),
        reader.text("text"),
    )


def _rule_set(reader: Reader) -> RuleSet:
    outcomes = ("approve", "person")
    return RuleSet(
        outcome=cast(Literal["approve", "person"], reader.words("outcome", outcomes)),
        rules=reader.each("rules", _rule),
        whose=reader.each("whose", _whose, required=False),
    )


def _rule(reader: Reader) -> Rule:
    following = reader.words("otherwise", ("person", "reject")) if reader.has("otherwise") else "person"
    return Rule(
        code=reader.words("code"),
        when=reader.words("when"),
        text=read_text(reader),
        otherwise=cast(Literal["person", "reject"], following),
    )


def _whose(reader: Reader) -> Whose:
    return Whose(reader.words("type"), _condition(reader, reader.raw("is")))


def _part(reader: Reader) -> Part:
    return Part(
        office=reader.one("office", read_office),
        does=reader.text("does"),
        materials=reader.word_list("materials") if reader.has("materials") else (),
        form=reader.word_list("form") if reader.has("form") else (),
        applies_when=reader.each("applies_when", _applies, required=False),
    )


def _situation(reader: Reader) -> Situation:
    return Situation(reader.words("code"), reader.text("question"), reader.each("answers", _answer))


def _answer(reader: Reader) -> Answer:
    return Answer(value=reader.words("value"), label=read_text(reader))


def _material(reader: Reader) -> Material:
    return Material(
        code=reader.words("code"),
        name=reader.text("name"),
        form=cast(MaterialForm, reader.words("form", get_args(MaterialForm))),
        required=reader.truth("required", True),
        source=reader.one("source", _source),
        applies_when=reader.each("applies_when", _applies, required=False),
        replaced_by=reader.each("replaced_by", _way, required=False),
        deferrable_days=(
            reader.whole("deferrable_days", 1, most=LONGEST["days"]) if reader.has("deferrable_days") else None
        ),
        committable=reader.truth("committable", False),
        authorisation=reader.truth("authorisation", False),
    )


def _source(reader: Reader) -> Source:
    return Source(by=cast(SourceKind, reader.words("by", get_args(SourceKind))), name=read_text(reader))


def _applies(reader: Reader) -> Applies:
    return Applies(reader.words("question"), reader.word_list("is"))


def _way(reader: Reader) -> tuple[Replacement, ...]:
    """A single replacement, or `all_of` several."""
    return reader.each("all_of", _replacement) if reader.has("all_of") else (_replacement(reader),)


def _replacement(reader: Reader) -> Replacement:
    conditions = reader.raw("conditions")
    if not isinstance(conditions, list) or not conditions:
        raise reader.refuse("conditions", "a list of conditions is expected")
    return Replacement(
        type=reader.words("type"),
        fields=reader.word_list("fields"),
        conditions=tuple(_condition(reader, item) for item in conditions),
        note=reader.text("note") if reader.has("note") else None,
    )


def _condition(reader: Reader, item: Any) -> Condition:
    """`not_expired`, or a table of one key such as `field_equals: {field: …, value: …}`."""
    kind, arguments = (item, {}) if isinstance(item, str) else _with_arguments(reader, item)
    if kind not in CONDITIONS:
        raise reader.refuse("conditions", f"the condition {kind} is not known")
    if set(arguments) != set(CONDITIONS[kind].arguments):
        wanted = ", ".join(CONDITIONS[kind].arguments) or "no arguments"
        raise reader.refuse("conditions", f"{kind} takes {wanted}")
    for name, expected in CONDITIONS[kind].arguments.items():
        if not isinstance(arguments[name], expected) or arguments[name] is None or not _flat(arguments[name]):
            raise reader.refuse("conditions", f"{kind}: {name} has the wrong kind")
    return Condition(kind, dict(arguments))


def _flat(argument: Any) -> bool:
    return not isinstance(argument, list) or not any(item is None or isinstance(item, dict | list) for item in argument)


def _with_arguments(reader: Reader, item: Any) -> tuple[str, dict[str, Any]]:
    inner = reader.nested(item, "conditions")
    keys = inner.keys_left()
    if len(keys) != 1:
        raise reader.refuse("conditions", "one condition an entry")
    arguments = inner.raw(keys[0])
    if not isinstance(arguments, dict):
        raise reader.refuse("conditions", f"{keys[0]} takes a table of arguments")
    return keys[0], arguments


def _form_field(reader: Reader) -> FormField:
    name, label, required = reader.words("name"), reader.text("label"), reader.truth("required", True)
    when = reader.each("applies_when", _applies, required=False)
    kind = cast(FormKind, reader.words("kind", get_args(FormKind)) if reader.has("kind") else "text")
    if not reader.has("from"):
        return FormField(name, label, required, applies_when=when, kind=kind)
    origin = reader.nested(reader.raw("from"), "from")
    whose = _condition(origin, origin.raw("whose")) if origin.has("whose") else Condition("holder_is_applicant")
    filled = FormField(name, label, required, origin.words("type"), origin.words("field"), whose, when, kind)
    origin.done()
    return filled
