"""The states of a certificate and the only ways between them.

Rules: 1. valid and suspended are the two standing states; suspension is lifted, nothing else is; 2. withdrawn (撤销),
cancelled (注销), lapsed (失效), transferred (迁出) and revoked (吊销) are final; so is superseded, the end of a version
that a newer one replaced; 3. a change or a renewal replaces a valid certificate, never a suspended one; 4. the
status list says 0 valid, 2 suspended, 1 anything else.
"""

from collections.abc import Mapping
from types import MappingProxyType

from backend.certificates.refusals import TransitionRefused
from certs.status import INVALID, SUSPENDED, VALID

FINAL_KINDS = ("withdrawn", "cancelled", "lapsed", "transferred", "revoked")
STANDING = frozenset({"valid", "suspended"})
TRANSITIONS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("suspend", "valid"): "suspended",
        ("resume", "suspended"): "valid",
        ("replace", "valid"): "superseded",
        **{(kind, state): kind for kind in FINAL_KINDS for state in sorted(STANDING)},
    }
)


def next_state(act: str, state: str) -> str:
    """The state after `act` (suspend, resume, replace, or a final kind); raises TransitionRefused."""
    following = TRANSITIONS.get((act, state))
    if following is None:
        raise TransitionRefused(f"{act}: the certificate is {state}")
    return following


def status_of(state: str) -> int:
    """The value in the status list (rule 4)."""
    return {"valid": VALID, "suspended": SUSPENDED}.get(state, INVALID)
