"""Hostile cases of the disclosure tree: digests out of place, disclosures of the wrong shape, claims overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from certs import base64url
from certs.sdjwt.disclosure import digest_of
from tests.vectors.sdjwt_build import BASE, ISS, ITEM, NAME, NOW, SEX, Case, case, element, hidden, issued, listed, sd


def digests() -> Iterator[Case]:
    """Rule 4: the disclosure tree."""
    digest = digest_of(NAME)
    yield case("sha-512", sd({"_sd_alg": "sha-512"}), "wrong_algorithm", "sd_alg")
    yield case("_sd_alg is a list", sd({"_sd_alg": ["sha-256"]}), "wrong_algorithm", "sd_alg")
    yield case("_sd_alg deeper down", sd({"x": {"_sd_alg": "sha-256"}}), detail="reserved_name")
    yield case("_sd is text", sd({"_sd": digest}, NAME), detail="digests_not_a_list_of_text")
    yield case("_sd holds a number", sd({"_sd": [digest, 1]}, NAME), detail="digests_not_a_list_of_text")
    yield case("_sd is null", sd({"_sd": None}), detail="digests_not_a_list_of_text")
    yield case("a digest twice in one list", sd({"_sd": [digest, digest]}, NAME), detail="digest_repeated")
    yield case("a digest twice, undisclosed", sd({"_sd": [digest, digest]}), detail="digest_repeated")
    yield case("a digest at two levels", sd({**listed(NAME), "x": listed(NAME)}, NAME), detail="digest_repeated")
    yield case(
        "a digest in a list and an element", sd({**listed(ITEM), "x": [element(ITEM)]}), detail="digest_repeated"
    )
    yield case("a disclosure twice", sd(listed(NAME), NAME, NAME), detail="disclosure_repeated")
    yield case("a disclosure nobody refers to", sd(listed(NAME), NAME, SEX), detail="disclosure_unreferenced")
    yield case("a disclosure of another certificate", sd({}, NAME), detail="disclosure_unreferenced")
    yield case(
        "... beside another member", sd({"x": [{**element(ITEM), "y": 1}]}, ITEM), detail="element_digest_with_company"
    )
    yield case("... holds a number", sd({"x": [{"...": 1}]}), detail="element_digest_with_company")
    yield case("... in an object", sd({"x": element(ITEM)}, ITEM), detail="reserved_name")
    yield case("... at the top", sd(element(ITEM), ITEM), detail="reserved_name")
    yield case("an element where a claim belongs", sd(listed(ITEM), ITEM), detail="element_disclosed_as_claim")
    yield case(
        "a claim where an element belongs", sd({"x": [element(NAME)]}, NAME), detail="claim_disclosed_as_element"
    )
    circle = hidden("salt-g", "x", listed(NAME))
    again = {**listed(circle), **{"y": listed(NAME)}}
    yield case("a digest again inside a disclosure", sd(again, circle, NAME), detail="digest_repeated")
    inner = hidden("salt-h", "x", {"_sd_alg": "sha-256"})
    yield case("_sd_alg inside a disclosure", sd(listed(inner), inner), detail="reserved_name")
    yield from _deep_chain()


def _deep_chain() -> Iterator[Case]:
    chain = [hidden("salt-z", "x", "end")]
    for depth in range(40):
        chain.append(hidden(f"salt-{depth}", "x", listed(chain[-1])))
    yield case("disclosures nested 40 deep", sd(listed(chain[-1]), *chain), detail="nested_too_deep")


def disclosures() -> Iterator[Case]:
    """Rule 4: what a single disclosure may be."""
    wrong: dict[str, Any] = {
        "one part": hidden("salt"),
        "four parts": hidden("salt", "name", "x", 1),
        "an object": base64url.encode(b'{"salt":"s"}'),
        "not JSON": base64url.encode(b"name"),
        "more after its end": base64url.encode(b'["s","n",1]]'),
        "a duplicate member": base64url.encode(b'["s","n",{"a":1,"a":2}]'),
        "a number for salt": hidden(7, "name", "x"),
        "a number for name": hidden("salt", 7, "x"),
        "null for name": hidden("salt", None, "x"),
        "an endless salt": hidden("s" * 5000, "name", "x"),
        "not UTF-8": base64url.encode(b'["s","n","\xff"]'),
    }
    for name, text in wrong.items():
        yield case(f"a disclosure with {name}", sd(listed(text), text))
    four = hidden("salt", "a", "b", "c")
    yield case("an element of four parts", sd({"x": [element(four)]}, four), detail="disclosure_not_two_or_three")
    for name in ("_sd", "_sd_alg", "..."):
        text = hidden("salt", name, [])
        yield case(f"a disclosed claim named {name}", sd(listed(text), text), detail="reserved_name")
    for name in ("iss", "vct", "exp", "nbf", "cnf", "status", "aud", "vct#integrity"):
        text = hidden("salt", name, BASE.get(name, 1))
        bare = {key: value for key, value in BASE.items() if key != name}
        token = "~".join((issued({**bare, "iss": bare.get("iss", ISS), **listed(text)}), text, ""))
        yield case(f"a disclosed {name}", token)
    for name, value in (("vct", "https://liangma.example/types/other"), ("exp", NOW + 10**8), ("name", "李四")):
        text = hidden("salt", name, value)
        members = {"name": "张三", **listed(text)}
        yield case(f"a disclosure overwrites {name}", sd(members, text), detail="claim_overwritten")
    other = hidden("salt-2", "name", "李四")
    yield case("two disclosures of one name", sd(listed(NAME, other), NAME, other), detail="claim_overwritten")
    padded = NAME + "=" * (-len(NAME) % 4) or NAME
    yield case("a padded disclosure", sd({"_sd": [digest_of(padded)]}, padded if padded != NAME else NAME + "===="))
