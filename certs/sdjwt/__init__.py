"""SD-JWT VC (RFC 9901, `typ: dc+sd-jwt`): issue, present with or without key binding, verify in full.

Disclosures hide claims behind salted SHA-256 digests; only ES256 signs. Nothing here fetches anything.
"""

from certs.sdjwt.alike import Own, prepare_alike
from certs.sdjwt.disclosure import fresh_salts
from certs.sdjwt.issue import Prepared, issue, key_id, prepare, seal
from certs.sdjwt.present import present
from certs.sdjwt.tree import Hidden, Path
from certs.sdjwt.verify import KeyBinding, SdAccepted, SdRejected, verify

__all__ = [
    "Hidden",
    "KeyBinding",
    "Own",
    "Path",
    "Prepared",
    "SdAccepted",
    "SdRejected",
    "fresh_salts",
    "issue",
    "key_id",
    "prepare",
    "prepare_alike",
    "present",
    "seal",
    "verify",
]
