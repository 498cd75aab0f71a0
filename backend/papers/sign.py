"""Seal a copy's PDF with an authority's seal: PAdES B-B, or B-T where a time-stamp service is set.

1. The signature certifies the document and permits no change after it (DocMDP 1). 2. The seal's chain goes with it, but
for the root, which a reader has or has not. 3. The time-stamp service is asked by the one guarded way to other servers;
without a usable answer nothing is sealed. 4. Time is given.
"""

import asyncio
import datetime as dt
import io
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from backend.outbound import OutboundFailed, OutboundRefused, fetch
from backend.papers.refusals import TimeStampFailed

FIELD = "Seal"
ROOM_FOR_TIME_STAMP = 24_000  # hex digits: a signature, its chain and a time stamp with its own
MOST_OF_AN_ANSWER = 20_000
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


@dataclass(frozen=True)
class Stamping:
    """A time-stamp service (RFC 3161). `local`: host:port pairs that need not be public."""

    url: str
    local: Collection[str] = ()


def seal_pdf(pdf: bytes, signer: Signer, *, reason: str, name: str, stamping: Stamping | None, now: int) -> bytes:
    """The sealed PDF: what was given, and the signature after it. Raises TimeStampFailed."""
    meta = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", name=name, reason=reason, subfilter=SigSeedSubFilter.PADES,
        certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
    )  # fmt: skip
    stamper = None if stamping is None else _Stamper(stamping)
    by = _AtTime(meta, signer, timestamper=stamper, new_field_spec=SigFieldSpec(FIELD), now=now)
    out = io.BytesIO()
    room = None if stamping is None else ROOM_FOR_TIME_STAMP
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    try:
        _to_its_end(lambda: by.async_sign_pdf(writer, bytes_reserved=room, output=out))
    except (TimestampRequestError, OutboundFailed, OutboundRefused, SigningError, ValueError) as error:
        if stamping is None:
            raise
        raise TimeStampFailed(type(error).__name__) from error
    return out.getvalue()


def _to_its_end(act: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    """In a thread of its own: the asker's may have an event loop that runs already."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: asyncio.run(act())).result()


class _AtTime(PdfSigner):
    """Rule 4: a signer whose clock was read by somebody else."""

    def __init__(self, *given: Any, now: int, **named: Any) -> None:
        super().__init__(*given, **named)
        self._now = dt.datetime.fromtimestamp(now, dt.UTC)

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        session = super().init_signing_session(*given, **named)
        session.system_time = self._now
        return session


class _Stamper(TimeStamper):
    """Rule 3."""

    def __init__(self, stamping: Stamping) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's is not typed
        self._stamping = stamping

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        answer = fetch(
            self._stamping.url, method="POST", headers={"Content-Type": QUERY, "Accept": REPLY}, body=req.dump(),
            most=MOST_OF_AN_ANSWER, local=self._stamping.local, kind="time_stamp",
        )  # fmt: skip
        if answer.status != 200 or answer.headers.get("content-type") != REPLY:
            raise TimestampRequestError(f"answer {answer.status}")
        return tsp.TimeStampResp.load(answer.body, strict=True)
