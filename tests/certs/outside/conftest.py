"""Which tests against published vectors are collected: the rules of `folder`."""

from tests.certs.outside.folder import DEMANDED, PRESENT

_NEED_VECTORS = ["test_ecdsa*.py", "test_jws*.py", "test_sdjwt*.py", "test_status*.py"]
_PRESENCE = ["test_presence.py"]
collect_ignore_glob = [] if PRESENT else [*_NEED_VECTORS, *([] if DEMANDED else _PRESENCE)]
