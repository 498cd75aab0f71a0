"""How this verifier names itself to wallets: `x509_hash`, a certificate of its own under an authority of its own.

Rules: 1. keys and certificates are made from the office's secret for a period, so every node has the same and none
stores one; nothing else is signed with these keys; 2. the leaf is not self-signed, and the chain that is sent does not
hold the authority (HAIP 1.0, section 5); 3. a request made in one period is signed with that period's key, and a
certificate outlives its period by another; 4. wallets pin the authority: it stays for as long as the secret does.
"""

import base64
import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from backend.security import Box
from certs import base64url, keys

PERIOD = 90 * 86_400
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2056, 1, 1, tzinfo=UTC)
AUTHORITY, READER = "Liangma presentation authority", "Liangma presentation requests"


@dataclass(frozen=True)
class Reader:
    """What signs requests: `client_id` is x509_hash and the digest of the leaf; `x5c` as the header carries it."""

    client_id: str
    x5c: tuple[str, ...]
    signer: keys.SoftwareSigner


def reader_at(now: int, *, box: Box, base_url: str) -> Reader:
    """The one of the period that `now` is in."""
    return _reader(now // PERIOD, urlsplit(base_url).hostname or "localhost", box)


def authority(*, box: Box, base_url: str) -> str:
    """The certificate that wallets pin, as PEM."""
    made = _authority(urlsplit(base_url).hostname or "localhost", box)
    return made.public_bytes(Encoding.PEM).decode("ascii")


@lru_cache(maxsize=8)
def _reader(period: int, host: str, box: Box) -> Reader:
    private, above = _private(f"reader:{period}", box), _private("authority", box)
    start = datetime.fromtimestamp(period * PERIOD, UTC)
    end = datetime.fromtimestamp((period + 2) * PERIOD, UTC)
    built = _builder(READER, AUTHORITY, host, private, start, end, serial=_serial(f"reader:{period}", box))
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    built = built.add_extension(x509.SubjectAlternativeName([_name(host)]), critical=False)
    built = built.add_extension(_usage(signs_certificates=False), critical=True)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key())
    leaf = built.add_extension(identifier, critical=False).sign(above, hashes.SHA256(), ecdsa_deterministic=True)
    der = leaf.public_bytes(Encoding.DER)
    client_id = f"x509_hash:{base64url.encode(hashlib.sha256(der).digest())}"
    return Reader(client_id, (base64.b64encode(der).decode("ascii"),), keys.SoftwareSigner(private))


@lru_cache(maxsize=8)
def _authority(host: str, box: Box) -> x509.Certificate:
    private = _private("authority", box)
    built = _builder(AUTHORITY, AUTHORITY, host, private, FIRST, LAST, serial=_serial("authority", box))
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    built = built.add_extension(_usage(signs_certificates=True), critical=True)
    return built.sign(private, hashes.SHA256(), ecdsa_deterministic=True)


def _builder(
    subject: str, issuer: str, host: str, private: ec.EllipticCurvePrivateKey, start: datetime, end: datetime, *,
    serial: int,
) -> x509.CertificateBuilder:  # fmt: skip
    identifier = x509.SubjectKeyIdentifier.from_public_key(private.public_key())
    built = x509.CertificateBuilder().subject_name(_called(subject, host)).issuer_name(_called(issuer, host))
    built = built.public_key(private.public_key()).serial_number(serial)
    return built.not_valid_before(start).not_valid_after(end).add_extension(identifier, critical=False)


def _called(name: str, host: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, host[:64]), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _serial(what: str, box: Box) -> int:
    return int.from_bytes(box.blind("presentation-serial", what)[:16]) | 1


def _private(what: str, box: Box) -> ec.EllipticCurvePrivateKey:
    """A scalar in 1 … n−1 out of 64 keyed bytes (its bias is far below what anybody can see)."""
    seed = b"".join(box.blind("presentation-key", f"{what}:{part}") for part in (1, 2))
    return ec.derive_private_key(int.from_bytes(seed) % (keys.ORDER - 1) + 1, ec.SECP256R1())
