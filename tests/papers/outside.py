"""Poppler's programs, which know nothing of the office: pdfsig, pdftotext, pdffonts, pdftoppm, pdftocairo."""

import re
import subprocess
import tempfile
from pathlib import Path

from certs import base64url


def run(program: str, pdf: bytes, *options: str, after: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    """The program's answer about the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.pdf"
        path.write_bytes(pdf)
        return subprocess.run([program, *options, str(path), *after], capture_output=True, check=False, timeout=60)


def signatures(pdf: bytes) -> str:
    return run("pdfsig", pdf).stdout.decode()


def text_of(pdf: bytes) -> str:
    return run("pdftotext", pdf, "-raw", after=("-",)).stdout.decode()


def embedded(pdf: bytes) -> list[tuple[str, bool]]:
    """(font, whether it is embedded)."""
    rows = run("pdffonts", pdf).stdout.decode().splitlines()[2:]
    return [(row.split()[0], row.split()[-5] == "yes") for row in rows]


def pages(pdf: bytes, dots: int) -> list[bytes]:
    """Each page as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", pdf, "-r", str(dots), "-png", after=(f"{folder}/page",))
        return [path.read_bytes() for path in sorted(Path(folder).glob("*.png"))]


def printed_again(pdf: bytes) -> bytes:
    """The file printed to a file: its pages drawn anew, without the signature."""
    return run("pdftocairo", pdf, "-pdf", after=("-",)).stdout


def token_of(address: str) -> str:
    found = re.fullmatch(r"https://liangma\.example/check/([A-Za-z0-9_-]{22})", address)
    assert found is not None
    assert len(base64url.decode(found[1])) == 16
    return found[1]
