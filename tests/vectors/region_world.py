"""Two other regions beside the world of the LM1 vectors: what each published, and our bundle that carries them.

East calls its card and some fields otherwise, and numbers cards by other words; one of its keys is in West's list too.
West lists two keys of ours as its own, of which one is compromised here.
"""

import dataclasses
import json
from typing import Any

from certs import bundle, jws, keys, regions, status, trust
from tests.vectors import lm1_world as w

EAST, WEST = w.signer("east anchor"), w.signer("west anchor")
EAST_GA, SHARED, WEST_GA = w.signer("east GA"), w.signer("shared GA"), w.signer("west GA")
STATUS = {"east": "https://east.example/status/", "west": "https://west.example/status/"}
EAST_FIELDS = {"name": "full_name", "member": "internal"}


def _type(number: int, type_id: str, names: dict[str, str]) -> tuple[str, str]:
    """A card of the LM1 world under another id, with some of its fields called otherwise."""
    document = json.loads(w.TYPES[0][1])
    ours = document["liangma"]
    document["vct"] = f"https://east.example/types/{type_id}"
    ours |= {"id": type_id, "number": number, "code": ours["code"][:18] + f"{number:03}"}
    ours["fields"] = {names.get(name, name): said for name, said in ours["fields"].items()}
    ours |= {key: names.get("name", "name") for key in ("name_field", "holder_name_field")}
    for claim in document["claims"]:
        claim["path"] = [names.get(one, one) for one in claim["path"]]
    return f"{type_id}.json", json.dumps(document, ensure_ascii=False)


TYPES = (_type(41, "citizen-card", EAST_FIELDS), _type(42, "library-card", {}))


def published(name: str, anchor: keys.SoftwareSigner, *signers: keys.SoftwareSigner, **changes: Any) -> str:
    """What a region published, with changes to the arguments of `sign_bundle`."""
    found = tuple(trust.issuer_key(one.public, active_from=w.T0 - 90 * w.DAY) for one in signers)
    ga = dataclasses.replace(w.TRUST_LIST.issuers["GA"], keys=found, types=frozenset({41, 42}))
    listed = trust.TrustList(3, w.T0, w.T0 + 7 * w.DAY, {"GA": ga})
    entries = status.build({1: status.INVALID, 2: status.SUSPENDED}, size=64)
    times = {"iat": w.T0, "exp": w.T0 + 5 * w.DAY, "ttl": 3_600}
    cwt = status.sign_cwt(entries, uri=f"{STATUS[name]}0", signer=anchor, level=0, **times)
    arguments: dict[str, Any] = {
        "number": 5, "iat": w.T0, "next_update": w.T0 + w.DAY, "trust_list": trust.sign_trust_list(listed, anchor),
        "status_lists": {0: cwt}, "status_uri": STATUS[name], "types": TYPES,
        "policy": bundle.Policy(status_max_age=w.DAY), "signer": anchor,
    }  # fmt: skip
    return bundle.sign_bundle(**arguments | changes)


ACCEPTS = {
    "citizen-card": {
        "type": "card-1",
        "fields": {"full_name": "name", "birth_date": "birth_date", "over_18": "over_18", "internal": None,
                   "card_number": "card_number"},
        "values": {"card_number": {"甲": "1", "乙": "2"}},
    },
}  # fmt: skip
GONE = {"library-card": {"type": "reader-card", "fields": {}, "values": {}}}  # recognised as one that is not here


def member(
    name: str, anchor: keys.SoftwareSigner, *signers: keys.SoftwareSigner, accepts: Any = ACCEPTS, **changes: Any
) -> dict[str, Any]:
    """The region as our bundle carries it."""
    claims = jws.verify(published(name, anchor, *signers), anchor.public, typ=bundle.TYP)
    about = {"id": name.upper(), "name": {"zh": f"{name} 区", "en": name.title()}, "grace": 3_600}
    return regions.region_member(claims, accepts, anchor=keys.jwk_of(anchor.public), **about) | changes


MEMBERS = (
    member("east", EAST, EAST_GA, SHARED, accepts=ACCEPTS | GONE),
    member("west", WEST, WEST_GA, SHARED, w.GA, w.GA_COMPROMISED),
)


def carrying(*members: dict[str, Any]) -> str:
    """Our bundle with these regions."""
    claims = jws.verify(w.BUNDLE, w.ANCHOR.public, typ=bundle.TYP)
    return jws.sign({"typ": bundle.TYP}, claims | {"regions": list(members)}, w.ANCHOR)


BUNDLE = carrying(*MEMBERS)
FIELDS = {1: "欧阳 test", 3: 10_957, 9: True}


def code(*, iat: int = w.NOW, aud: str = "*", **changes: Any) -> str:
    """A right code of East's, with changes to its view."""
    return w.code(w.view(**{"type": 41, "signer": EAST_GA, "fields": FIELDS} | changes), iat=iat, aud=aud)
