"""Who vouches for seals: a built-in certificate authority, or one whose key and chain were imported.

1. The newest authority that is not retired signs; the built-in one is made when the first seal is approved and nothing
was imported. 2. An imported chain is whole: each certificate signed by the next, all allowed to sign certificates and
in their time, the last one signed by itself; the key belongs to the first. 3. A seal's certificate names the authority
and its credit code, may sign documents and nothing else, and ends no later than the chain.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.seals.models import SealAuthority
from backend.seals.refusals import AuthorityUnusable
from backend.security import Box

YEAR = 365 * 86_400
ROOT_LIFE, SEAL_LIFE = 15 * YEAR, 3 * YEAR
ROOT_NAME = "亮码电子印章根证书 Liangma Seal Root"
SIGNING = ("digital_signature", "content_commitment")
CERTIFYING = ("key_cert_sign", "crl_sign")
USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Chain = tuple[x509.Certificate, ...]


@dataclass(frozen=True)
class Authority:
    """What signs seals' certificates: the authority's own certificate first, the root last."""

    authority_id: uuid.UUID
    chain: Chain
    key: Key


def authority(session: Session, *, box: Box, actor: str, now: int) -> Authority:
    """Rule 1. Raises AuthorityUnusable when its key does not open, or its time is over."""
    row = newest(session) or _built_in(session, box=box, actor=actor, now=now)
    try:
        opened = serialization.load_der_private_key(box.open_key(row.sealed_private, _context(row.authority_id)), None)
    except InvalidTag as error:
        raise AuthorityUnusable(reason="key") from error
    chain = read_chain(row.chain)
    if not _in_time(chain, now):
        raise AuthorityUnusable(reason="period")
    assert isinstance(opened, Key)
    return Authority(row.authority_id, chain, opened)


def import_authority(
    session: Session, *, key_pem: bytes, chain_pem: str, box: Box, actor: str, now: int
) -> SealAuthority:
    """Rule 2; the authority before it is retired. Raises AuthorityUnusable."""
    try:
        key = serialization.load_pem_private_key(key_pem, None)
    except (ValueError, TypeError) as error:
        raise AuthorityUnusable(reason="key") from error
    chain = read_chain(chain_pem)
    _check(chain, now)
    if not isinstance(key, Key) or key.public_key() != chain[0].public_key():
        raise AuthorityUnusable(reason="key")
    return _keep(session, "imported", chain, key, box=box, actor=actor, now=now)


def newest(session: Session) -> SealAuthority | None:
    """The authority that signs now, if there is one."""
    standing = select(SealAuthority).where(SealAuthority.retired_at.is_(None))
    return session.scalars(standing.order_by(SealAuthority.made_at.desc()).limit(1)).first()


def chains(session: Session) -> list[str]:
    """The chains of all authorities there ever were, the newest first: what a reader of old copies needs too."""
    return list(session.scalars(select(SealAuthority.chain).order_by(SealAuthority.made_at.desc())))


def read_chain(pem: str) -> Chain:
    """Raises AuthorityUnusable."""
    try:
        return tuple(x509.load_pem_x509_certificates(pem.encode()))
    except ValueError as error:
        raise AuthorityUnusable(reason="chain") from error


def certify(
    by: Authority, public: ec.EllipticCurvePublicKey, *, name: str, organisation: str, credit_code: str, now: int
) -> x509.Certificate:
    """Rule 3: the certificate of a seal called `name`."""
    parts = [
        (NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, organisation[:64]),
        (NameOID.SERIAL_NUMBER, credit_code), (NameOID.COMMON_NAME, name[:64]),
    ]  # fmt: skip
    subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])
    ends = min([_time(now + SEAL_LIFE), *(one.not_valid_after_utc for one in by.chain)])
    return _signed(subject, public, by.chain[0].subject, by.key, start=now, ends=ends, certifies=False)


def _built_in(session: Session, *, box: Box, actor: str, now: int) -> SealAuthority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ROOT_NAME)])
    root = _signed(name, key.public_key(), name, key, start=now, ends=_time(now + ROOT_LIFE), certifies=True)
    return _keep(session, "built_in", (root,), key, box=box, actor=actor, now=now)


def _keep(
    session: Session, kind: str, chain: Chain, key: Key, *, box: Box, actor: str, now: int
) -> SealAuthority:  # fmt: skip
    authority_id = db.new_id(now * 1000)
    session.execute(update(SealAuthority).where(SealAuthority.retired_at.is_(None)).values(retired_at=now))
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    row = SealAuthority(
        authority_id=authority_id, kind=kind, chain="".join(pem_of(one) for one in chain), made_by=actor, made_at=now,
        sealed_private=box.seal_key(plain, _context(authority_id)), retired_at=None,
    )  # fmt: skip
    session.add(row)
    session.flush()  # a seal refers to it
    entry = make_entry(
        at=now, actor=actor, action="seal.authority", subject=f"seal-authority:{authority_id}", kind=kind
    )
    record(session, entry)
    return row


def pem_of(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _signed(
    subject: x509.Name, public: ec.EllipticCurvePublicKey, issuer: x509.Name, key: Key, *,
    start: int, ends: dt.datetime, certifies: bool,
) -> x509.Certificate:  # fmt: skip
    uses = CERTIFYING if certifies else SIGNING
    length = 0 if certifies else None
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        .serial_number(x509.random_serial_number()).not_valid_before(_time(start)).not_valid_after(ends)
        .add_extension(x509.BasicConstraints(certifies, length), critical=True)
        .add_extension(x509.KeyUsage(**{name: name in uses for name in USES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )  # fmt: skip
    return builder.sign(key, hashes.SHA256())


def _check(chain: Chain, now: int) -> None:
    for one, above in zip(chain, (*chain[1:], chain[-1]), strict=True):
        try:
            one.verify_directly_issued_by(above)
        except (ValueError, TypeError, InvalidSignature) as error:
            raise AuthorityUnusable(reason="chain") from error
        if not _may_certify(one):
            raise AuthorityUnusable(reason="authority")
    if not _in_time(chain, now):
        raise AuthorityUnusable(reason="period")


def _may_certify(one: x509.Certificate) -> bool:
    try:
        constraints = one.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = one.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return constraints.ca and usage.key_cert_sign


def _in_time(chain: Chain, now: int) -> bool:
    return all(one.not_valid_before_utc <= _time(now) < one.not_valid_after_utc for one in chain)


def _time(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _context(authority_id: uuid.UUID) -> bytes:
    return b"seal-authority:" + authority_id.bytes
