"""Checkpoints: signed heads of the log, and whether a later one continues an earlier one.

The log is several chains of entries, and each chain has a Merkle tree whose leaf number n is entry number n + 1. A
checkpoint says of every chain its size, the hash of its last entry and the root of its tree.

1. It is a JWS by a key of the platform that the reader trusts. 2. Checkpoints are numbered; each names the SHA-256 of
the one before it. 3. A later one continues an earlier one when no chain is missing or shorter, and for each chain a
proof leads from the one root to the other; of two with one number only one can be true. 4. One without trees, as they
were at first, is read and proves nothing here.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from certs import base64url, jws, keys, merkle
from certs.errors import MalformedError
from certs.members import member, optional
from certs.notes import technical
from certs.verdict import Check

TYP = "liangma-audit-checkpoint+jwt"
MAX_CHARS = 1 << 18
MOST_CHAINS = 1024


@dataclass(frozen=True)
class Checkpoint:
    """One that was read: its time (Unix seconds), and by chain the last entry's (sequence number, hash) and the tree's
    root, whose size is that sequence number. `number`, `previous` None and no roots: of before there were trees."""

    iat: int
    heads: Mapping[int, tuple[int, bytes]]
    number: int | None = None
    previous: bytes | None = None
    roots: Mapping[int, bytes] | None = None
    digest: bytes = b""

    def size(self, chain: int) -> int:
        """How many entries of the chain it covers."""
        return self.heads.get(chain, (0, b""))[0]

    def root(self, chain: int) -> bytes | None:
        """The root of the chain's tree; None where the checkpoint has no trees."""
        return None if self.roots is None else self.roots.get(chain, merkle.EMPTY)


def sign_checkpoint(
    *,
    number: int,
    iat: int,
    previous: bytes | None,
    chains: Mapping[int, tuple[int, bytes, bytes]],
    signer: keys.Signer,
) -> str:
    """The JWS. `chains`: number to (size, hash of the last entry, root of the tree)."""
    of = sorted(chains.items())
    payload = {
        "iat": iat,
        "number": number,
        "previous": None if previous is None else base64url.encode(previous),
        "heads": {str(chain): [size, base64.b64encode(link).decode("ascii")] for chain, (size, link, _) in of},
        "trees": {str(chain): [size, base64url.encode(root)] for chain, (size, _, root) in of},
    }
    return jws.sign({"typ": TYP, "kid": base64url.encode(keys.thumbprint(signer.public))}, payload, signer)


def digest_of(token: str) -> bytes:
    """What the next checkpoint calls `previous`."""
    return sha256(token.encode("ascii", "replace")).digest()


def read_checkpoint(token: str, publics: Iterable[keys.PublicKey]) -> Checkpoint:
    """The checkpoint, signed by one of the keys. Raises MalformedError (signature_invalid, malformed, ...)."""
    jws.parse(token, max_chars=MAX_CHARS)
    for public in publics:
        try:
            return _read(jws.verify(token, public, typ=TYP, max_chars=MAX_CHARS), digest_of(token))
        except MalformedError as refused:
            if refused.reason != "signature_invalid":
                raise
    raise MalformedError("signature_invalid", "no trusted key signed this checkpoint")


def read_unproven(token: str) -> Checkpoint:
    """What it says, its signature unproven: for whoever keeps its own. Raises MalformedError."""
    claims = jws.strict_json(jws.parse(token, max_chars=MAX_CHARS)[1])
    if not isinstance(claims, dict):
        raise MalformedError("malformed", "a checkpoint is an object")
    return _read(claims, digest_of(token))


