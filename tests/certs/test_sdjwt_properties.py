"""For any claims tree: what goes in comes out, what is kept back never shows, and no change of a byte is accepted."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from certs import keys, sdjwt
from certs.sdjwt import Hidden
from certs.sdjwt.tree import NEVER_HIDDEN, RESERVED, Opening, conceal

SIGNER = keys.SoftwareSigner(keys.new_private_key())
NOW = 1_800_000_000
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
NAMES = TEXT.filter(lambda name: name not in RESERVED | NEVER_HIDDEN | {"iat"})
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)


def _maybe_hidden(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | values.map(Hidden)


def _containers(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = _maybe_hidden(values)
    return st.lists(parts, max_size=4) | st.dictionaries(NAMES, parts, max_size=4)


TREES = st.dictionaries(NAMES, _maybe_hidden(st.recursive(SCALARS, _containers, max_leaves=12)), max_size=5)


def _bare(tree: Any, *, keep: bool) -> Any:
    """The tree with marks removed (`keep`) or with marked parts removed."""
    if isinstance(tree, Hidden):
        return _bare(tree.value, keep=keep)
    if isinstance(tree, dict):
        return {name: _bare(value, keep=keep) for name, value in tree.items() if keep or not isinstance(value, Hidden)}
    if isinstance(tree, list):
        return [_bare(value, keep=keep) for value in tree if keep or not isinstance(value, Hidden)]
    return tree


def _salts() -> Any:
    return iter(f"salt-{number}" for number in range(10**6)).__next__


@given(TREES)
def test_all_disclosures_bring_back_the_whole_tree(tree: dict[str, Any]) -> None:
    payload, disclosures = conceal(tree, salt=_salts())
    assert Opening(payload, disclosures).claims == _bare(tree, keep=True)


@given(TREES)
def test_no_disclosure_shows_no_hidden_part(tree: dict[str, Any]) -> None:
    payload, _ = conceal(tree, salt=_salts())
    assert Opening(payload, []).claims == _bare(tree, keep=False)


@given(TREES, st.data())
@settings(max_examples=50)
def test_a_chosen_path_and_what_encloses_it_are_shown_and_no_more(tree: dict[str, Any], data: st.DataObject) -> None:
    token = sdjwt.issue(tree, disclosable=(), issuer="i", vct="v", iat=NOW, signer=SIGNER)
    payload, disclosures = conceal(tree, salt=_salts())
    places = sorted(Opening(payload, disclosures).places, key=repr)
    chosen = data.draw(st.lists(st.sampled_from(places), max_size=3)) if places else []
    shown = sdjwt.present(token, chosen, holder=None)
    needed = {place for place in places if any(one[: len(place)] == place for one in chosen)}
    assert shown.count("~") == len(needed) + 1
    assert isinstance(sdjwt.verify(shown, key_for=lambda *_: SIGNER.public, now=NOW), sdjwt.SdAccepted)


@given(st.data())
@settings(max_examples=150)
def test_no_changed_character_of_a_token_is_accepted(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    letter = data.draw(st.sampled_from("AaZz09-_.~=\"' "))
    changed = WHOLE[:at] + letter + WHOLE[at + 1 :]
    outcome = sdjwt.verify(changed, key_for=lambda *_: SIGNER.public, now=NOW)
    assert isinstance(outcome, sdjwt.SdAccepted) == (changed == WHOLE)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_no_text_makes_the_verifier_raise(text: str) -> None:
    token = WHOLE.split("~")[0]
    for thing in (text, f"{token}~{text}", f"{token}~{text}~", f"{text}.{text}.{text}~"):
        outcome = sdjwt.verify(thing, key_for=lambda *_: SIGNER.public, now=NOW)
        assert isinstance(outcome, sdjwt.SdRejected) or thing == f"{token}~"


WHOLE = sdjwt.issue(
    {"name": "张三", "tags": [Hidden("a"), "b"]}, disclosable=["name"], issuer="i", vct="v", iat=NOW, signer=SIGNER
)  # fmt: skip
