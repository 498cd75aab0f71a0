"""Challenges: eight bytes that a gate shows, which only a code made for that gate can answer, once."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.people import nonces
from backend.verification.verifiers import RegisteredVerifier

PREFIX = "LM1C:"


@dataclass(frozen=True)
class Challenge:
    """`qr` is what the gate shows. The phone shows the verifier's registered name, then answers with aud and cnonce."""

    challenge: str
    expires_at: int
    qr: str


def issue_challenge(session: Session, verifier: RegisteredVerifier, *, now: int) -> Challenge:
    """A fresh challenge of this verifier: `challenge` in hex."""
    issued = nonces.issue(session, "challenge", verifier.verifier_id, now=now)
    text = issued.nonce.hex()
    return Challenge(text, issued.expires_at, f"{PREFIX}{verifier.verifier_id}:{text}")
