"""Sealing: an authority's seal as it stands now, with what signs for it.

1. The one active seal of the authority whose certificate has begun and not ended; no other seals anything.
2. The key is used here and nowhere shown: sealed in the database, or in a device.
3. Whoever seals says so (`used`), in the same transaction: no entry, no sealed paper.
4. ES256, which PDF readers with NSS (poppler's pdfsig) verify.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pyhanko.sign import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.key_device import DeviceSigner, require_device
from backend.seals.authority import read_chain
from backend.seals.models import SealAuthority, SealRow
from backend.seals.refusals import NoActiveSeal
from backend.security import Box
from certs import keys

ACTIVE = "active"
LONGEST_SIGNATURE = 72  # of ES256 in DER, bytes


@dataclass(frozen=True)
class Seal:
    """A seal that may be used now. `chain`: the certificates above its own, the root last. `signer` is for pyHanko."""

    seal_id: uuid.UUID
    issuer_code: str
    name: Mapping[str, str]
    picture_svg: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    signer: "PdfSigner"


class PdfSigner(Signer):
    """What signs PDF files with a seal's key, wherever that lies."""

    def __init__(self, key: keys.Signer, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...]) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple([_as_asn1(one) for one in chain])
        super().__init__(signing_cert=_as_asn1(certificate), cert_registry=store)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature over `data` in DER, by SHA-256 only."""
        if dry_run:
            return bytes(LONGEST_SIGNATURE)
        if digest_algorithm.lower() != "sha256":
            raise ValueError(f"seals sign with SHA-256, not {digest_algorithm}")
        raw = self._key.sign(data)
        return encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))


def seal_of(session: Session, issuer_code: str, *, box: Box, now: int) -> Seal:
    """The authority's seal. Raises NoActiveSeal, DeviceUnavailable."""
    mine = SealRow.issuer_code == issuer_code, SealRow.state == ACTIVE, SealRow.not_after > now
    newest = select(SealRow).where(*mine).order_by(SealRow.approved_at.desc()).limit(1)
    row = session.scalars(newest.execution_options(populate_existing=True)).first()
    if row is None or row.certificate is None:
        raise NoActiveSeal(issuer_code)
    certificate = x509.load_der_x509_certificate(row.certificate)
    chain = read_chain(session.get_one(SealAuthority, row.authority_id).chain)
    return Seal(
        row.seal_id, row.issuer_code, MappingProxyType({"zh": row.name_zh, "en": row.name_en}), row.picture,
        certificate, chain, PdfSigner(signer_of(row, box=box), certificate, chain),
    )  # fmt: skip


def used(session: Session, seal: Seal, *, subject: str, actor: str, now: int) -> None:
    """Rule 3. `subject`: what was sealed, as the log names things (`sealed-copy:<number>`)."""
    entry = make_entry(at=now, actor=actor, action="seal.used", subject=f"seal:{seal.seal_id}", sealed=subject)
    record(session, entry)


def signer_of(row: SealRow, *, box: Box) -> keys.Signer:
    """The seal's key. Raises NoActiveSeal when it does not open, DeviceUnavailable without its device."""
    if row.key_place == "database":
        return _opened(box, row.sealed_private or b"", seal_context(row.seal_id))
    return DeviceSigner(require_device(), key_label(row.seal_id), keys.public_from_jwk(row.jwk))


def seal_context(seal_id: uuid.UUID) -> bytes:
    return b"seal:" + seal_id.bytes


def key_label(seal_id: uuid.UUID) -> str:
    """How the device calls the key."""
    return f"liangma-seal-{seal_id}"


@lru_cache(maxsize=64)
def _opened(box: Box, sealed: bytes, context: bytes) -> keys.SoftwareSigner:
    try:
        secret = box.open_key(sealed, context)
    except InvalidTag as error:
        raise NoActiveSeal("the seal's key does not open with this data key") from error
    return keys.SoftwareSigner(ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1()))


def _as_asn1(certificate: x509.Certificate) -> Any:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
