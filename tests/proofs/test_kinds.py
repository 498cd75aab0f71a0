"""Kinds of proof as data, in the order of the rules of `document`; answers to their questions; last days."""

from pathlib import Path

import pytest

from backend.errors import Invalid
from backend.proofs.answers import check_answers
from backend.proofs.document import parse
from backend.proofs.due import limits, mark
from backend.proofs.kinds_folder import load_kinds
from backend.proofs.models import ProofRequest
from backend.registries.calendar import day_of
from backend.registries.holidays_folder import load_calendar
from backend.registries.strict_yaml import DocumentError
from certs.catalogue import load_builtin
from tests.proofs.asking import INCOME

CATALOGUE = load_builtin()
KINDS = load_kinds(Path("/nowhere"), CATALOGUE)
GOOD = (Path(__file__).parents[2] / "backend/proofs/kinds/no-house.yaml").read_text("utf-8")


def refusal(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse(text, "no-house.yaml", CATALOGUE)
    return caught.value


def test_the_kinds_that_come_with_the_program_are_sound() -> None:
    kinds = load_kinds(Path("/nowhere"), CATALOGUE)
    assert len(kinds) >= 8
    assert {"no-house", "residence", "marriage-record", "income", "social-insurance", "no-crime", "kinship"} <= set(
        kinds
    )
    assert kinds["no-crime"].rules is None
    assert kinds["no-house"].rules is not None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("version: 1", "version: 1\nextra: 1", "this key is not known here"),
        ("code: no-house", "code: other", "the file is called no-house.yaml"),
        ("无房证明, en", "有房证明, en", "general-proof cannot say 有房证明"),
        ("code: ZR", "code: WJ", "WJ may not issue general-proof"),
        ("validity_days: 30", "validity_days: 367", "at most 366"),
        ("promised_days: 1", "promised_days: 31", "at most 30"),
        ("《不动产登记暂行条例》", "不动产登记暂行条例", "the law is named as 《…》"),
        ("{value: family", "{value: self", "different answers are expected"),
        ("answered: rule", "answered: officer", "there are no rules"),
        ("facts.resident_id.standing > 0", "facts.marriage.standing > 0", "facts.marriage.standing is not known here"),
        ("answers.scope == 'self'", "answers.scope > 7", "the kinds do not fit"),
        ("（《不动产登记资料查询暂行办法》）", "", "rejects without naming the law"),
        ("{name}", "{nickname}", "{nickname} is not known here"),
        ("{name}", "{name", "a brace stands alone"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    assert reason in refusal(GOOD.replace(old, new)).reason


def test_a_refusal_names_the_line() -> None:
    text = GOOD.replace("validity_days: 30", "validity_days: 0")
    assert refusal(text).line == text[: text.index("validity_days")].count("\n") + 1


def test_a_dropped_in_kind_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "no-house.yaml").write_text(GOOD.replace("validity_days: 30", "validity_days: 45"), "utf-8")
    assert load_kinds(tmp_path, CATALOGUE)["no-house"].validity_days == 45


@pytest.mark.parametrize(
    ("kind", "answers", "path"),
    [
        ("no-house", {}, "/answers/scope"),
        ("no-house", {"scope": "all"}, "/answers/scope"),
        ("no-house", {"scope": "self", "extra": "x"}, "/answers/extra"),
        ("income", INCOME | {"monthly": -1}, "/answers/monthly"),
        ("income", INCOME | {"monthly": "3200"}, "/answers/monthly"),
        ("income", INCOME | {"monthly": True}, "/answers/monthly"),
        ("income", INCOME | {"employer": "\u0007"}, "/answers/employer"),
        ("unemployment", {"left": "2026-02-30"}, "/answers/left"),
        ("kinship", {"relation": "child", "relative_name": "李", "relative_number": "1"}, "/answers/relative_number"),
    ],
)
def test_answers_that_do_not_fit_are_named(kind: str, answers: dict[str, object], path: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_answers(KINDS[kind], answers)
    assert [one["path"] for one in caught.value.extra["errors"]] == [path]


@pytest.mark.parametrize("days", [0, 1, 3, 10])
def test_a_request_is_marked_before_and_after_its_last_working_day(days: int) -> None:
    calendar, now = load_calendar(Path("/nowhere")), 1_790_000_000
    row = ProofRequest(answered_at=None, **limits(days, calendar=calendar, now=now))
    assert day_of(row.due - 1) == calendar.after(day_of(now), days).day
    marks = [mark(row, at) for at in (row.yellow_from - 1, row.yellow_from, row.due - 1, row.due)]
    assert marks == ["none", "yellow", "yellow", "red"]
    row.answered_at = row.due - 1
    assert mark(row, row.due + 30 * 86_400) == "yellow"
