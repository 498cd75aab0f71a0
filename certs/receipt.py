"""A receipt and its proof: is this verdict in the public log? Checked with nothing but the platform's keys.

1. The receipt is a JWS by a key of the platform that the reader trusts.
2. The log's entry is bound to it: its leaf is SHA-256(0x00 || SHA-256 of the receipt's text || the entry's hash), so
nobody's name or number is needed, or told, to recompute it.
3. The checkpoint is signed by such a key too. 4. The leaf lies in the tree of its chain, under the checkpoint's root.
5. Where the reader kept an older checkpoint, the newer one continues it by the proof that is handed in.
6. What comes without proof is not proven, and says why: not covered yet (come back), or of before there were proofs.
Nothing that is handed in makes this raise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from certs import base64url, jws, keys, merkle
from certs.checkpoint import Checkpoint, continues, read_checkpoint
from certs.errors import KeyFormatError, MalformedError
from certs.members import member
from certs.notes import technical
from certs.verdict import Check

TYP = "liangma-receipt+jwt"
MAX_CHARS = 1 << 18
MOST_HASHES = 128
UNBOUND = bytes(merkle.SIZE)  # in place of a receipt's digest, of an entry without one
CHECKS = ("receipt", "checkpoint", "inclusion", "continuity")


@dataclass(frozen=True)
class Proof:
    """Where an entry lies: in which chain, at which leaf (from 0), its hash, and the hashes beside the path."""

    chain: int
    index: int
    entry: bytes
    path: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True)
class Recorded:
    """What was found: every check in order, why it is not proven (None: it is), what the receipt says where it is
    signed, and the checkpoint that covers it where that is signed."""

    checks: tuple[Check, ...]
    reason: str | None
    receipt: Mapping[str, Any] | None = None
    checkpoint: Checkpoint | None = None

    @property
    def proven(self) -> bool:
        return self.reason is None


def leaf_data(receipt_digest: bytes, entry: bytes) -> bytes:
    """What the leaf of an entry says (rule 2)."""
    return receipt_digest + entry


def digest_of(receipt: str) -> bytes:
    """The SHA-256 of a receipt's text, as the log's entry holds it."""
    return sha256(receipt.encode("ascii", "replace")).digest()


def check_receipt(
    document: Any,
    publics: Sequence[keys.PublicKey],
    *,
    kept: Checkpoint | None = None,
    proofs: Mapping[int, Sequence[bytes]] | None = None,
) -> Recorded:
    """`document`: what `GET /receipts/{id}` answers, or the receipt's text alone. `publics`: the platform's keys.

    `kept`: an older checkpoint of the reader's own, and by chain the proofs that the newer one continues it.
    """
    checks, said, covering = list[Check](), None, None
    try:
        text = document if isinstance(document, str) else member(document, "receipt", str)
        said = _signed(text, publics)
        checks.append(Check("receipt", "passed"))
        proof = read_proof(document)
        covering = read_checkpoint(proof.checkpoint, publics)
        checks.append(Check("checkpoint", "passed"))
        _require(_lies_in(text, proof, covering), "not_in_log", "the proof does not lead to the checkpoint's root")
        checks.append(Check("inclusion", "passed"))
        if kept is not None:
            _require(continues(kept, covering, proofs or {}), "log_rewritten", "the kept checkpoint is not continued")
            checks.append(Check("continuity", "passed"))
    except (MalformedError, KeyFormatError) as refused:
        at = CHECKS[len(checks)]
        checks.append(Check(at, "failed", refused.code, technical(refused.detail)))
        return Recorded((*checks, *_skipped(checks)), refused.code, said, covering)
    return Recorded((*checks, *_skipped(checks)), None, said, covering)


def _skipped(checks: Sequence[Check]) -> tuple[Check, ...]:
    return tuple(Check(name, "skipped") for name in CHECKS[len(checks) :])


def _require(holds: bool, reason: str, detail: str) -> None:
    if not holds:
        raise MalformedError(reason, detail)


def _signed(text: str, publics: Sequence[keys.PublicKey]) -> dict[str, Any]:
    """Rule 1."""
    jws.parse(text, max_chars=MAX_CHARS)
    for public in publics:
        try:
            return jws.verify(text, public, typ=TYP, max_chars=MAX_CHARS)
        except MalformedError as refused:
            if refused.reason != "signature_invalid":
                raise
    raise MalformedError("signature_invalid", "no trusted key signed this receipt")


def read_proof(document: Any) -> Proof:
    """The member `log` of an answer; raises MalformedError (not_covered, malformed)."""
    if isinstance(document, str) or "log" not in document:
        raise MalformedError("not_covered", "no proof was handed in")
    log = member(document, "log", dict)
    if (state := member(log, "state", str)) != "covered":
        _require(state in ("waiting", "unbound"), "malformed", "the state is not one of covered, waiting, unbound")
        raise MalformedError("not_covered" if state == "waiting" else "not_bound")
    path = member(log, "path", list)
    _require(len(path) <= MOST_HASHES and all(isinstance(one, str) for one in path), "malformed", "the path is no list")
    hashes = tuple(base64url.decode(one) for one in path)
    entry = base64url.decode(member(log, "entry", str))
    _require(all(len(one) == merkle.SIZE for one in (entry, *hashes)), "malformed", "a hash has 32 bytes")
    return Proof(member(log, "chain", int), member(log, "index", int), entry, hashes, member(log, "checkpoint", str))


def _lies_in(receipt: str, proof: Proof, covering: Checkpoint) -> bool:
    """Rules 2 and 4."""
    root = covering.root(proof.chain)
    leaf = merkle.leaf_hash(leaf_data(digest_of(receipt), proof.entry))
    return root is not None and merkle.includes(root, covering.size(proof.chain), proof.index, leaf, proof.path)
