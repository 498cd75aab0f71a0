"""Reads one kind of proof from YAML and lints it against the certificate types; DocumentError names file and line.

1. Every key is known and of its kind; nothing is left over. The code is small letters, digits and hyphens, at most 40,
   and names its file.
2. The Chinese name and the summary are values that the certificate may hold; the office may issue it.
3. It is valid for 1 to 366 days and promised within 30 working days; each legal basis names the law, 《…》.
4. Questions are bounded and have different codes: a choice has 2 to 12 answers, a text 2 to 200 characters, a number
   an end on both sides.
5. Answered by rule: there are rules, they are sound, and know only the answers and the registers named here. Answered
   by an officer: there are none.
6. The statement names only what the rules may know, and the holder's name and number.
"""

import re
from datetime import date

from backend.matters.reader import Reader, read_text
from backend.matters.rule_language import Kind as Sort
from backend.matters.rules import Rule, RuleSet, SoundRules, check_rules, sound
from backend.matters.terms import Answer, Office, Text
from backend.proofs.kind import QUESTION_KINDS, TYPE, Kind, Question
from backend.registries.strict_yaml import DocumentError, read_table
from certs.catalogue import Catalogue, CertificateType, FieldProblem

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORD = re.compile(r"[a-z][a-z_]*")
PLACE = re.compile(r"\{([^{}]*)\}")
HOLDER = {"name": "text", "number": "text"}
SORTS: dict[str, Sort] = {"text": "text", "longtext": "text", "integer": "number", "date": "date"}
ASKED: dict[str, Sort] = {"choice": "text", "text": "text", "number": "number", "date": "date"}
LONGEST_CODE, LONGEST_TEXT, MOST_ANSWERS = 40, 200, 12
MOST_VALID, MOST_PROMISED = 366, 30
FAR_AHEAD = date(9999, 1, 1)


def parse(text: str, source: str, catalogue: Catalogue) -> Kind:
    """The kind of one file; `source` is the file's name for refusals."""
    top = Reader(read_table(text, source), source)
    type = catalogue.by_id(TYPE)
    if type is None:
        raise DocumentError(source, None, f"there is no certificate type {TYPE}")
    questions = top.each("questions", _question, required=False)
    registers = _registers(top, catalogue)
    names = names_of(questions, registers)
    kind = Kind(
        code=_code(top, questions, source),
        version=top.whole("version", 1),
        name=_name(top, type),
        office=_office(top, type),
        legal_basis=_legal_basis(top),
        what=top.text("what"),
        validity_days=_bounded(top, "validity_days", 1, MOST_VALID),
        promised_days=_bounded(top, "promised_days", 0, MOST_PROMISED),
        summary=_value(top, "summary", top.words("summary"), type),
        statement=_statement(top, names),
        questions=questions,
        registers=tuple(one.id for one in registers),
        rules=_rules(top, names),
        source=source,
        names=names,
    )
    top.done()
    return kind


def root_of(type_id: str) -> str:
    """A certificate type as rules name it."""
    return type_id.replace("-", "_")


def names_of(questions: tuple[Question, ...], registers: tuple[CertificateType, ...]) -> dict[str, Sort]:
    """What rules and statement may know: answers, fields of the person's certificate, and how many there are."""
    names: dict[str, Sort] = {f"answers.{one.code}": ASKED.get(one.kind, "text") for one in questions}
    for type in registers:
        root = root_of(type.id)
        names |= {f"facts.{root}.standing": "number", f"facts.{root}.ever": "number"}
        names |= {
            f"certificates.{root}.{name}": SORTS[field.kind]
            for name, field in type.fields.items()
            if field.kind in SORTS
        }
    return names


def _code(top: Reader, questions: tuple[Question, ...], source: str) -> str:
    """Rules 1 and 4."""
    code = top.words("code")
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise top.refuse("code", f"at most {LONGEST_CODE} small letters, digits and hyphens are expected")
    if source.rpartition("/")[2] != f"{code}.yaml":
        raise top.refuse("code", f"the file is called {source}")
    codes = [one.code for one in questions]
    for double in sorted({one for one in codes if codes.count(one) > 1}):
        raise top.refuse("questions", f"{double} stands twice")
    return code


