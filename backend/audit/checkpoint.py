"""Signed checkpoints: the heads of all chains, signed by the platform key and kept outside the database.

Whoever rewrites the whole log, heads included, cannot rewrite the files that were published before.

Rules: 1. a checkpoint is believed when a key whose signatures are believed signed it; 2. any other file of the folder
is named and held against the log as a break, and never keeps the others from being read.
"""

import base64
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.check import Heads
from backend.audit.models import AuditChain
from certs import jws
from certs.errors import MalformedError
from certs.keys import PublicKey, Signer

TYPE = "liangma-audit-checkpoint+jwt"


def make_checkpoint(session: Session, signer: Signer, *, now: int) -> str:
    """A JWS {iat, heads: {chain: [seq, hash]}}."""
    rows = session.scalars(select(AuditChain).order_by(AuditChain.chain))
    heads = {str(row.chain): [row.seq, base64.b64encode(row.hash).decode()] for row in rows}
    return jws.sign({"typ": TYPE}, {"iat": now, "heads": heads}, signer)


def write_checkpoint(folder: Path, token: str, *, now: int) -> Path:
    """Write once, never over another file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now}.jws"
    with path.open("x") as file:
        file.write(token + "\n")
    return path


@dataclass(frozen=True)
class Checkpoints:
    """What a folder holds: the heads of every believed file, and the names of the files that are not believed."""

    heads: tuple[Heads, ...]
    unbelieved: tuple[str, ...] = ()


def read_checkpoints(folder: Path, *publics: PublicKey) -> Checkpoints:
    """Every checkpoint in the folder, each signed by one of the keys (a platform key that was since retired, say).

    A file that none of them signed is unbelieved: altered, not ours, or of a key that is compromised.
    """
    heads, unbelieved = list[Heads](), list[str]()
    for path in sorted(folder.glob("*.jws")):
        try:
            heads.append(_heads(_verified(path, publics)))
        except MalformedError:
            unbelieved.append(path.name)
    return Checkpoints(tuple(heads), tuple(unbelieved))


def _verified(path: Path, publics: tuple[PublicKey, ...]) -> dict[str, Any]:
    token = path.read_text(errors="replace").strip()
    for public in publics:
        with suppress(MalformedError):
            return jws.verify(token, public, typ=TYPE)
    raise MalformedError("signature_invalid", path.name)


def _heads(payload: dict[str, Any]) -> Heads:
    return {int(chain): (seq, base64.b64decode(link)) for chain, (seq, link) in payload["heads"].items()}
