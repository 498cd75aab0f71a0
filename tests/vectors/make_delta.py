"""Writes delta.json, deltas of the world's bundle: `python -m tests.vectors.make_delta`. The same bytes each time.

Each vector holds a delta, when it is looked at and what number is held, and what comes of it or why it is refused.
"""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from certs import base64url, bundle, delta, jws, keys, status, trust
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("delta.json")
LATER = w.T0 + 7_200
BASE = delta.prepare(w.BUNDLE, w.ANCHOR.public, now=w.T0).base
TRUST_LIST = trust.sign_trust_list(replace(w.TRUST_LIST, number=8, iat=LATER), w.ANCHOR)
OLD_TRUST_LIST = trust.sign_trust_list(replace(w.TRUST_LIST, number=6), w.ANCHOR)
BEFORE = {1: 1, 2: 2, 3: 3}
ENTRIES = {0: {1: 1, 3: 3, 5: 1, 63: 2}, 1: BEFORE, 2: {7: 1}}  # 2 of list 0 is valid again, list 2 is new
CHANGED = {0: [63, 2, 5, 1], 1: [], 2: [7]}  # one of them says what was so already
LOOKED_UP = [[0, 1], [0, 2], [0, 5], [0, 63], [0, 64], [1, 1], [2, 7], [2, 0], [3, 0]]


def whole(entries: dict[int, dict[int, int]], *, number: int = 15, iat: int = LATER, **changes: Any) -> str:
    """A later bundle of the same world."""
    lists = {no: _list(no, one, iat) for no, one in entries.items()}
    parts: dict[str, Any] = {"trust_list": jws.strict_json(jws.parse(w.BUNDLE)[1])["trust_list"], "types": w.TYPES}
    return bundle.sign_bundle(
        number=number, iat=iat, next_update=iat + 3 * w.DAY, status_lists=lists, status_uri=w.STATUS_URI,
        policy=w.POLICY, signer=w.ANCHOR, **parts | changes,
    )  # fmt: skip


def made(text: str, changed: dict[int, list[int]]) -> str:
    """The delta that leads from the world's bundle to a whole one."""
    ready = delta.prepare(text, w.ANCHOR.public, now=w.T0 + 10 * w.DAY)
    return delta.sign_delta(BASE, whole=ready, changed=changed, signer=w.ANCHOR)


def _list(no: int, entries: dict[int, int], iat: int) -> bytes:
    built = status.build(entries, size=64)
    times = {"iat": iat, "exp": iat + 5 * w.DAY, "ttl": 3_600}
    return status.sign_cwt(built, uri=f"{w.STATUS_URI}{no}", signer=w.ANCHOR, level=0, **times)


WHOLE = whole(ENTRIES)
GOOD = made(WHOLE, CHANGED)
PAYLOAD = jws.verify(GOOD, w.ANCHOR.public, typ=delta.TYP)


def signed(by: keys.Signer = w.ANCHOR, typ: str = delta.TYP, **changes: Any) -> str:
    """The good delta with changes to its members."""
    return jws.sign({"typ": typ}, PAYLOAD | changes, by)


def _patched(**changes: Any) -> str:
    lists = PAYLOAD["status_lists"]
    return signed(status_lists=lists | {"0": lists["0"] | changes})


def _without(*path: str) -> str:
    copy = json.loads(json.dumps(PAYLOAD))
    place = copy
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return jws.sign({"typ": delta.TYP}, copy, w.ANCHOR)


def _good() -> list[tuple[str, str, str]]:
    """(name, delta, the whole bundle that it stands for)"""
    same, others = whole({0: BEFORE, 1: BEFORE}), whole(ENTRIES, trust_list=TRUST_LIST, types=w.TYPES[:1])
    return [
        ("entries change and a list is new", GOOD, WHOLE),
        ("nothing but the time", made(same, {0: [], 1: []}), same),
        ("lists as a whole", made(WHOLE, {}), WHOLE),
        ("trust list and types", made(others, CHANGED), others),
        ("a list is gone", made(whole({1: BEFORE}), {1: []}), whole({1: BEFORE})),
        ("the same number", made(whole(ENTRIES, number=12), CHANGED), whole(ENTRIES, number=12)),
    ]


def _refused() -> list[tuple[str, str, str]]:
    """(name, delta, reason)"""
    lists, base, result = PAYLOAD["status_lists"], PAYLOAD["base"], PAYLOAD["result"]
    by_another = trust.sign_trust_list(w.TRUST_LIST, w.OTHER)
    foreign = base64url.encode(
        status.sign_cwt(status.build({}, size=64), uri=f"{w.STATUS_URI}0", iat=1, signer=w.OTHER)
    )
    whole_lists = jws.strict_json(jws.parse(WHOLE)[1])["status_lists"]
    return [
        ("signed by another", signed(w.OTHER), "signature_invalid"),
        ("altered on the way", _altered(GOOD), "signature_invalid"),
        ("a whole bundle", WHOLE, "malformed"),
        ("for another number", signed(base=base | {"number": 11}), "delta_base"),
        ("for another time", signed(base=base | {"iat": w.T0 - 1}), "delta_base"),
        ("for another content", signed(base=base | {"status_lists": result["status_lists"]}), "delta_base"),
        ("for a base that says more", signed(base=base | {"more": 1}), "delta_base"),
        ("for no base", _without("base"), "malformed"),
        ("below the base", signed(number=11), "rollback"),
        ("another result", signed(result=result | {"types": base["status_lists"]}), "delta_result"),
        ("no result", _without("result"), "malformed"),
        ("a list is left out", _without("status_lists", "1"), "delta_result"),
        ("a change is left out", _patched(changes={"1": [5]}), "delta_result"),
        ("an older trust list", signed(trust_list=OLD_TRUST_LIST), "rollback"),
        ("a trust list by another", signed(trust_list=by_another), "signature_invalid"),
        ("a trust list that is none", signed(trust_list=7), "malformed"),
        ("a broken type", signed(types=[{"file": "x.json", "text": "{}"}]), "catalogue"),
        ("no policy", _without("policy"), "malformed"),
        ("a list under another number", signed(status_lists=lists | {"0": whole_lists["1"]}), "status_list_uri"),
        ("a list by another", signed(status_lists=lists | {"0": foreign}), "signature_invalid"),
        ("a list with a second name", signed(status_lists=lists | {"00": lists["0"]}), "malformed"),
        ("lists that are none", signed(status_lists=[]), "malformed"),
        ("a list that is none", signed(status_lists=lists | {"0": None}), "malformed"),
        ("an entry beyond the list", _patched(changes={"1": [64]}), "malformed"),
        ("an entry below the list", _patched(changes={"1": [-1]}), "malformed"),
        ("an entry that is no number", _patched(changes={"1": [True]}), "malformed"),
        ("an entry in part", _patched(changes={"1": [1.5]}), "malformed"),
        ("an entry twice", _patched(changes={"1": [5, 5]}), "malformed"),
        ("an entry with two values", _patched(changes={"1": [5], "2": [5]}), "malformed"),
        ("a value beyond its bits", _patched(changes={"4": [5]}), "malformed"),
        ("a value that is none", _patched(changes={"x": [5]}), "malformed"),
        ("entries that are none", _patched(changes={"1": 5}), "malformed"),
        ("no changes", _without("status_lists", "0", "changes"), "malformed"),
        ("another size", _patched(size=128), "malformed"),
        ("another width", _patched(bits=4, size=32), "malformed"),
        ("three bits", signed(status_lists=lists | {"2": lists["2"] | {"bits": 3}}), "malformed"),
        ("a list too large", signed(status_lists=lists | {"2": lists["2"] | {"size": 1 << 40}}), "malformed"),
        ("a list below nothing", signed(status_lists=lists | {"2": lists["2"] | {"size": -4}}), "malformed"),
        ("a list that ends within a byte", signed(status_lists=lists | {"2": lists["2"] | {"size": 63}}), "malformed"),
        ("a list before its time", _patched(iat=-1), "malformed"),
        ("a list without a time", _without("status_lists", "0", "iat"), "malformed"),
        ("no text", "", "malformed"),
    ]  # fmt: skip


def _altered(token: str) -> str:
    head, body, tail = token.split(".")
    payload = base64url.decode(body).replace(b'"number":15', b'"number":16')
    return f"{head}.{base64url.encode(payload)}.{tail}"


def text() -> str:
    """The whole file."""
    at = {"now": LATER, "at_least_number": 0}
    vectors: list[dict[str, Any]] = [
        {"name": name, "delta": token, **at, "expected": _expected(stands_for)} for name, token, stands_for in _good()
    ]
    vectors += [{"name": name, "delta": token, **at, "reason": why} for name, token, why in _refused()]
    vectors += [
        {"name": "as old as what is held", "delta": GOOD, "now": LATER, "at_least_number": 15,
         "expected": _expected(WHOLE)},
        {"name": "older than what is held", "delta": GOOD, "now": LATER, "at_least_number": 16, "reason": "rollback"},
        {"name": "a little ahead", "delta": GOOD, "now": LATER - 30, "at_least_number": 0,
         "expected": _expected(WHOLE)},
        {"name": "from the future", "delta": GOOD, "now": LATER - 31, "at_least_number": 0,
         "reason": "bundle_from_future"},
    ]  # fmt: skip
    head = {"anchor": keys.jwk_of(w.ANCHOR.public), "bundle": w.BUNDLE, "base": asdict(BASE)}
    return json.dumps(head | {"vectors": vectors}, ensure_ascii=False, indent=1) + "\n"


def _expected(stands_for: str) -> dict[str, Any]:
    read = bundle.read_bundle(stands_for, anchor=w.ANCHOR.public, now=LATER + w.DAY)
    answers = [read.trust.status.look_up(no, index, LATER) for no, index in LOOKED_UP]
    found = [[*at, one.value, one.as_of, one.fresh] for at, one in zip(LOOKED_UP, answers, strict=True)]
    return {"content": asdict(delta.base_of(read)), "next_update": read.next_update, "status": found}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
