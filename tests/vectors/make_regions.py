"""Writes regions.json, codes of other regions by our bundle: `python -m tests.vectors.make_regions`. The same bytes
each time."""

import json
from collections.abc import Iterator
from pathlib import Path

from certs import keys, lm1
from tests.vectors import lm1_world as w
from tests.vectors import region_world as r
from tests.vectors.lm1_craft import claims, crafted, dumps, sealed, view_header
from tests.vectors.lm1_forms import Case, accepted, noted, refused

FILE = Path(__file__).with_name("regions.json")
READ = {"name": "欧阳 test", "birth_date": "2000-01-01", "over_18": True}


def _cases() -> Iterator[Case]:
    right = r.code()
    stale = w.T0 + w.DAY + 3_601
    old = r.code(iat=stale, exp=w.VIEW_EXP)
    yield accepted("a card of another region, in our words", right, READ, region="EAST")
    yield accepted(
        "a value that is called otherwise",
        r.code(fields={2: "乙", 9: True}),
        {"card_number": "2", "over_18": True},
        region="EAST",
    )
    yield accepted(
        "a field that is read and left out", r.code(fields={7: True, 9: True}), {"over_18": True}, region="EAST"
    )
    yield accepted("by the same issuer's code of a second region", r.code(signer=r.WEST_GA), READ, region="WEST")
    yield accepted(
        "our purpose over our names",
        right,
        READ,
        region="EAST",
        required={"permitted": {"1": ["name", "birth_date", "over_18"]}},
    )
    yield accepted("lists within our grace", r.code(iat=stale - 1, exp=w.VIEW_EXP), READ, region="EAST", now=stale - 1)
    yield accepted(
        "lists past it, where an old list is a warning",
        old,
        READ,
        region="EAST",
        now=stale,
        required={"stale_ok": True},
    )
    yield accepted("our own card, whose key another region lists too", w.code(), READ)
    stolen = w.code(w.view(signer=w.GA_COMPROMISED))
    yield refused("our compromised key, which another region calls active", stolen, "key_compromised")
    both = noted("issuer", "regions", "EAST, WEST")
    yield refused("a key that two regions list", r.code(signer=r.SHARED), "region_ambiguous", **both)
    yield refused("a key that nobody lists", r.code(signer=w.OTHER), "unknown_key")
    yield refused("an issuer that region does not list", r.code(issuer="MZ"), "unknown_key")
    library = noted("type", "type", "library-card")
    yield refused("recognised as a type that is not here", r.code(type=42), "type_not_recognised", **library)
    not_told = r.code(type=42, signer=r.WEST_GA)
    yield refused("a type that is not recognised", not_told, "type_not_recognised")
    yield refused("the same, revoked there", r.code(type=42, status=(0, 1)), "type_not_recognised")
    yield refused("a type of ours by their key", r.code(type=1), "type_not_recognised")
    yield refused("a field without a counterpart", r.code(fields={6: 5, 9: True}), "field_not_recognised")
    yield refused("a value without a counterpart", r.code(fields={2: "丙"}), "value_not_recognised")
    yield refused(
        "a field beyond the purpose", right, "field_not_permitted", required={"permitted": {"1": ["over_18"]}}
    )
    yield refused(
        "their number as if it were ours",
        right,
        "type_not_permitted",
        required={"permitted": {"41": ["name", "full_name", "birth_date", "over_18"]}},
    )
    yield refused("revoked there", r.code(status=(0, 1)), "status_revoked")
    yield refused("suspended there", r.code(status=(0, 2)), "status_suspended")
    yield refused("a list of ours that they do not have", r.code(status=(1, 0)), "status_unknown")
    yield refused("lists past our grace", old, "region_stale", now=stale)
    both = w.T0 + 3 * w.DAY + 1
    yield refused("their lists and ours past their time", r.code(iat=both, exp=w.VIEW_EXP), "bundle_stale", now=both)
    yield refused("shown a second time", right, "replayed", seen=[lm1.parse(right).once_id.hex()])
    yield refused("made for another verifier", r.code(aud="gate-13"), "wrong_audience")
    here = {"audience_here": "gate-12@city.example"}
    named = r.code(aud="gate-12@city.example")
    yield accepted("made for this verifier of this city", named, READ, region="EAST", required=here)
    yield accepted("our own card, made for this city", w.code(aud="gate-12@city.example"), READ, required=here)
    yield accepted("our own card, made for this name", w.code(aud="gate-12"), READ, required=here)
    yield refused("made for a verifier of this name", r.code(aud="gate-12"), "wrong_audience", required=here)
    yield refused("made for its namesake there", r.code(aud="gate-12@east.example"), "wrong_audience", required=here)
    yield refused("made for a city where nobody says which", named, "wrong_audience")
    yield refused("their view under our key's name", _renamed(), "issuer_signature_invalid")


def _renamed() -> str:
    """A view that names our key and is signed by theirs."""
    return crafted(sealed(view_header(), dumps(claims(values={0: [41, 0, 0], **r.FIELDS})), r.EAST_GA))


def text() -> str:
    """The whole file."""
    document = {
        "format": "as lm1.json; `region`: whose card it is, where it is another's",
        "audience": "gate-12",
        "anchor": keys.jwk_of(w.ANCHOR.public),
        "bundle_read_at": w.T0,
        "bundle": r.BUNDLE,
        "vectors": list(_cases()),
    }
    return json.dumps(document, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
