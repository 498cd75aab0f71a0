"""The one error tree of the vault, each error with a stable `code`. Refusing a shown code is a value, not an error."""

from __future__ import annotations


class CertsError(Exception):
    """Root of the tree. `code` is stable and machine-readable; `str()` is for a log."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class MalformedError(CertsError):
    """Something handed in from outside cannot be accepted as it stands; `reason` is one of `certs.reasons`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason


class KeyFormatError(CertsError):
    """A key is not a P-256 key in the expected form, or its point is not on the curve."""

    def __init__(self, detail: str) -> None:
        super().__init__("key_format", detail)


class TrustError(CertsError):
    """A trust list or a bundle cannot be relied on: wrong signer, rolled back, or not in its form."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason


class CatalogueError(CertsError):
    """A certificate type file is wrong: which `file`, at which `line` (1-based), and the `reason`."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__("catalogue", f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class IssueError(CertsError):
    """A record cannot become a certificate: the `field`, a stable `code`, and a `message` for a person."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(code, f"{field}: {message}")
        self.field = field
        self.message = message
