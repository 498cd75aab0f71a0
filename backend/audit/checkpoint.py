"""Signed checkpoints: the heads of all chains, signed by the platform key and kept outside the database.

Whoever rewrites the whole log, heads included, cannot rewrite the files that were published before.
"""

import base64
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


def read_checkpoints(folder: Path, *publics: PublicKey) -> tuple[Heads, ...]:
    """Every checkpoint in the folder, each signed by one of the keys (a platform key that was since retired, say).

    Raises MalformedError, naming the file, for one that is not ours or was altered.
    """
    return tuple(_heads(_verified(path, publics)) for path in sorted(folder.glob("*.jws")))


def _verified(path: Path, publics: tuple[PublicKey, ...]) -> dict[str, Any]:
    token = path.read_text(errors="replace").strip()
    reason, detail = "signature_invalid", "no key to read checkpoints with"
    for public in publics:
        try:
            return jws.verify(token, public, typ=TYPE)
        except MalformedError as error:
            reason, detail = error.reason, error.detail
    raise MalformedError(reason, f"{path}: {detail}".rstrip(": "))


def _heads(payload: dict[str, Any]) -> Heads:
    return {int(chain): (seq, base64.b64decode(link)) for chain, (seq, link) in payload["heads"].items()}
