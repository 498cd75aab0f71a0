"""Twenty small things that want to become large: the work and the memory stay in proportion to what arrived."""

import sys
import tracemalloc
import zlib
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from certs import base45, cbor, cose, jws, lm1, status, verify
from certs.errors import CertsError
from tests.vectors import lm1_world as w

MEGABYTE = 1 << 20
TRUST = w.world().trust


def _code(payload: bytes) -> str:
    return lm1.PREFIX + base45.encode(payload)


def _sealed(payload: bytes) -> str:
    header = b"\xa3\x01\x28\x0d" + w.view() + b"\x10\x19\x01\x26"
    return _code(cose.seal_sign1(header, payload, w.DEVICE))


def _verify(code: str) -> None:
    verdict = verify.verify(code, trust=TRUST, required=verify.Required("gate-12"), now=w.NOW)
    assert isinstance(verdict, verify.Rejected)


def _zeros() -> bytes:
    return zlib.compress(bytes(64 * MEGABYTE), 9)


HUGE = b"\xff" * 8
DEEP = 2_600
BOMBS: list[tuple[str, Callable[[Any], object], Any]] = [
    ("nested arrays", _verify, _code(b"\xd2" + b"\x81" * DEEP)),
    ("nested maps", _verify, _code(b"\xd2" + b"\xa1\x01" * (DEEP // 2))),
    ("nested tags", _verify, _code(b"\xd2" * DEEP)),
    ("nested indefinite arrays", _verify, _code(b"\xd2" + b"\x9f" * DEEP)),
    ("an array announcing 2^64", _verify, _code(b"\xd2\x9b" + HUGE)),
    ("a map announcing 2^64", _verify, _code(b"\xd2\xbb" + HUGE)),
    ("bytes announcing 2^64", _verify, _code(b"\xd2\x84\x5b" + HUGE)),
    ("text announcing 2^64", _verify, _code(b"\xd2\x84\x7b" + HUGE)),
    ("a proof of nested arrays", _verify, _sealed(b"\x81" * 1_800)),
    ("a proof of nested arrays of announced size", _verify, _sealed((b"\x9a" + b"\x00\x00\x06\x00") * 350)),
    ("a proof of many equal keys", _verify, _sealed(b"\xb9\x03\x00" + b"\x01\x01" * 768)),
    ("a regular expression by tag 35", _verify, _sealed(b"\xa2\x03\xd8\x23\x6c(a+)+(b+)+$" + b"\x06\x01")),
    ("a big number by tag 2", _verify, _sealed(b"\xa2\x03\x61*\x06\xc2\x59\x06\x40" + b"\xff" * 1_600)),
    ("shared references by tags 28 and 29", _verify, _sealed(b"\xd8\x1c\x82" + b"\xd8\x1d\x00" * 2)),
    ("ten million characters", _verify, "LM1:" + "0" * 10_000_000),
    ("ten million characters of something else", _verify, "X" * 10_000_000),
    ("a status list of zeros", status.from_cbor, cbor.encode({"bits": 8, "lst": _zeros()})),
    ("a status list of zeros without its end", status.from_cbor, cbor.encode({"bits": 8, "lst": _zeros()[:-4]})),
    ("nested JSON", jws.strict_json, "[" * 100_000),
    ("a JSON number of a million digits", jws.strict_json, "9" * 1_000_000),
    ("JSON nested in objects", jws.strict_json, '{"a":' * 50_000),
    ("a token of many dots", jws.parse, "." * MEGABYTE),
]


def _lines(action: Callable[[], object]) -> int:
    """How many lines of Python run: a measure of work that no busy machine disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def _refused(action: Callable[[Any], object], bomb: Any) -> Callable[[], None]:
    def run() -> None:
        try:
            action(bomb)
        except CertsError:
            return
        assert action is _verify  # which refuses by its verdict

    return run


def test_there_are_twenty_bombs() -> None:
    assert len(BOMBS) >= 20


@pytest.mark.parametrize(("name", "action", "bomb"), BOMBS, ids=[bomb[0] for bomb in BOMBS])
def test_a_bomb_does_little_work(name: str, action: Callable[[Any], object], bomb: Any) -> None:
    assert _lines(_refused(action, bomb)) < 25_000


@pytest.mark.parametrize(("name", "action", "bomb"), BOMBS, ids=[bomb[0] for bomb in BOMBS])
def test_a_bomb_takes_little_memory(name: str, action: Callable[[Any], object], bomb: Any) -> None:
    tracemalloc.start()
    try:
        _refused(action, bomb)()
        assert tracemalloc.get_traced_memory()[1] < 20 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_the_work_on_the_largest_code_grows_no_faster_than_its_length() -> None:
    small, large = (_sealed(bytes([0x98, size]) + b"\x01" * size) for size in (60, 240))
    assert _lines(_refused(_verify, large)) < 5 * _lines(_refused(_verify, small))
