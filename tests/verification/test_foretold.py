"""Whoever saw a view once can reckon the one-time ids of its later codes: reporting them uses none of them up."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.verification.test_seen import once_id_of, report, results, row
from tests.verification.world import City


def test_a_view_s_code_that_was_reported_long_before_it_was_signed_is_accepted_once(city: City) -> None:
    text = city.code(city.phone())
    assert results(report(city, row(once_id_of(text), at=city.now - 3600))) == ["recorded"]
    assert city.verify(text)["accepted"]
    assert city.verify(text)["reason"] == "replayed"


def test_a_pack_that_a_gate_says_it_accepted_is_accepted_once(city: City) -> None:
    text = city.pack(city.phone())
    assert results(report(city, row(once_id_of(text)))) == ["recorded"]
    assert city.verify(text)["accepted"]
    assert city.verify(text)["reason"] == "replayed"


@pytest.mark.parametrize("before", [0, 60, -90])
def test_a_code_reported_from_within_its_window_is_used_up(city: City, before: int) -> None:
    text = city.code(city.phone())
    report(city, row(once_id_of(text), at=city.now - before))
    assert city.verify(text)["reason"] == "replayed"


def test_a_code_with_a_nonce_is_used_up_by_a_report_of_any_time(city: City) -> None:
    phone = city.phone()
    text = city.code(phone, cnonce=city.nonce(phone))
    report(city, row(once_id_of(text), at=city.now - 3600))
    assert city.verify(text)["reason"] == "replayed"


def test_of_windows_that_scan_a_foretold_code_at_once_one_accepts(city: City) -> None:
    text, ready = city.code(city.phone()), threading.Barrier(4)
    report(city, row(once_id_of(text), at=city.now - 3600))

    def scan(_: int) -> bool:
        ready.wait()
        return bool(city.verify(text)["accepted"])

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(scan, range(4))) == [False, False, False, True]
