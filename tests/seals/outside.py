"""A city's own certificate authority: a root, and one beneath it that may sign seals' certificates."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.seals.conftest import NOW

USES = dict.fromkeys(
    ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign",
     "encipher_only", "decipher_only"), False,
)  # fmt: skip


def imported_chain(broken: str = "") -> tuple[bytes, str]:
    """(key, chain), both PEM. `broken`: what is wrong with it, as `AuthorityUnusable` names it."""
    root, below, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    ends = NOW - 10 if broken == "period" else NOW + 10**8
    top = _certificate("City Root", root, "City Root", root, ends=NOW + 10**8)
    signer = other if broken == "chain" else root
    own = _certificate("City Seals", below, "City Root", signer, ends=ends, ca=broken != "authority")
    key = other if broken == "key" else below
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem, "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in (own, top))


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, by: str, signer: ec.EllipticCurvePrivateKey, *, ends: int,
    ca: bool = True,
) -> x509.Certificate:  # fmt: skip
    named, issuer = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, by))
    builder = (
        x509.CertificateBuilder().subject_name(named).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime.fromtimestamp(NOW - 1000, dt.UTC))
        .not_valid_after(dt.datetime.fromtimestamp(ends, dt.UTC))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.KeyUsage(key_cert_sign=ca, **USES), critical=True)
    )  # fmt: skip
    return builder.sign(signer, hashes.SHA256())
