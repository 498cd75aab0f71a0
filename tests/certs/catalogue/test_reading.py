"""Broken type files: each is refused with the file and the line where it is broken."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs.catalogue import builtin_sources, document, parse
from certs.errors import CatalogueError

FILE = "resident-id.json"
TEXT = dict(builtin_sources())[FILE]
Edit = Callable[[dict[str, Any]], object]


def written(edit: Edit) -> str:
    """The file after an edit, one member a line, so that each path has a line of its own."""
    tree = json.loads(TEXT)
    edit(tree)
    return json.dumps(tree, ensure_ascii=False, indent=1)


def refusal(text: str, *more: tuple[str, str]) -> CatalogueError:
    with pytest.raises(CatalogueError) as refused:
        parse([*more, (FILE, text)])
    assert refused.value.file == FILE
    return refused.value


def ours(*path: str | int, to: object) -> Edit:
    return put("liangma", *path, to=to)


def put(*path: str | int, to: object) -> Edit:
    def edit(tree: Any) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = to

    return edit


def drop(*path: str | int) -> Edit:
    def edit(tree: Any) -> None:
        for step in path[:-1]:
            tree = tree[step]
        del tree[path[-1]]

    return edit


NAME = ("fields", "name")
BROKEN: list[tuple[str, Edit, str, str]] = [
    # (what is wrong, the edit, text on the line named, words of the reason)
    ("number is text", ours("number", to="1"), '"number": "1"', "whole number"),
    ("number is zero", ours("number", to=0), '"number": 0', "1 to 65535"),
    ("number is true", ours("number", to=True), '"number": true', "whole number"),
    ("id has capitals", ours("id", to="Resident"), '"id": "Resident"', "id like"),
    ("code is short", ours("code", to="123"), '"code": "123"', "GB/T 36904"),
    ("code has a wrong check digit", ours("code", to="11100000MB0143028A001"), '"code":', "GB/T 36904"),
    ("vct is no name", put("vct", to="resident"), '"vct": "resident"', "https://"),
    ("holder kind", ours("holder_kind", to="robot"), '"holder_kind"', "not one of"),
    ("no issuer", ours("issuers", to=[]), '"issuers"', "at least one issuer"),
    ("issuer form", ours("issuers", to=["ga"]), '"ga"', "issuer code"),
    ("unknown top key", put("claim", to=[]), '"claim": []', "not known"),
    ("unknown own key", ours("colour", to="red"), '"colour": "red"', "not known"),
    ("unknown field key", ours(*NAME, "lable", to=1), '"lable": 1', "not known"),
    ("missing top key", drop("claims"), "{", "'claims' is missing"),
    ("missing own key", drop("liangma", "views"), '"liangma"', "'views' is missing"),
    ("missing field key", drop("liangma", *NAME, "kind"), '"name": {', "'kind' is missing"),
    ("unknown kind", ours(*NAME, "kind", to="string"), '"kind": "string"', "not one of"),
    ("unknown validator", ours(*NAME, "validators", to=["person"]), '"person"', "'person' is not known"),
    ("wrong argument", ours(*NAME, "validators", to=["length:9-2"]), '"length:9-2"', "wrong argument"),
    ("validator of another kind", ours(*NAME, "validators", to=["portrait"]), '"portrait"', "cannot judge"),
    ("mask", ours(*NAME, "mask", to="keep 4"), '"mask": "keep 4"', "a mask is"),
    ("open text", ours(*NAME, "open", to=True), '"open": true', "only a date"),
    ("label zero", ours(*NAME, "label", to=0), '"label": 0', "start at 1"),
    ("label twice", ours("fields", "sex", "label", to=1), '"label": 1', "taken by 'name'"),
    ("derived label twice", ours("derived", "over_18", "label", to=1), '"label": 1', "taken by 'name'"),
    ("field name", lambda t: t["liangma"]["fields"].update({"Name": {}}), '"Name": {}', "snake_case"),
    ("column twice", ours("fields", "sex", "columns", to=["姓名"]), '"columns"', "belongs to 'name'"),
    ("field without claim", drop("claims", 0), '"name": {', "has no claim"),
    ("claim without field", put("claims", 0, "path", to=["nick"]), '"name": {', "has no claim"),
    ("claim twice", put("claims", 1, "path", to=["name"]), '"path"', "each field once"),
    ("claim too deep", put("claims", 0, "path", to=["name", "first"]), '"path"', "names one field"),
    ("claim disagrees", ours(*NAME, "required", to=False), '"required": false', "differ"),
    ("sd word", put("claims", 0, "sd", to="maybe"), '"sd": "maybe"', "not one of"),
    ("no English", lambda t: t["display"].pop(), '"display"', "no text in en"),
    ("colour", put("display", 0, "rendering", "simple", "text_color", to="white"), '"white"', "a colour like"),
    ("view of unknown", ours("views", 0, "fields", to=["age"]), '"age"', "unknown field 'age'"),
    ("view of an image", ours("views", 0, "fields", to=["portrait"]), '"portrait"', "too large"),
    ("empty view", ours("views", 0, "fields", to=[]), '"fields": []', "at least one field"),
    ("view twice", ours("views", 1, "number", to=1), '"number": 1', "there already"),
    ("no view", ours("views", to=[]), '"views": []', "at least one view"),
    ("derived from unknown", ours("derived", "over_18", "from", to="age"), '"from": "age"', "unknown field 'age'"),
    ("derived from text", ours("derived", "over_18", "from", to="name"), '"from": "name"', "kind date"),
    ("derived rule", ours("derived", "over_18", "rule", to="older"), '"rule": "older"', "not one of"),
    ("number field", ours("number_field", to="num"), '"number_field"', "not known"),
    ("number field optional", ours("number_field", to="portrait"), '"number_field"', "not of kind text"),
    ("holder field", ours("holder_code_field", to="code"), '"holder_code_field"', "not known"),
    ("holder code type", ours("holder_code_type", to="112"), '"holder_code_type"', "not one of"),
    ("validity rule", ours("validity", "rule", to="never"), '"rule": "never"', "not one of"),
    ("validity birth", ours("validity", "birth", to="sex"), '"birth": "sex"', "not of kind date"),
    ("validity span", ours("validity", to={"rule": "fixed_years", "years": 0, "from": "valid_from", "to": "valid_to"}),
     '"years": 0', "1 to 1200"),
    ("end optional", ours("validity", to={"rule": "field", "from": "valid_from", "to": "valid_to"}),
     '"to": "valid_to"', "must be a required one"),
    ("view of long text", lambda t: (ours("fields", "address", "kind", to="longtext")(t),
                                     ours("views", 0, "fields", to=["address"])(t)), '"address"', "too large"),
    ("rule", ours("rules", 0, "rule", to="agrees"), '"rule": "agrees"', "not one of"),
    ("rule field", ours("rules", 0, "sex", to="gender"), '"sex": "gender"', "not known"),
    ("rule option", ours("rules", 0, "age", to="sex"), '"age": "sex"', "not known"),
    ("fields is an array", ours("fields", to=[]), '"fields": []', "an object is expected"),
    ("views is an object", ours("views", to={}), '"views": {}', "an array is expected"),
    ("name is empty", put("name", to=""), '"name": ""', "a text is expected"),
    ("required is text", ours(*NAME, "required", to="yes"), '"required": "yes"', "true or false"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "there", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_refused_with_its_line(edit: Edit, there: str, words: str) -> None:
    text = written(edit)
    refused = refusal(text)
    assert words in refused.reason
    assert there in text.splitlines()[refused.line - 1]
    assert f"{FILE}:{refused.line}: " in str(refused)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TEXT.replace('"name": "居民身份证",', '"name": "居民身份证"', 1), 4),
        (TEXT[:-4], TEXT.count("\n") - 1),
        ("", 1),
        ("\n\n{,}", 3),
        ('{\n "vct": NaN}', 1),
        ("[" * 5000, 1),
        ('{"a":\n' * 13 + "1" + "}" * 13, 1),
        ("x" * 200_001, 1),
        ("\ufeff{}", 1),
    ],
)
def test_text_that_is_not_json_is_refused_with_its_line(text: str, line: int) -> None:
    refused = refusal(text)
    assert abs(refused.line - line) <= 1
    assert refused.reason


def test_a_repeated_key_is_refused_where_it_comes_again() -> None:
    line = next(i for i, text in enumerate(TEXT.splitlines(), 1) if '"holder_kind"' in text)
    lines = TEXT.splitlines(keepends=True)
    lines.insert(line, '    "holder_kind": "organisation",\n')
    refused = refusal("".join(lines))
    assert (refused.line, refused.reason) == (line + 1, "the key 'holder_kind' is repeated")


@pytest.mark.parametrize("key", ["number", "id", "code", "vct"])
def test_what_another_file_has_taken_is_refused(key: str) -> None:
    other = json.loads(TEXT)
    fresh = {"number": 900, "id": "other", "code": "11100000MB03271699900", "vct": "urn:other"}
    for name, value in fresh.items():
        if name != key:
            (other if name == "vct" else other["liangma"])[name] = value
    text = json.dumps(other, ensure_ascii=False, indent=1)
    refused = refusal(text, ("first.json", TEXT))
    assert "is taken by first.json" in refused.reason
    assert f'"{key}"' in text.splitlines()[refused.line - 1]


def test_a_file_of_an_operator_joins_the_built_in_ones() -> None:
    tree = json.loads(TEXT)
    tree["vct"] = "urn:liangzhou:temporary-id"
    tree["liangma"] |= {"number": 900, "id": "temporary-id", "code": "11100000MB03271699900"}
    catalogue = parse([*builtin_sources(), ("mine.json", json.dumps(tree))])
    assert len(catalogue.types) == 16
    found = catalogue.by_number(900)
    assert found is not None
    assert found is catalogue.by_id("temporary-id") is catalogue.by_vct("urn:liangzhou:temporary-id")
    assert catalogue.sources[-1][0] == "mine.json"


def test_a_line_is_that_of_the_key_not_of_its_value() -> None:
    text = '{\n "a":\n  1,\n "b": [\n  2,\n  {"c":\n 3}]\n}'
    assert document.line_of(text, ("a",)) == 2
    assert document.line_of(text, ("b",)) == 4
    assert document.line_of(text, ("b", 0)) == 5
    assert document.line_of(text, ("b", 1, "c")) == 6
    assert document.line_of(text, ("b", 7, "c")) == 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


def paths(value: object, path: document.Path = ()) -> set[document.Path]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(paths(child, (*path, key)) for key, child in pairs))


@given(JSON, st.sampled_from([None, 1, 4]))
def test_every_path_of_a_json_text_has_a_position(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=indent is None)
    assert {path for path, _, _ in document.positions(text)} == paths(value)
    assert all(document.line_of(text, path) >= 1 for path in paths(value))


@given(JSON)
def test_no_json_value_breaks_the_reader(value: object) -> None:
    with pytest.raises(CatalogueError):
        parse([("any.json", json.dumps(value))])


@given(st.data())
def test_no_value_in_any_place_of_a_type_file_breaks_the_reader(data: st.DataObject) -> None:
    tree = json.loads(TEXT)
    path = data.draw(st.sampled_from(sorted(paths(tree) - {()}, key=repr)))
    put(*path, to=data.draw(JSON))(tree)
    with contextlib.suppress(CatalogueError):
        assert parse([("any.json", json.dumps(tree))]).types


@pytest.mark.parametrize("inside", ["[" * 33 + "]" * 33, "[" * 980 + "]" * 980])
def test_no_line_is_looked_for_in_what_is_absurdly_deep(inside: str) -> None:
    assert "deeper" in refusal(f'{{"a":1,"a":{inside}}}').reason
    assert refusal(f'\n{{"a":{inside}}}').line == 1
