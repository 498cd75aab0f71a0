"""What the guides for integrators, operators and issuers tell their readers to type works as written."""

import re
from datetime import date
from pathlib import Path

import pytest

from backend.matters.document import parse
from backend.matters.lint import lint
from backend.matters.offices import builtin_offices
from backend.matters.rule_inputs import sound_rules
from backend.matters.rule_language import Value
from backend.matters.rules import decide
from certs.catalogue import load_builtin
from certs.reasons import REASONS
from tests.docs import blocks
from tests.docs.live import ROOT, Live, environment_for

INTEGRATORS, OPERATORS, ISSUERS = "docs/integrators.md", "docs/operators.md", "docs/issuers.md"
REASON_ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """An environment without the demo and without any setting: as of somebody who follows the guides."""
    environment = environment_for(tmp_path / "data", 8000)
    return {name: value for name, value in environment.items() if not name.startswith("LIANGMA_")}


@pytest.fixture(scope="module")
def followed(live: Live, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the integrators' guide prints from its first marked block to its last."""
    text = blocks.script(blocks.marked(INTEGRATORS, "walk"))
    text = text.replace("BASE=http://localhost:8000", f"BASE={live.base}", 1)
    return blocks.run(text, tmp_path_factory.mktemp("hotel"), live.environment)


def test_the_integrators_guide_leads_from_nothing_to_verified_codes(followed: str) -> None:
    lines = followed.splitlines()
    assert lines.count("True") == 4  # verified; with a challenge; twice with one idempotency key
    assert any(line.count(".") == 2 and line.startswith("ey") for line in lines)  # the token for an assertion


def test_the_offline_blocks_accept_once_and_pin_the_anchor(followed: str) -> None:
    assert "ACCEPTED Resident" in followed
    assert followed.count("no anchor was given") == 1
    assert "\n接受 " in followed
    assert re.search(r"^accepted .*\nrefused replayed$", followed, re.MULTILINE)
    assert re.search(r"^accepted check-in \[\{", followed, re.MULTILINE)


def test_everything_the_guide_names_as_published_is_there(followed: str) -> None:
    assert len(re.findall(r"^200 /", followed, re.MULTILINE)) == 7
    assert re.findall(r"^(?:[345]\d\d) /.*", followed, re.MULTILINE) == []


def test_the_table_of_reasons_is_the_librarys_own() -> None:
    table = REASON_ROW.findall((ROOT / INTEGRATORS).read_text("utf-8"))
    expected = [(one.code, f"{one.zh} {one.en}", f"{one.next_zh} {one.next_en}") for one in REASONS.values()]
    assert [row for row in table if row[0] in REASONS] == expected


def test_the_program_of_the_guide_is_as_short_as_promised() -> None:
    programs = [text for kind, text in blocks.marked(INTEGRATORS, "walk") if kind == "python"]
    assert len(programs) == 3
    assert max(len(program.splitlines()) for program in programs) <= 16


def test_an_issuer_adds_a_type_imports_and_issues_as_the_guide_says(tmp_path: Path, machine: dict[str, str]) -> None:
    (tmp_path / "volunteer-card.json").write_text(blocks.fenced(ISSUERS, "json"), "utf-8")
    (tmp_path / "volunteers.csv").write_text(blocks.fenced(ISSUERS, "csv"), "utf-8")
    prepared = blocks.marked(OPERATORS, "operate")[0][1].split("./liangma keys issuer")[0]
    said = blocks.run(blocks.script([("sh", prepared), *blocks.marked(ISSUERS, "operate")]), tmp_path, machine)
    assert "added 1" in said
    assert "签发 issued 1  未变 unchanged 0  失败 failed 0" in said


def test_the_matter_in_the_issuers_guide_is_sound_and_decides_as_it_says() -> None:
    matter, catalogue = parse(blocks.fenced(ISSUERS, "yaml"), "mz-senior-card-at-once.yaml"), load_builtin()
    assert lint([matter], catalogue, builtin_offices()) == []
    rules, today = sound_rules(matter, catalogue), date(2026, 3, 2)
    born, held = "certificates.resident_id.birth_date", "facts.holds.senior_card"

    def outcome(**values: Value) -> str:
        named = {born: values.get("born"), held: values.get("held")}
        return decide(rules, {name: value for name, value in named.items() if value is not None}, today=today,
                      salt=bytes(16)).outcome  # fmt: skip

    assert outcome(born=date(1961, 3, 2), held=False) == "approve"
    assert outcome(born=date(1961, 3, 3), held=False) == "person"
    assert outcome(born=date(1961, 3, 2), held=True) == "person"
    assert outcome(born=date(1961, 3, 2)) == "person"
    misspelt = blocks.fenced(ISSUERS, "yaml").replace("birth_date)", "birthday)")
    problems = [
        str(one) for one in lint([parse(misspelt, "mz-senior-card-at-once.yaml")], catalogue, builtin_offices())
    ]
    assert problems[0] in (ROOT / ISSUERS).read_text("utf-8")
