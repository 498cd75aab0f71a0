"""Reads one programme from YAML and lints it against the certificate types; DocumentError names file, line, reason.

1. Every key is known and of its kind; nothing is left over. The code is small letters, digits and hyphens, at most 40.
2. The granted type, the register and the types looked at also are known; the office may issue the granted type; the
   register and the granted type have holders of one kind.
3. The rules are sound: they name fields of the register (`facts.`) and of certificates (`certificates.`) of this file,
   fit their kinds, and say something of the person. They never reject: who is not eligible is simply not asked.
4. Each required field of the granted type is made, and no field that it does not have; what a record gives has the
   field's kind, and is required there where it is required here; a text is one that the field could hold; the printed
   number is the only field with a number, and its pattern has a serial.
5. What makes two certificates the same are fields that are made of a text: else the run could not compare them.
6. A proposal is valid for 1 to 366 days; each legal basis names the law, 《…》.
"""

import re
from collections.abc import Iterator
from datetime import date

from backend.matters.reader import Reader
from backend.matters.rule_language import Kind
from backend.matters.rules import Rule, RuleSet, SoundRules, check_rules, sound
from backend.matters.terms import Text
from backend.proposals.programme import Made, Programme, Way, root_of
from backend.registries.strict_yaml import read_table
from certs.catalogue import Catalogue, CertificateType, Field, FieldProblem

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PATTERN = re.compile(r"[A-Za-z0-9]*(?:\{year\})?[A-Za-z0-9]*\{serial\}[A-Za-z0-9]*")
KINDS: dict[str, Kind] = {"text": "text", "longtext": "text", "integer": "number", "date": "date"}
WAYS: tuple[Way, ...] = ("record", "text", "today", "office", "number")
SAYS_ALL = ("today", "office")  # ways that need no more than their name
MOST_DAYS = 366
LONGEST_CODE = 40
FAR_AHEAD = date(9999, 1, 1)
SERIAL = "0" * 12  # as long as a serial is


def parse(text: str, source: str, catalogue: Catalogue) -> Programme:
    """The programme of one file; `source` is the file's name for refusals."""
    top = Reader(read_table(text, source), source)
    grants, register, also = (_type(top, "grants", catalogue), _type(top, "register", catalogue), _also(top, catalogue))
    programme = Programme(
        code=_code(top),
        version=top.whole("version", 1),
        name=top.text("name"),
        office=_office(top, grants, register),
        grants=grants.id,
        register=register.id,
        also=tuple(one.id for one in also),
        rules=_rules(top, register, also),
        what=top.text("what"),
        disclosed=top.text("disclosed"),
        legal_basis=_legal_basis(top),
        valid_days=_valid_days(top),
        fields=_fields(top, grants, register),
        same_when=top.word_list("same_when", grants.fields) if top.has("same_when") else (),
        paused=top.truth("paused", False),
        source=source,
    )
    _check_same(top, programme)
    top.done()
    return programme


def _code(top: Reader) -> str:
    code = top.words("code")
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise top.refuse("code", f"at most {LONGEST_CODE} small letters, digits and hyphens are expected")
    return code


def _type(top: Reader, key: str, catalogue: Catalogue) -> CertificateType:
    """Rule 2."""
    found = catalogue.by_id(top.words(key))
    if found is None:
        raise top.refuse(key, "the type is not known")
    return found


def _also(top: Reader, catalogue: Catalogue) -> tuple[CertificateType, ...]:
    if not top.has("also"):
        return ()
    known = {one.id: one for one in catalogue.types}
    return tuple(known[name] for name in top.word_list("also", known))


def _office(top: Reader, grants: CertificateType, register: CertificateType) -> str:
    if grants.holder_kind != register.holder_kind:
        raise top.refuse("register", f"its holder kind is {register.holder_kind}, and {grants.holder_kind} is needed")
    return top.words("office", grants.issuers)


def _rules(top: Reader, register: CertificateType, also: tuple[CertificateType, ...]) -> SoundRules:
    """Rule 3."""
    tables: list[tuple[Reader, Rule]] = []

    def rule(reader: Reader) -> None:
        texts = Text(reader.words("zh"), reader.words("en"))
        tables.append((reader, Rule(reader.words("code"), reader.words("when"), texts)))

    top.each("rules", rule)
    rules = RuleSet("approve", tuple(one for _, one in tables))
    names = _names(register, also)
    for code, reason in check_rules(rules, names):
        reader = next((reader for reader, one in tables if one.code == code), None)
        raise reader.refuse("when", reason) if reader else top.refuse("rules", reason)
    return sound(rules, names)