def _name(top: Reader, type: CertificateType) -> Text:
    name = top.text("name")
    _value(top, "name", name.zh, type, field="proof_kind")
    return name


def _value(top: Reader, key: str, value: str, type: CertificateType, *, field: str | None = None) -> str:
    """Rule 2."""
    try:
        for check in type.fields[field or key].checks:
            check(value, FAR_AHEAD)
    except FieldProblem as problem:
        raise top.refuse(key, f"{type.id} cannot say {value}: {problem.code}") from problem
    return value


def _office(top: Reader, type: CertificateType) -> Office:
    office = top.one("office", lambda reader: Office(reader.words("code"), read_text(reader)))
    if office.code not in type.issuers:
        raise top.refuse("office", f"{office.code} may not issue {type.id}")
    return office


def _legal_basis(top: Reader) -> tuple[str, ...]:
    laws = top.word_list("legal_basis")
    if not all("《" in law and "》" in law for law in laws):
        raise top.refuse("legal_basis", "the law is named as 《…》")
    return laws


def _bounded(reader: Reader, key: str, least: int, most: int) -> int:
    value = reader.whole(key, least)
    if value > most:
        raise reader.refuse(key, f"at most {most}")
    return value


def _registers(top: Reader, catalogue: Catalogue) -> tuple[CertificateType, ...]:
    known = {one.id: one for one in catalogue.types}
    return tuple(known[name] for name in top.word_list("registers", known)) if top.has("registers") else ()


def _question(reader: Reader) -> Question:
    """Rule 4."""
    code, kind = reader.words("code"), reader.words("kind", QUESTION_KINDS)
    if not WORD.fullmatch(code) or len(code) > LONGEST_CODE:
        raise reader.refuse("code", "small letters and underlines are expected")
    answers = reader.each("answers", _answer) if kind == "choice" else ()
    if kind == "choice" and not 2 <= len({one.value for one in answers}) == len(answers) <= MOST_ANSWERS:
        raise reader.refuse("answers", f"2 to {MOST_ANSWERS} different answers are expected")
    most = _bounded(reader, "most", 2, LONGEST_TEXT) if kind == "text" else 0
    least = reader.whole("least") if kind == "number" else 0
    if kind == "number":
        most = reader.whole("most", least)
    return Question(
        code=code, kind=next(one for one in QUESTION_KINDS if one == kind), text=reader.text("question"),
        required=reader.truth("required", True), answers=answers, least=least, most=most,
    )  # fmt: skip


def _answer(reader: Reader) -> Answer:
    return Answer(value=reader.words("value"), label=read_text(reader))


def _rules(top: Reader, names: dict[str, Sort]) -> SoundRules | None:
    """Rule 5."""
    if top.words("answered", ("rule", "officer")) == "officer":
        if top.has("rules"):
            raise top.refuse("rules", "an officer answers: there are no rules")
        return None
    tables: list[tuple[Reader, Rule]] = []

    def rule(reader: Reader) -> None:
        rejects = reader.has("otherwise") and reader.words("otherwise", ("person", "reject")) == "reject"
        texts = reader.words("code"), reader.words("when"), read_text(reader)
        tables.append((reader, Rule(*texts, "reject" if rejects else "person")))

    top.each("rules", rule)
    rules = RuleSet("approve", tuple(one for _, one in tables))
    for code, reason in check_rules(rules, names):
        found = next((reader for reader, one in tables if one.code == code), None)
        raise found.refuse("when", f"{code}: {reason}") if found else top.refuse("rules", reason)
    return sound(rules, names)


def _statement(top: Reader, names: dict[str, Sort]) -> str:
    """Rule 6."""
    statement = top.words("statement")
    for name in PLACE.findall(statement):
        if name not in HOLDER and name not in names:
            raise top.refuse("statement", f"{{{name}}} is not known here")
    if "{" in PLACE.sub("", statement) or "}" in PLACE.sub("", statement):
        raise top.refuse("statement", "a brace stands alone")
    return statement
