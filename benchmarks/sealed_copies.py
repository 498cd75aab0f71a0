"""Sealed copies against the same libraries bare: `python -m benchmarks.sealed_copies`.

Bare is: set the same words in the same fonts on a plain page, and sign that file with the same seal. Rounds of the two
are interleaved and medians compared, because ratios travel and absolutes do not. Then many copies are made in a row,
and the memory of the process is read before and after the last nine tenths. Exit 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import io
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

import typst
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec
from sqlalchemy import delete

from backend import db, migrate
from backend.app import create_app
from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.config import Settings
from backend.demo.seals import give_seal
from backend.papers import face
from backend.papers.fonts import RARE, SANS, SERIF, fonts_of
from backend.papers.make import Maker, Wish, make_copy
from backend.people.models import Attempt
from backend.registries.calendar import day_of
from backend.seals.sealing import Seal, seal_of
from backend.web.request import Services
from tests.registries.office import Office, open_office

MOST_RATIO, MOST_GROWTH_MB = 8.0, 12.0
KEYS = {"data_key": b"d" * 32, "index_key": b"i" * 32, "token_key": b"t" * 32}
PLAIN = """#set text(font: sys.inputs.sans.split("|"), fallback: false)
#sys.inputs.words
#text(weight: "bold", sys.inputs.words)
#text(font: sys.inputs.serif.split("|"), sys.inputs.words)"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--many", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        services, certificate = _office(Path(folder))
        whole, bare = _compared(services, certificate, given.rounds)
        growth = _growth(services, certificate, given.many)
    ratio = whole / bare
    print(f"one copy {whole * 1000:.1f} ms, bare {bare * 1000:.1f} ms: {ratio:.2f} x (at most {MOST_RATIO:.0f})")
    print(f"{given.many} copies: memory grew by {growth:.1f} MB (at most {MOST_GROWTH_MB:.0f})")
    return 0 if ratio <= MOST_RATIO and growth <= MOST_GROWTH_MB else 1


def _office(folder: Path) -> tuple[Services, Certificate]:
    """A city on SQLite whose police has a seal, and an identity card."""
    given = {"redis_url": None, "data_dir": folder, "port": 8000, "base_url": "https://liangma.example", "demo": True}
    settings = Settings(database_url=f"sqlite:///{folder / 'city.db'}", **given, **KEYS)  # type: ignore[arg-type]
    engine = db.make_engine(settings.database_url)
    migrate.upgrade(engine)
    services: Services = create_app(settings, engine=engine).extensions["liangma"]
    office: Office = open_office(engine, services.box, services.catalogue, folder, now=int(time.time()))
    with db.transaction(engine) as session:
        give_seal(session, "GA", box=services.box, now=office.now)
    return services, office.issue("resident-id", 3)


def _make(services: Services, certificate: Certificate) -> None:
    """One copy, as the route makes it; an hour's are counted anew."""
    now = int(time.time())
    wish = Wish("办理个人住房按揭贷款", "亮州银行城东支行", day_of(now) + timedelta(days=30), "a4")
    with db.transaction(services.engine) as session:
        session.execute(delete(Attempt))
        own = session.merge(certificate, load=False)
        make_copy(session, own, wish, maker=Maker("account:bench"), services=services, now=now)


def _bare(words: str, seal: Seal) -> None:
    """The same words embedded in the same fonts, signed by the same seal: the libraries and nothing else."""
    inputs = {"words": words, "sans": "|".join((SANS, *RARE)), "serif": "|".join((SERIF, *RARE))}
    fonts = fonts_of(None).faces
    plain = typst.compile(PLAIN.encode(), font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
    signer = PdfSigner(PdfSignatureMetadata(field_name="Seal"), seal.signer, new_field_spec=SigFieldSpec("Seal"))
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(plain)))


def _words(services: Services, certificate: Certificate) -> str:
    type_ = services.catalogue.by_number(certificate.type_number)
    assert type_ is not None
    with db.open_session(services.engine, reading=True) as session:
        fields = open_fields(session.merge(certificate, load=False), box=services.box)
    lines = face.lines(type_, fields, face.chosen(type_, fields, None))
    return "".join(one.label_zh + one.label_en + one.text for one in lines)


def _compared(services: Services, certificate: Certificate, rounds: int) -> tuple[float, float]:
    """(seconds of a copy, seconds bare): medians."""
    with db.open_session(services.engine, reading=True) as session:
        seal = replace(seal_of(session, "GA", box=services.box, now=int(time.time())))
    words = _words(services, certificate)
    took: tuple[list[float], list[float]] = ([], [])
    for n in range(rounds + 3):
        began = time.perf_counter()
        _make(services, certificate)
        between = time.perf_counter()
        _bare(f"{words}{n}", seal)
        took[0].append(between - began)
        took[1].append(time.perf_counter() - between)
    return median(took[0][3:]), median(took[1][3:])


def _growth(services: Services, certificate: Certificate, many: int) -> float:
    """Megabytes by which the process grew from the first tenth of the copies to the last."""
    for _ in range(many // 10):
        _make(services, certificate)
    before = _resident(services)
    for _ in range(many - many // 10):
        _make(services, certificate)
    return _resident(services) - before


def _resident(services: Services) -> float:
    """What the process holds, without the database's pages that a connection keeps (64 MB at most) and what the C
    library had only kept for later."""
    services.engine.dispose()
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    sys.exit(main())