def _names(register: CertificateType, also: tuple[CertificateType, ...]) -> dict[str, Kind]:
    named = [("facts", register), *(("certificates", one) for one in also)]
    return {
        f"{root}.{root_of(type.id)}.{name}": KINDS[field.kind]
        for root, type in named
        for name, field in type.fields.items()
        if field.kind in KINDS
    }


def _legal_basis(top: Reader) -> tuple[str, ...]:
    """Rule 6."""
    laws = top.word_list("legal_basis")
    if not all("《" in law and "》" in law for law in laws):
        raise top.refuse("legal_basis", "the law is named as 《…》")
    return laws


def _valid_days(top: Reader) -> int:
    days = top.whole("valid_days", 1)
    if days > MOST_DAYS:
        raise top.refuse("valid_days", f"at most {MOST_DAYS} days")
    return days


def _fields(top: Reader, grants: CertificateType, register: CertificateType) -> tuple[Made, ...]:
    """Rule 4."""
    table = top.raw("fields")
    reader = top.nested(table, "fields")
    made = []
    for name in reader.keys_left():
        one = _made(reader.nested(reader.raw(name), name), name)
        for reason in _reasons(one, grants, register):
            raise reader.refuse(name, reason)
        made.append(one)
    for name, field in grants.fields.items():
        if field.required and name not in {one.field for one in made}:
            raise top.refuse("fields", f"{name} of {grants.id} is required, and nothing makes it")
    order = {name: place for place, name in enumerate(grants.fields)}
    return tuple(sorted(made, key=lambda one: order[one.field]))


def _made(reader: Reader, name: str) -> Made:
    ways = reader.keys_left()
    way = next((known for known in WAYS if ways == (known,)), None)
    if way is None:
        raise reader.refuse(ways[0] if ways else name, f"one of {', '.join(WAYS)} is expected")
    if way not in SAYS_ALL:
        return Made(name, way, reader.words(way))
    if not reader.truth(way, False):
        raise reader.refuse(way, "true is expected")
    return Made(name, way)


def _reasons(made: Made, grants: CertificateType, register: CertificateType) -> Iterator[str]:
    field = grants.fields.get(made.field)
    if field is None:
        yield f"{grants.id} has no such field"
        return
    if made.way == "record":
        yield from _record_reasons(field, register.fields.get(made.value), made.value, register)
    elif made.way == "today" and field.kind != "date":
        yield f"today is a date, and {made.field} is not"
    elif made.way == "office" and field.kind != "text":
        yield f"the office's name is a text, and {made.field} is not"
    elif made.way == "text" and not _could_hold(field, made.value):
        yield f"can never be {made.value}"
    elif made.way == "number":
        yield from _number_reasons(made, field, grants)


def _record_reasons(field: Field, source: Field | None, name: str, register: CertificateType) -> Iterator[str]:
    if source is None:
        yield f"{register.id} has no field {name}"
    elif source.kind != field.kind:
        yield f"{name} of {register.id} is of kind {source.kind}, and {field.kind} is needed"
    elif field.required and not source.required:
        yield f"required, but {name} of {register.id} may be absent"


def _number_reasons(made: Made, field: Field, grants: CertificateType) -> Iterator[str]:
    if made.field != grants.number_field:
        yield "only the printed number is made as a number"
    elif not PATTERN.fullmatch(made.value):
        yield "a pattern of letters and digits with {serial}, and {year} if wanted, is expected"
    elif not _could_hold(field, made.value.format(year=2026, serial=SERIAL)):
        yield "the numbers of this pattern do not fit the field"


def _could_hold(field: Field, value: str) -> bool:
    found: object = value
    try:
        for check in field.checks:
            found = check(found, FAR_AHEAD)
    except FieldProblem:
        return False
    return True


def _check_same(top: Reader, programme: Programme) -> None:
    """Rule 5."""
    texts = {made.field for made in programme.fields if made.way == "text"}
    for name in programme.same_when:
        if name not in texts:
            raise top.refuse("same_when", f"{name} is not made of a text")
