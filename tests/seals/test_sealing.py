"""What a seal signs is verified by poppler (NSS), with its key in the database and in a device."""

import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from sqlalchemy import select

from backend import db, key_device
from backend.audit.models import AuditEntry
from backend.config import Settings
from backend.key_device import DeviceUnavailable
from backend.seals.authority import import_authority
from backend.seals.refusals import AuthorityUnusable
from backend.seals.sealing import Seal, used
from tests.seals.conftest import NOW, Hall
from tests.seals.outside import imported_chain

OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
)  # fmt: skip


def plain() -> bytes:
    """An empty page."""
    text, places = b"%PDF-1.7\n", []
    for number, body in enumerate(OBJECTS, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows
    return text + table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(text)


def sealed(seal: Seal) -> bytes:
    about = signers.PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256", certify=True)
    file = IncrementalPdfFileWriter(io.BytesIO(plain()))
    with ThreadPoolExecutor(1) as beside:  # a browser's test may have left its event loop here
        out = beside.submit(signers.sign_pdf, file, about, signer=seal.signer).result()
    return bytes(out.getvalue())


def pdfsig(data: bytes, folder: Path) -> str:
    file = folder / "sealed.pdf"
    file.write_bytes(data)
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout


def test_poppler_calls_what_was_sealed_valid_and_what_was_changed_invalid(hall: Hall, tmp_path: Path) -> None:
    data = sealed(hall.standing())
    said = pdfsig(data, tmp_path)
    assert "Signature is Valid" in said
    assert "亮州市公安局" in said
    assert "Signature is Valid" not in pdfsig(data.replace(b"[0 0 200 200]", b"[0 0 200 201]"), tmp_path)


def test_a_key_in_a_device_seals_likewise_and_is_in_no_row(
    hall: Hall, device: Settings, settings: Settings, tmp_path: Path
) -> None:
    seal = hall.standing()
    assert "Signature is Valid" in pdfsig(sealed(seal), tmp_path)
    assert hall.row(seal.seal_id).sealed_private is None
    key_device.use(replace(device, pkcs11_pin="9999"))
    with pytest.raises(DeviceUnavailable):
        sealed(hall.seal())
    key_device.use(settings)
    with pytest.raises(DeviceUnavailable):
        hall.seal()


def test_an_imported_authority_signs_from_then_on_and_old_seals_keep_theirs(hall: Hall) -> None:
    former = hall.standing()
    key, chain = imported_chain()
    with db.transaction(hall.engine) as session:
        import_authority(session, key_pem=key, chain_pem=chain, box=hall.box, actor="cli:op", now=NOW + 5)
    assert hall.seal().chain == former.chain
    hall.approve(hall.propose(now=NOW + 6).seal_id, now=NOW + 7)
    seal = hall.seal(now=NOW + 7)
    assert "".join(one.public_bytes(Encoding.PEM).decode() for one in seal.chain) == chain
    seal.certificate.verify_directly_issued_by(seal.chain[0])


@pytest.mark.parametrize("broken", ["key", "chain", "authority", "period"])
def test_a_chain_that_is_not_whole_is_refused(hall: Hall, broken: str) -> None:
    key, chain = imported_chain(broken)
    with db.transaction(hall.engine) as session, pytest.raises(AuthorityUnusable) as refused:
        import_authority(session, key_pem=key, chain_pem=chain, box=hall.box, actor="cli:op", now=NOW)
    assert refused.value.extra == {"reason": broken}


def test_each_use_is_in_the_log(hall: Hall) -> None:
    seal = hall.standing()
    with db.transaction(hall.engine) as session:
        used(session, seal, subject="sealed-copy:20261122-1", actor="account:1", now=NOW)
        found = session.scalars(select(AuditEntry).where(AuditEntry.action == "seal.used")).one()
    assert (found.subject, found.detail) == (f"seal:{seal.seal_id}", '{"sealed":"sealed-copy:20261122-1"}')
