"""Every reason that the linter or the loader of matters gives has its Chinese."""

import ast
import re
from pathlib import Path

import pytest

from backend import matters, registries
from backend.matters.in_chinese import SENTENCES, in_chinese

FILES = (
    *sorted(Path(matters.__path__[0]).glob("lint*.py")),
    *(
        Path(matters.__path__[0]) / f"{name}.py"
        for name in ("draft", "reader", "document", "rule_language", "numbering")
    ),
    Path(registries.__path__[0]) / "strict_yaml.py",
)
JOINTS = re.compile(r"[{}:, \d]*|.*\\d.*|Callable.*")  # what only joins pieces, and no sentence
PIECES = {"form field"}


def sentences(path: Path) -> set[str]:
    """Texts of several words in a module that are not its docstrings, with {} for what is put in."""
    tree = ast.parse(path.read_text())
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = {text_of(node) for node in ast.walk(tree) if id(node) not in inside | docs}
    return {text for text in found if " " in text and not JOINTS.fullmatch(text)} - PIECES


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_of_a_module_is_told_in_chinese(path: Path) -> None:
    told = {text: in_chinese(text.replace("{}", "material")) for text in sentences(path)}
    assert [text for text, chinese in told.items() if not re.search("[一-鿿]", chinese)] == []


def test_each_chinese_sentence_takes_over_what_the_english_one_names() -> None:
    for english, chinese in SENTENCES.items():
        assert english.count("{}") == chinese.count("{}"), english
        told = in_chinese(english.replace("{}", "x-1"))
        assert told == chinese.replace("{}", "x-1"), english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("sex is required, but phone may be left out", "sex 必填，但 phone 可以不填"),
        ("sex: the form has no field moon", "sex：表单没有字段 moon"),
        ("GA needs moon, which is no material of this matter", "GA 需要 moon，但本事项没有这份材料"),
        ("channels: fax is not one of phone, window", "channels：fax 不在可选之列：phone, window"),
        ("decide.aged: line 1, column 2: not CEL", "decide.aged：第 1 行第 2 列：not CEL"),
        ("name of resident-id can never be 猫", "name（resident-id）不可能是 猫"),
        ("while parsing a flow node", "while parsing a flow node"),
    ],
)  # fmt: skip
def test_a_reason_keeps_the_names_in_it(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese
