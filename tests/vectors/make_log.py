"""Writes log.json, receipts and checkpoints with good and hostile proofs: `python -m tests.vectors.make_log`.

`receipts`: a document as the office answers it, and why it is not proven (null: it is). `checkpoints`: two of them, the
answer with the proofs, and why the later does not continue the earlier. `inclusion` and `consistency`: proofs by
themselves. The same bytes each time.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from certs import base64url, jws, keys, merkle
from certs.checkpoint import digest_of as digest_of_checkpoint
from certs.checkpoint import sign_checkpoint
from certs.receipt import TYP, UNBOUND, digest_of, leaf_data
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("log.json")
AT = w.T0
SIZE, INDEX = 300, 137  # leaves of chain 3, and the receipt's
EARLIER = 200
Document = dict[str, Any]
Leaves = list[bytes]


def _entry(number: int) -> bytes:
    return sha256(b"entry %d" % number).digest()


RECEIPT = jws.sign(
    {"typ": TYP, "kid": base64url.encode(keys.thumbprint(w.ANCHOR.public))},
    {"id": "0197f2a4-1c00-7000-8000-000000000001", "iat": AT, "verifier": "hall-1", "purpose": "matter:test",
     "case": None, "matter": None, "outcome": "accepted", "reason": None, "code": "AAAAAAAAAAAAAAAAAAAAAA",
     "shown": [{"handle": w.HANDLE, "type": "test-1", "fields": ["name"]}]},
    w.ANCHOR,
)  # fmt: skip
OTHER_RECEIPT = jws.sign({"typ": TYP}, {"id": "another", "iat": AT}, w.ANCHOR)


def _leaves(size: int) -> Leaves:
    said = [digest_of(RECEIPT) if number == INDEX else UNBOUND for number in range(size)]
    return [merkle.leaf_hash(leaf_data(digest, _entry(number))) for number, digest in enumerate(said)]


LEAVES = _leaves(SIZE)
SHORT = [merkle.leaf_hash(b"%d" % number) for number in range(5)]


def hashes(parts: list[list[merkle.Node]], leaves: Leaves) -> list[bytes]:
    """The hashes of a proof, from all leaves."""
    roots = [[merkle.root_of(leaves[i << h : (i + 1) << h]) for h, i in part] for part in parts]
    return [merkle.joined(part) for part in roots]


def _path(index: int = INDEX, leaves: Leaves = LEAVES) -> list[str]:
    return [base64url.encode(one) for one in hashes(merkle.nodes_of_inclusion(index, len(leaves)), leaves)]


def _checkpoint(
    number: int, chains: dict[int, Leaves], *, signer: keys.Signer = w.ANCHOR, previous: str | None = None
) -> str:
    said = {chain: (len(of), _entry(len(of) - 1), merkle.root_of(of)) for chain, of in chains.items()}
    before = None if previous is None else digest_of_checkpoint(previous)
    return sign_checkpoint(number=number, iat=AT + number * 60, previous=before, chains=said, signer=signer)


OLD = _checkpoint(7, {3: LEAVES[:EARLIER], 4: SHORT})
NEW = _checkpoint(8, {3: LEAVES, 4: SHORT}, previous=OLD)
GOOD: Document = {
    "receipt": RECEIPT,
    "log": {
        "state": "covered", "come_back": None, "chain": 3, "index": INDEX, "entry": base64url.encode(_entry(INDEX)),
        "path": _path(), "checkpoint": NEW,
    },
}  # fmt: skip


def text() -> str:
    """The whole file."""
    document = {
        "keys": [keys.jwk_of(w.ANCHOR.public)],
        "receipts": [{"name": name, "document": said, "reason": why} for name, said, why in _receipts()],
        "checkpoints": [
            {"name": name, "old": old, "new": new, "answer": answer, "reason": why}
            for name, old, new, answer, why in _continuity()
        ],
        "inclusion": [_inclusion(size, index) for size in (1, 2, 3, 7, 8, 300) for index in _some(size)],
        "consistency": [
            _consistency(first, size) for size in (1, 2, 7, 8, 300) for first in (0, 1, 2, 6, 8, 256, 300)
            if first <= size
        ],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _some(size: int) -> list[int]:
    return sorted({0, size // 2, size - 1})


def _inclusion(size: int, index: int) -> Document:
    leaves = LEAVES[:size]
    proof = hashes(merkle.nodes_of_inclusion(index, size), leaves)
    said = {"leaf": leaves[index], "root": merkle.root_of(leaves)}
    return {"size": size, "index": index} | _hex(said) | {"proof": [one.hex() for one in proof]}


def _consistency(first: int, second: int) -> Document:
    proof = hashes(merkle.nodes_of_consistency(first, second), LEAVES)
    said = {"first_root": merkle.root_of(LEAVES[:first]), "second_root": merkle.root_of(LEAVES[:second])}
    return {"first": first, "second": second} | _hex(said) | {"proof": [one.hex() for one in proof]}


def _hex(said: dict[str, bytes]) -> dict[str, str]:
    return {name: value.hex() for name, value in said.items()}


def _log(**changed: Any) -> Document:
    return GOOD | {"log": {**GOOD["log"], **changed}}


def _without(name: str) -> Document:
    return GOOD | {"log": {key: value for key, value in GOOD["log"].items() if key != name}}


def _other(payload: dict[str, Any], typ: str = "liangma-audit-checkpoint+jwt", signer: keys.Signer = w.ANCHOR) -> str:
    return jws.sign({"typ": typ}, payload, signer)


def _payload(token: str) -> dict[str, Any]:
    payload = jws.strict_json(jws.parse(token)[1])
    assert isinstance(payload, dict)
    return payload


def _flipped(text_: str) -> str:
    return ("B" if text_[0] == "A" else "A") + text_[1:]


def _receipts() -> list[tuple[str, Any, str | None]]:
    path, said = GOOD["log"]["path"], _payload(NEW)
    head, body, tail = RECEIPT.split(".")
    shorter = _checkpoint(9, {3: LEAVES[:INDEX], 4: SHORT})
    moved = LEAVES[:INDEX] + LEAVES[INDEX + 1 :] + [LEAVES[INDEX]]
    return [
        ("as the office answers", GOOD, None),
        ("at the end of a tree", _last(), None),
        ("not covered yet", GOOD | {"log": {"state": "waiting", "come_back": "2027-01-15T08:01:00Z"}}, "not_covered"),
        ("of before there were proofs", GOOD | {"log": {"state": "unbound"}}, "not_bound"),
        ("the receipt alone", RECEIPT, "not_covered"),
        ("an answer without log", {"receipt": RECEIPT}, "not_covered"),
        ("another receipt with this proof", GOOD | {"receipt": OTHER_RECEIPT}, "not_in_log"),
        ("the receipt signed by another", GOOD | {"receipt": jws.sign({"typ": TYP}, {"id": "x"}, w.OTHER)},
         "signature_invalid"),
        ("the receipt's body altered", GOOD | {"receipt": f"{head}.{_flipped(body)}.{tail}"}, "signature_invalid"),
        ("another kind of token as receipt", GOOD | {"receipt": NEW}, "malformed"),
        ("no token at all", GOOD | {"receipt": "a.b"}, "malformed"),
        ("no text as receipt", GOOD | {"receipt": 7}, "malformed"),
        ("a list", [RECEIPT], "malformed"),
        ("the entry of another", _log(entry=base64url.encode(_entry(INDEX + 1))), "not_in_log"),
        ("another index", _log(index=INDEX + 1), "not_in_log"),
        ("a negative index", _log(index=-1), "not_in_log"),
        ("an index beyond the tree", _log(index=SIZE), "not_in_log"),
        ("true as index", _log(index=True), "malformed"),
        ("another chain", _log(chain=4), "not_in_log"),
        ("a chain that is not there", _log(chain=9), "not_in_log"),
        ("a hash of the path altered", _log(path=[*path[:2], _flipped(path[2]), *path[3:]]), "not_in_log"),
        ("a path in another order", _log(path=path[::-1]), "not_in_log"),
        ("a path that is too short", _log(path=path[:-1]), "not_in_log"),
        ("a path that is too long", _log(path=[*path, path[-1]]), "not_in_log"),
        ("the root as an empty path", _log(path=[]), "not_in_log"),
        ("a path of a thousand hashes", _log(path=path * 120), "malformed"),
        ("a short hash in the path", _log(path=[path[0][:-2], *path[1:]]), "malformed"),
        ("a hash that is no base64url", _log(path=["+" + path[0][1:], *path[1:]]), "malformed"),
        ("no path", _without("path"), "malformed"),
        ("no checkpoint", _without("checkpoint"), "malformed"),
        ("an unknown state", _log(state="sure"), "malformed"),
        ("a checkpoint by another", _log(checkpoint=_checkpoint(8, {3: LEAVES}, signer=w.OTHER)), "signature_invalid"),
        ("a receipt as checkpoint", _log(checkpoint=RECEIPT), "malformed"),
        ("an earlier checkpoint that covers less", _log(checkpoint=OLD), "not_in_log"),
        ("a checkpoint that ends before it", _log(checkpoint=shorter), "not_in_log"),
        ("a checkpoint of a log put in another order", _log(checkpoint=_checkpoint(8, {3: moved})), "not_in_log"),
        ("a checkpoint without trees", _log(checkpoint=_other({k: said[k] for k in ("iat", "heads")})), "not_in_log"),
        ("a checkpoint whose trees are not its heads'", _log(checkpoint=_other(said | {"trees": {}})), "malformed"),
        ("a checkpoint with a short root", _log(checkpoint=_other(said | {"trees": _short(said)})), "malformed"),
        ("a checkpoint without a number", _log(checkpoint=_other({**said, "number": 0})), "malformed"),
        ("a node's hash passed off as the leaf's", _node_as_leaf(), "not_in_log"),
    ]  # fmt: skip


def _last() -> Document:
    leaves = LEAVES[: INDEX + 1]
    covering = _checkpoint(6, {3: leaves})
    return _log(path=_path(INDEX, leaves), checkpoint=covering)


def _short(said: dict[str, Any]) -> dict[str, Any]:
    return {chain: [size, base64url.encode(bytes(31))] for chain, (size, _) in said["trees"].items()}


def _node_as_leaf() -> Document:
    """A tree of half the height, in which the receipt's pair of leaves would be one leaf."""
    pairs = [merkle.node_hash(*LEAVES[at : at + 2]) for at in range(0, SIZE, 2)]
    said = {3: (SIZE // 2, _entry(0), merkle.root_of(pairs))}
    covering = sign_checkpoint(number=8, iat=AT, previous=None, chains=said, signer=w.ANCHOR)
    return _log(index=INDEX // 2, path=_path(INDEX)[1:], checkpoint=covering)


def _continuity() -> list[tuple[str, str, str, Any, str | None]]:
    proof = [base64url.encode(one) for one in hashes(merkle.nodes_of_consistency(EARLIER, SIZE), LEAVES)]
    good = {"proofs": {"3": proof, "4": []}}
    altered = [*LEAVES[:50], merkle.leaf_hash(b"altered"), *LEAVES[51:]]
    rewritten = _checkpoint(8, {3: altered, 4: SHORT}, previous=OLD)
    theirs = hashes(merkle.nodes_of_consistency(EARLIER, SIZE), altered)
    forked = _checkpoint(7, {3: altered[:EARLIER], 4: SHORT})
    plain = _other({name: _payload(OLD)[name] for name in ("iat", "heads")})
    begun = _checkpoint(9, {3: LEAVES, 4: SHORT, 5: SHORT}, previous=NEW)
    rows: list[tuple[str, str, str, Callable[[], Any], str | None]] = [
        ("as the office answers", OLD, NEW, lambda: good, None),
        ("the same", NEW, NEW, lambda: {"proofs": {}}, None),
        ("a chain that began since", NEW, begun, lambda: {"proofs": {}}, None),
        ("a log rewritten before the earlier", OLD, rewritten, lambda: _proofs(theirs), "log_rewritten"),
        ("the good proof for a rewritten log", OLD, rewritten, lambda: good, "log_rewritten"),
        ("two of one number", OLD, forked, lambda: {"proofs": {}}, "log_rewritten"),
        ("the other way round", NEW, OLD, lambda: good, "log_rewritten"),
        ("a log cut behind the earlier", OLD, _checkpoint(8, {3: LEAVES[:100], 4: SHORT}), lambda: good,
         "log_rewritten"),
        ("a chain left out", OLD, _checkpoint(8, {3: LEAVES}), lambda: good, "log_rewritten"),
        ("no proofs", OLD, NEW, lambda: {"proofs": {}}, "log_rewritten"),
        ("a proof that is too short", OLD, NEW, lambda: {"proofs": {"3": proof[:-1]}}, "log_rewritten"),
        ("a proof that is too long", OLD, NEW, lambda: {"proofs": {"3": [*proof, proof[0]]}}, "log_rewritten"),
        ("a proof of what did not grow", OLD, NEW, lambda: {"proofs": {"3": proof, "4": proof}}, "log_rewritten"),
        ("a proof of a chain that is not there", OLD, NEW, lambda: {"proofs": {"3": proof, "9": []}}, "log_rewritten"),
        ("an earlier one without trees", plain, NEW, lambda: good, "log_rewritten"),
        ("an earlier one by another", _checkpoint(7, {3: LEAVES[:EARLIER]}, signer=w.OTHER), NEW, lambda: good,
         "signature_invalid"),
        ("proofs that are no lists", OLD, NEW, lambda: {"proofs": {"3": 7}}, "malformed"),
        ("a chain respelt", OLD, NEW, lambda: {"proofs": {"03": proof}}, "malformed"),
        ("no answer", OLD, NEW, lambda: None, "malformed"),
    ]  # fmt: skip
    return [(name, old, new, answer(), why) for name, old, new, answer, why in rows]


def _proofs(path: list[bytes]) -> Document:
    return {"proofs": {"3": [base64url.encode(one) for one in path], "4": []}}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