def continues(old: Checkpoint, new: Checkpoint, proofs: Mapping[int, Sequence[bytes]]) -> bool:
    """Rule 3. `proofs`: by chain; a chain that is not named has an empty proof."""
    if old.roots is None or new.roots is None or old.number is None or new.number is None:
        return False
    if old.number > new.number or (old.number == new.number and old.digest != new.digest):
        return False
    return not set(proofs) - set(new.heads) and all(
        merkle.continues(
            old.size(chain), old.root(chain) or b"", new.size(chain), new.root(chain) or b"", proofs.get(chain, ())
        )
        for chain in sorted({*old.heads, *new.heads})
    )


@dataclass(frozen=True)
class Continued:
    """What was found of two checkpoints; `reason` None: the later one continues the earlier."""

    checks: tuple[Check, ...]
    reason: str | None
    receipt: None = None
    checkpoint: Checkpoint | None = None


def check_continuity(old: str, new: str, answer: Any, publics: Sequence[keys.PublicKey]) -> Continued:
    """Both signatures, and rule 3. `answer`: what `GET /log/continuity` answers. Never raises."""
    checks, later = list[Check](), None
    try:
        earlier = read_checkpoint(old, publics)
        later = read_checkpoint(new, publics)
        checks.append(Check("checkpoint", "passed"))
        if not continues(earlier, later, read_proofs(answer)):
            raise MalformedError("log_rewritten", "the proofs do not lead from the one to the other")
    except MalformedError as refused:
        broken = Check("continuity" if checks else "checkpoint", "failed", refused.code, technical(refused.detail))
        left = () if checks else (Check("continuity", "skipped"),)
        return Continued((*checks, broken, *left), refused.code, None, later)
    return Continued((*checks, Check("continuity", "passed")), None, None, later)


def read_proofs(answer: Any) -> dict[int, list[bytes]]:
    """The proofs of an answer, by chain. Raises MalformedError."""
    proofs = member(answer, "proofs", dict)
    if not all(isinstance(path, list) and all(isinstance(one, str) for one in path) for path in proofs.values()):
        raise MalformedError("malformed", "a proof is a list of hashes")
    return {_number(name): [base64url.decode(one) for one in path] for name, path in proofs.items()}


def _read(claims: dict[str, Any], digest: bytes) -> Checkpoint:
    heads = {chain: (size, _standard(link)) for chain, size, link in _chains(member(claims, "heads", dict))}
    iat = member(claims, "iat", int)
    if "trees" not in claims:
        return Checkpoint(iat, heads, digest=digest)
    trees = {chain: (size, base64url.decode(root)) for chain, size, root in _chains(member(claims, "trees", dict))}
    number, previous = member(claims, "number", int), optional(claims, "previous", str)
    sizes = {chain: size for chain, (size, _) in heads.items()}
    if number < 1 or sizes != {chain: size for chain, (size, _) in trees.items()}:
        raise MalformedError("malformed", "a checkpoint's trees are not those of its heads")
    if any(len(root) != merkle.SIZE for _, root in trees.values()):
        raise MalformedError("malformed", "a root has 32 bytes")
    before = None if previous is None else base64url.decode(previous)
    return Checkpoint(iat, heads, number, before, {chain: root for chain, (_, root) in trees.items()}, digest)


def _chains(value: dict[str, Any]) -> list[tuple[int, int, str]]:
    if len(value) > MOST_CHAINS:
        raise MalformedError("malformed", "more chains than any log has")
    found = []
    for name, pair in value.items():
        if not isinstance(pair, list) or len(pair) != 2 or type(pair[0]) is not int or not isinstance(pair[1], str):
            raise MalformedError("malformed", "a chain's head is [size, hash]")
        if not 0 <= pair[0] < 1 << 62:
            raise MalformedError("malformed", "a chain has a size")
        found.append((_number(name), pair[0], pair[1]))
    return found


def _number(name: str) -> int:
    """A chain's number as it names a member."""
    if not name.isascii() or not name.isdecimal() or str(int(name[:9])) != name:
        raise MalformedError("malformed", "a chain has a number")
    return int(name)


def _standard(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedError("malformed", "a hash is base64") from error
