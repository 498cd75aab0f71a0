"""The paper itself: fonts, rare characters, hostile texts, tags, signature and time stamp."""

import asyncio
import datetime as dt
import io
import random
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import tsp
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from backend.app import from_environment
from backend.papers.fonts import FAMILIES, FontSet, fonts_of
from backend.papers.number import check_digit, new_number, read_number
from backend.papers.refusals import CharacterMissing, FontsMissing, TimeStampFailed
from backend.papers.sign import REPLY, Stamping, seal_pdf
from backend.papers.typeset import Line, Sheet, typeset
from backend.seals.picture import ROUND, draw
from tests.papers.outside import embedded, pages, run, signatures, text_of
from tests.papers.throwaway import signer

NOW = int(time.time())
SHEET = Sheet(
    number="0000000000000000", address="https://liangma.example/check/AAAAAAAAAAAAAAAAAAAAAA", type_zh="居民身份证",
    type_en="Resident ID card", background="#2f6f8f", foreground="#ffffff", identifier="1.2.156.3005.2.1",
    issuer_zh="亮州市公安局", issuer_en="Police", picture_svg=draw("亮州市公安局", shape=ROUND), purpose="办理贷款",
    recipient="亮州银行", until="2026-12-22", made_at=NOW, made_by_zh="持证人", made_by_en="the holder",
)  # fmt: skip
SUPPLEMENTARY = (range(0x20000, 0x2A6DE), range(0x2A700, 0x2B739), range(0x2B740, 0x2B81E), range(0x2B820, 0x2CEA2))


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return fonts_of(None)


def named(name: str) -> tuple[Line, ...]:
    return (Line("name", "姓名", "Name", name),)


def squeezed(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def test_two_hundred_rare_characters_are_printed_or_named(fonts: FontSet) -> None:
    chosen = random.Random(6)
    rare = [chr(chosen.choice(one)) for one in SUPPLEMENTARY for _ in range(50)]
    printed = []
    for one in rare:
        if ord(one) in fonts.covered:
            printed.append(one)
            continue
        with pytest.raises(CharacterMissing) as refused:
            typeset(SHEET, named(one), "a4", fonts=fonts)
        assert refused.value.extra["characters"][0]["code_point"] == f"U+{ord(one):04X}"
    assert len(printed) > 150
    pdf = typeset(SHEET, named("".join(printed)), "a4", fonts=fonts)
    read = unicodedata.normalize("NFC", squeezed(pdf))
    assert [one for one in printed if unicodedata.normalize("NFC", one) not in read] == []
    assert all(inside for _, inside in embedded(pdf))


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "*粗* _斜_ `x` $x^2$ = 标题",
        "\\u{41} // 注释 /* */",
        '"] + eval("1")',
        "<script>alert(1)</script>",
        "@ref #link(\"https://evil.example\")[点]",
    ],
)  # fmt: skip
def test_what_is_printed_is_never_read_as_code(fonts: FontSet, text: str) -> None:
    pdf = typeset(replace(SHEET, recipient=text), named(text), "a4", fonts=fonts)
    assert "".join(text.split()) in squeezed(pdf)
    assert b"evil.example" not in pdf


@pytest.mark.parametrize("layout", ["a4", "phone"])
def test_both_sizes_are_tagged_and_the_page_is_red_over_white(fonts: FontSet, layout: str) -> None:
    pdf = typeset(SHEET, named("高娜莉"), layout, fonts=fonts)  # type: ignore[arg-type]
    said = run("pdfinfo", pdf).stdout.decode()
    assert "Tagged:          yes" in said
    assert ("595.276 x 841.89" in said) == (layout == "a4")
    assert b"pdfuaid:part" in pdf  # it says that it is PDF/UA
    (page,) = pages(pdf, 40)
    with Image.open(io.BytesIO(page)) as image:
        colours = image.convert("RGB").get_flattened_data()
    reddish = sum(1 for r, g, b in colours if r > 200 and 120 < g < 240 and r - g > 15)
    assert reddish > 100  # the watermark lies over the page


