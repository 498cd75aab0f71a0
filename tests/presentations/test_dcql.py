"""What a query may say, and when an answer is what it asked for (OpenID4VP 1.0, sections 6 and 7)."""

from typing import Any

import pytest

from backend.presentations import dcql
from backend.presentations.matching import has_claims, unanswered
from backend.presentations.refusals import QueryInvalid

META = {"vct_values": ["https://liangma.example/types/resident-id"]}
CARD: dict[str, Any] = {"id": "card", "format": "dc+sd-jwt", "meta": META}


def card(**more: Any) -> dict[str, Any]:
    return {"credentials": [CARD | more]}


def claims(*paths: Any, **values: Any) -> dict[str, Any]:
    return card(claims=[{"path": path} | values for path in paths])


TWICE = [{"id": "a", "path": ["name"]}, {"id": "a", "path": ["sex"]}]
NAMED = [{"id": "a", "path": ["name"]}, {"id": "b", "path": ["sex"]}]
WRONG: dict[str, tuple[Any, str]] = {
    "no object": ([], ""),
    "nothing asked": ({"credentials": []}, "/credentials"),
    "another member": ({"credentials": [CARD], "transaction_data": []}, "/transaction_data"),
    "an id twice": ({"credentials": [CARD, CARD]}, "/credentials"),
    "an id with a space": (card(id="a b"), "/credentials/0/id"),
    "another format": (card(format="mso_mdoc"), "/credentials/0/format"),
    "no meta": ({"credentials": [{"id": "card", "format": "dc+sd-jwt"}]}, "/credentials/0/meta"),
    "no types": (card(meta={"vct_values": []}), "/credentials/0/meta/vct_values"),
    "a type twice": (card(meta={"vct_values": ["a", "a"]}), "/credentials/0/meta/vct_values"),
    "no key binding": (card(require_cryptographic_holder_binding=False),
                       "/credentials/0/require_cryptographic_holder_binding"),
    "trusted authorities": (card(trusted_authorities=[]), "/credentials/0/trusted_authorities"),
    "multiple as a number": (card(multiple=1), "/credentials/0/multiple"),
    "an empty list of claims": (card(claims=[]), "/credentials/0/claims"),
    "a path of nothing": (claims([]), "/credentials/0/claims/0/path"),
    "a path from a position": (claims([0]), "/credentials/0/claims/0/path"),
    "a negative position": (claims(["owners", -1]), "/credentials/0/claims/0/path"),
    "true as a position": (claims(["owners", True]), "/credentials/0/claims/0/path"),
    "a claim twice": (claims(["name"], ["name"]), "/credentials/0/claims"),
    "a claim's id twice": (card(claims=TWICE), "/credentials/0/claims"),
    "a value that is an object": (claims(["name"], values=[{}]), "/credentials/0/claims/0/values"),
    "sets of claims without ids": (card(claims=[{"path": ["name"]}], claim_sets=[["a"]]), "/credentials/0/claim_sets"),
    "a set of another claim": (card(claims=NAMED, claim_sets=[["c"]]), "/credentials/0/claim_sets"),
    "a set of another credential": ({"credentials": [CARD], "credential_sets": [{"options": [["x"]]}]},
                                    "/credential_sets"),
    "a credential in no set": (
        {"credentials": [CARD, CARD | {"id": "b"}], "credential_sets": [{"options": [["b"]]}]}, "/credential_sets"
    ),
    "required as a text": ({"credentials": [CARD], "credential_sets": [{"options": [["card"]], "required": "no"}]},
                           "/credential_sets/0/required"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_query_is_read_strictly_and_its_fault_named(what: str) -> None:
    document, at = WRONG[what]
    with pytest.raises(QueryInvalid) as refused:
        dcql.read(document)
    assert refused.value.extra["errors"][0]["path"] == f"/dcql_query{at}"


SHOWN = {"name": "张三", "over_18": True, "owners": [{"name": "张三"}, {"name": "李四"}], "number": 1}


@pytest.mark.parametrize(
    ("path", "values", "met"),
    [
        (["name"], None, True), (["name"], ["张三", "李四"], True), (["name"], ["李四"], False), (["sex"], None, False),
        (["owners", 1, "name"], ["李四"], True), (["owners", 2, "name"], None, False),
        (["owners", None, "name"], ["李四"], True), (["owners", None, "name"], ["王五"], False),
        (["owners", "name"], None, False), (["name", 0], None, False), (["name", None], None, False),
        (["over_18"], [True], True), (["over_18"], [1], False), (["number"], [True], False), (["number"], [1], True),
    ],
)  # fmt: skip
def test_a_claim_is_found_by_its_path_and_compared_with_its_kind(path: Any, values: Any, met: bool) -> None:
    asked = dcql.read(claims(path, **({"values": values} if values else {}))).credentials["card"]
    assert has_claims(asked, SHOWN) is met


def test_one_set_of_claims_is_enough() -> None:
    asked = dcql.read(card(claims=NAMED, claim_sets=[["b"], ["a"]])).credentials["card"]
    assert has_claims(asked, {"name": "张三"})
    assert not has_claims(asked, {"number": 1})
    assert not has_claims(dcql.read(card(claims=NAMED)).credentials["card"], {"name": "张三"})


SETS = [{"options": [["a", "b"], ["c"]]}, {"options": [["d"]], "required": False}]
FOUR = {"credentials": [CARD | {"id": name} for name in "abcd"]}


@pytest.mark.parametrize(
    ("query", "counts", "taken"),
    [
        (FOUR, {"a": 1, "b": 1, "c": 1, "d": 1}, True),
        (FOUR, {"a": 1, "b": 1, "c": 1}, False),
        (FOUR | {"credential_sets": SETS}, {"a": 1, "b": 1}, True),
        (FOUR | {"credential_sets": SETS}, {"c": 1}, True),
        (FOUR | {"credential_sets": SETS}, {"c": 1, "d": 1}, True),
        (FOUR | {"credential_sets": SETS}, {"a": 1, "d": 1}, False),
        (FOUR | {"credential_sets": SETS}, {"d": 1}, False),
        (card(), {"card": 2}, False),
        (card(multiple=True), {"card": 2}, True),
        (card(), {"card": 1, "x": 1}, False),
    ],
)
def test_every_query_or_an_option_of_every_required_set_is_answered(query: Any, counts: Any, taken: bool) -> None:
    assert (unanswered(dcql.read(query), counts) is None) is taken
