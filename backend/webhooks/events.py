"""What partners can be told of. A message names ids and states; what they stand for is fetched with the token."""

from collections.abc import Mapping
from types import MappingProxyType

TEST = "test"  # sent on demand, whatever was chosen
EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "consent.given": "A holder approved a request",
        "consent.refused": "A holder refused a request",
        "consent.expired": "A request ended without an answer",
        "consent.withdrawn": "A holder withdrew what they had approved",
        "presentation.done": "A wallet presented what was asked, and it was accepted",
        "presentation.failed": "A presentation ended without success",
        "double_use.found": "A code that a gate of the partner accepted offline was used elsewhere too",
        "certificate.revoked": "A certificate disclosed under a consent that still stands is valid no more",
        "partner.suspended": "The partner's registration was suspended",
    }
)