def test_a_long_face_goes_on_over_pages_and_a_long_purpose_stands_in_full(fonts: FontSet) -> None:
    purpose = "贷款用途说明" * 33
    many = tuple(Line(f"f{n}", "经营范围", "Scope", "许可项目：" + "食品销售；" * 60) for n in range(8))
    pdf = typeset(replace(SHEET, purpose=purpose), many, "a4", fonts=fonts)
    assert len(pages(pdf, 20)) > 1
    assert purpose in squeezed(pdf)


def test_the_signature_certifies_and_permits_nothing_after_it(fonts: FontSet) -> None:
    plain = typeset(SHEET, named("高娜莉"), "phone", fonts=fonts)
    pdf = seal_pdf(plain, signer("亮州市公安局"), reason="仅用于办理贷款", name="亮州市公安局", stamping=None, now=NOW)
    assert pdf.startswith(plain)
    (made,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    assert made.docmdp_level is not None
    assert (made.docmdp_level.value, made.sig_object["/SubFilter"]) == (1, "/ETSI.CAdES.detached")
    assert made.self_reported_timestamp == dt.datetime.fromtimestamp(NOW, dt.UTC)
    assert "ETSI.CAdES.detached" in signatures(pdf)
    assert "Signature is Valid." in signatures(pdf)


class _Service(BaseHTTPRequestHandler):
    """A time-stamp service of the neighbourhood; `/broken` answers with something else."""

    stamper = DummyTimeStamper(*(lambda by: (by.signing_cert, by.signing_key))(signer("时间戳", stamps=True)))

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = asyncio.run(self.stamper.async_request_tsa_response(asked)).dump()
        self.send_response(200)
        self.send_header("Content-Type", REPLY)
        self.end_headers()
        self.wfile.write(b"nothing" if self.path == "/broken" else answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Service)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


def test_with_a_time_stamp_service_the_signature_is_b_t(fonts: FontSet, service: str) -> None:
    plain = typeset(SHEET, named("高娜莉"), "phone", fonts=fonts)
    given = {"reason": "仅用于办理贷款", "name": "亮州市公安局", "now": NOW}
    pdf = seal_pdf(plain, signer(), **given, stamping=Stamping(f"http://{service}/", {service}))  # type: ignore[arg-type]
    (made,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    unsigned = made.signer_info["unsigned_attrs"]
    assert [one["type"].native for one in unsigned] == ["signature_time_stamp_token"]
    assert "Signature is Valid." in signatures(pdf)


@pytest.mark.parametrize("path", ["broken", "refused"])
def test_without_a_usable_time_stamp_nothing_is_sealed(fonts: FontSet, service: str, path: str) -> None:
    plain = typeset(SHEET, named("高娜莉"), "phone", fonts=fonts)
    local = {service} if path == "broken" else set()
    with pytest.raises(TimeStampFailed):
        seal_pdf(plain, signer(), reason="x", name="x", stamping=Stamping(f"http://{service}/{path}", local), now=NOW)


def test_without_the_fonts_the_server_does_not_start_and_names_the_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANGMA_DEMO", "1")
    monkeypatch.setenv("LIANGMA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LIANGMA_FONTS_DIR", str(tmp_path))
    with pytest.raises(FontsMissing) as refused:
        from_environment()
    for name in (*FAMILIES, *FAMILIES.values(), "LIANGMA_FONTS_DIR"):
        assert name in refused.value.detail


def test_a_number_notices_every_wrong_digit() -> None:
    for _ in range(20):
        number = new_number()
        wrong = [number[:at] + other + number[at + 1 :] for at in range(16) for other in "0123456789"]
        assert [one for one in wrong if read_number(one) == one] == [number] * 16
    for text in ("", "1234", "１２", "a" * 16, "9" * 17, "²" * 16):
        assert read_number(text) is None


def test_a_number_notices_most_digits_that_changed_places() -> None:
    bodies = [f"{n * 104_729_000_003 % 10**15:015}" for n in range(1, 201)]
    changed = overlooked = 0
    for number in (body + check_digit(body) for body in bodies):
        swapped = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(15)} - {number}
        changed += len(swapped)
        overlooked += sum(read_number(one) is not None for one in swapped)
    assert changed > 2_000
    assert overlooked < changed / 25
