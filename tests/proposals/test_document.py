"""Programmes as data: the built-in ones are sound, and a broken file is refused with its line and reason."""

from importlib.resources import files
from pathlib import Path

import pytest

from backend.proposals.document import parse
from backend.proposals.folder import load_programmes
from backend.registries.strict_yaml import DocumentError
from certs.catalogue import load_builtin

CATALOGUE = load_builtin()
TEXT = (files("backend.proposals") / "programmes" / "senior-card.yaml").read_text("utf-8")
BROKEN = (  # (what stands there, what is put in its place, part of the reason)
    ("code: senior-card", "code: Senior Card", "small letters, digits and hyphens"),
    ("office: MZ", "office: GA", "GA is not one of MZ"),
    ("grants: senior-card", "grants: golden-card", "the type is not known"),
    ("register: resident-id", "register: business-licence", "its holder kind is organisation, and citizen is needed"),
    ("    when: age(facts.resident_id.birth_date) >= 65", "    when: age(facts.resident_id.born) >= 65", "not known"),
    ("    when: age(facts.resident_id.birth_date) >= 65", "    when: facts.resident_id.birth_date >= 65", "kinds"),
    ("    when: age(facts.resident_id.birth_date) >= 65", "    when: 1 < 2", "says the same of everybody"),
    ("valid_days: 180", "valid_days: 400", "at most 366 days"),
    ("legal_basis: [《中华人民共和国老年人权益保障法》]", "legal_basis: [老年人权益保障法]", "《…》"),
    ("  name: {record: name}", "  name: {record: nickname}", "has no field nickname"),
    ("  name: {record: name}", "  nickname: {record: name}", "no such field"),
    ("  sex: {record: sex}", "  sex: {text: 未知}", "can never be 未知"),
    ("  birth_date: {record: birth_date}", "  birth_date: {record: name}", "date is needed"),
    ("  issue_date: {today: true}", "  issue_date: {yesterday: true}", "one of record, text, today, office, number"),
    ('  number: {number: "YL{year}{serial}"}', '  number: {number: "YL{year}"}', "with {serial}"),
    ("version: 1", "version: 1\ncolour: red", "this key is not known here"),
    ("valid_days: 180", "valid_days: 180\nsame_when: [sex]", "is not made of a text"),
)


def test_the_built_in_programmes_are_sound() -> None:
    known = load_programmes(Path("/nowhere"), CATALOGUE)
    assert sorted(known) == ["old-age-proof", "senior-card"]
    assert all(f"{code}.yaml" == one.source for code, one in known.items())
    assert [made.field for made in parse(TEXT, "x", CATALOGUE).fields][:3] == ["number", "name", "sex"]


@pytest.mark.parametrize(("there", "instead", "reason"), BROKEN, ids=[reason for _, _, reason in BROKEN])
def test_a_broken_file_is_refused_with_its_line(there: str, instead: str, reason: str) -> None:
    assert TEXT.count(f"{there}\n") == 1
    line = TEXT[: TEXT.index(f"{there}\n")].count("\n") + instead.count("\n") + 1
    with pytest.raises(DocumentError) as refused:
        parse(TEXT.replace(f"{there}\n", f"{instead}\n"), "p.yaml", CATALOGUE)
    assert (refused.value.file, refused.value.line) == ("p.yaml", line)
    assert reason in refused.value.reason


def test_a_required_field_that_nothing_makes_is_named() -> None:
    with pytest.raises(DocumentError, match="sex of senior-card is required"):
        parse(TEXT.replace("  sex: {record: sex}\n", ""), "p.yaml", CATALOGUE)


def test_a_file_of_the_folder_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(TEXT + "paused: true\n", "utf-8")
    known = load_programmes(tmp_path, CATALOGUE)
    assert (known["senior-card"].paused, len(known)) == (True, 2)
    (tmp_path / "again.yaml").write_text(TEXT, "utf-8")
    load_programmes.__globals__["_load"].cache_clear()
    with pytest.raises(DocumentError, match=r"senior-card is already in .*again\.yaml"):
        load_programmes(tmp_path, CATALOGUE)
