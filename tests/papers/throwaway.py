"""A seal that nobody vouches for: what a forger, or a test without an authority, signs with."""

import datetime as dt
import io
import time
from concurrent.futures import ThreadPoolExecutor

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

USES = (True, True, False, False, False, False, False, False, False)


def signer(name: str = "随便谁", *, stamps: bool = False) -> SimpleSigner:
    """A key with a certificate by itself; `stamps`: for a time-stamp service."""
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = ec.generate_private_key(ec.SECP256R1())
    if stamps:  # the library's little time-stamp service knows RSA only
        key = rsa.generate_private_key(65537, 2048)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.fromtimestamp(int(time.time()), dt.UTC)
    builder = (
        x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30)).add_extension(x509.KeyUsage(*USES), critical=True)
    )  # fmt: skip
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    made = builder.sign(key, hashes.SHA256())
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = asn1_x509.Certificate.load(made.public_bytes(Encoding.DER))
    return SimpleSigner(certificate, asn1_keys.PrivateKeyInfo.load(secret), SimpleCertificateStore())


class Forger(PdfSigner):
    """Somebody who does not ask what the first signature permits."""

    def _enforce_certification_constraints(self, reader: object) -> None:
        pass


def sign_again(pdf: bytes) -> bytes:
    """The file with a signature after what it has, by somebody else."""
    by = Forger(
        PdfSignatureMetadata(field_name="Other", md_algorithm="sha256"), signer(), new_field_spec=SigFieldSpec("Other")
    )
    with ThreadPoolExecutor(1) as beside:  # a browser's test may have left its event loop here
        out = beside.submit(by.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(pdf))).result()
    assert isinstance(out, io.BytesIO)
    return out.getvalue()
