"""Status lists: every place once, in an order that tells nothing; published lists follow every change at once."""

import statistics
import threading
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend import db
from backend.trust import keys, status
from backend.trust.models import StatusShard
from certs import status as token_status
from certs.errors import MalformedError, TrustError
from tests.trust.conftest import BASE_URL, NOW, Office


def allocate(office: Office, count: int, *, size: int = 16) -> list[tuple[int, int]]:
    with db.transaction(office.engine) as session:
        return status.allocate(session, count, box=office.box, now=NOW, size=size)


def set_status(office: Office, places: list[tuple[int, int]], value: int) -> None:
    with db.transaction(office.engine) as session:
        status.set_status(session, places, value, now=NOW)


def read(office: Office, list_no: int, form: status.Form, *, now: int = NOW) -> token_status.ReadStatusList:
    with db.open_session(office.engine, reading=True) as session:
        token, _, _ = status.published(session, list_no, form, box=office.box, base_url=BASE_URL, now=now)
    uri = f"{BASE_URL}/api/v1/status-lists/{list_no}"
    if form == "cwt":
        return token_status.read_cwt(token, office.anchor, uri=uri, now=now)
    return token_status.read_jwt(token.decode(), office.anchor, uri=uri, now=now)


@given(seed=st.binary(min_size=32, max_size=32), size=st.sampled_from([4, 16, 64, 256, 1024]))
@settings(max_examples=60, deadline=None)
def test_the_order_of_places_is_a_bijection(seed: bytes, size: int) -> None:
    assert sorted(status.permuted(seed, size, n) for n in range(size)) == list(range(size))


def test_a_full_size_shard_repeats_no_index() -> None:
    seen = bytearray(status.SIZE)
    for counter in range(status.SIZE):
        seen[status.permuted(b"s" * 32, status.SIZE, counter)] += 1
    assert seen == bytearray(b"\x01") * status.SIZE


def test_neighbours_in_time_are_no_neighbours_in_the_list() -> None:
    places = [status.permuted(b"s" * 32, status.SIZE, n) for n in range(2000)]
    leaps = [abs(after - before) for before, after in pairwise(places)]
    third = status.SIZE / 3  # the mean distance of two random places
    assert 0.9 * third < statistics.mean(leaps) < 1.1 * third
    rising = sum(after > before for before, after in pairwise(places))
    assert 900 < rising < 1100


def test_two_seeds_give_two_orders() -> None:
    first, second = ([status.permuted(seed, 1024, n) for n in range(1024)] for seed in (b"a" * 32, b"b" * 32))
    assert sum(one == other for one, other in zip(first, second, strict=True)) < 12


@pytest.mark.parametrize("size", [0, 2, 8, 100, 512])
def test_a_shard_of_an_odd_size_is_refused(office: Office, size: int) -> None:
    with pytest.raises(ValueError, match="power of four"):
        allocate(office, 1, size=size)


@pytest.mark.parametrize("batches", [[1] * 40, [40], [15, 2, 16, 7], [16, 16, 8]])
def test_no_place_is_given_twice_and_a_full_shard_opens_the_next(office: Office, batches: list[int]) -> None:
    places = [place for count in batches for place in allocate(office, count)]
    assert len(set(places)) == len(places) == 40
    assert [list_no for list_no, _ in places] == [1] * 16 + [2] * 16 + [3] * 8
    assert sorted(index for list_no, index in places if list_no == 1) == list(range(16))


def test_writers_at_once_are_given_different_places(office: Office) -> None:
    given_out: list[tuple[int, int]] = []
    start = threading.Barrier(4)

    def take() -> None:
        start.wait(timeout=20)
        for _ in range(10):
            given_out.extend(allocate(office, 3, size=64))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(given_out) == len(set(given_out)) == 120
    assert {list_no for list_no, _ in given_out} == {1, 2}


def test_a_published_list_follows_every_change_at_once(office: Office) -> None:
    (list_no, index), (_, other) = allocate(office, 2)
    assert read(office, list_no, "jwt").list.get(index) == 0
    for value in (2, 1, 0, 1):
        set_status(office, [(list_no, index)], value)
        assert read(office, list_no, "jwt").list.get(index) == value
        assert read(office, list_no, "cwt").list.get(index) == value
        assert read(office, list_no, "cwt").list.get(other) == 0


def test_a_published_list_follows_a_change_that_another_process_made(office: Office, database_url: str) -> None:
    place = allocate(office, 1)[0]
    assert read(office, 1, "jwt").list.get(place[1]) == 0
    other = db.make_engine(database_url)  # has a memory of its own, as another process has
    try:
        with db.transaction(other) as session:
            status.set_status(session, [place], 1, now=NOW)
    finally:
        other.dispose()
    assert read(office, 1, "jwt").list.get(place[1]) == 1


def test_both_forms_say_the_same(office: Office) -> None:
    places = allocate(office, 16)
    set_status(office, places[:5], 1)
    set_status(office, places[5:8], 2)
    jwt, cwt = read(office, 1, "jwt"), read(office, 1, "cwt")
    assert (jwt.list, jwt.uri, jwt.iat, jwt.exp, jwt.ttl) == (cwt.list, cwt.uri, cwt.iat, cwt.exp, cwt.ttl)
    assert [jwt.list.get(index) for _, index in places] == [1] * 5 + [2] * 3 + [0] * 8


def test_a_change_that_is_rolled_back_is_never_published(office: Office) -> None:
    place = allocate(office, 1)[0]
    session = db.open_session(office.engine)
    status.set_status(session, [place], 1, now=NOW)
    status.published(session, place[0], "jwt", box=office.box, base_url=BASE_URL, now=NOW)
    session.rollback()
    session.close()
    other = allocate(office, 1)[0]
    set_status(office, [other], 2)  # takes the version number that was rolled back
    assert read(office, place[0], "jwt").list.get(place[1]) == 0
    assert read(office, place[0], "jwt").list.get(other[1]) == 2


def test_a_list_is_signed_anew_when_its_time_is_over(office: Office) -> None:
    allocate(office, 1)
    assert read(office, 1, "jwt").iat == NOW
    assert read(office, 1, "jwt", now=NOW + status.TTL - 1).iat == NOW
    assert read(office, 1, "jwt", now=NOW + status.TTL).iat == NOW + status.TTL


def test_a_list_is_signed_anew_after_the_platform_key_is_compromised(office: Office) -> None:
    allocate(office, 1)
    read(office, 1, "jwt")
    with db.transaction(office.engine) as session:
        keys.mark_compromised(session, keys.all_keys(session, "LM")[0].thumbprint, since=NOW, now=NOW)
        keys.new_key(session, "LM", box=office.box, state="active", now=NOW)
    with pytest.raises(MalformedError, match="signature_invalid"):
        read(office, 1, "jwt")


def test_a_list_speaks_only_for_its_own_address(office: Office) -> None:
    allocate(office, 17)
    with db.open_session(office.engine, reading=True) as session:
        token, _, _ = status.published(session, 1, "cwt", box=office.box, base_url=BASE_URL, now=NOW)
    with pytest.raises(TrustError, match="status_list_uri"):
        token_status.read_cwt(token, office.anchor, uri=f"{BASE_URL}/api/v1/status-lists/2", now=NOW)


def test_what_does_not_exist_is_refused(office: Office) -> None:
    place = allocate(office, 1)[0]
    with pytest.raises(status.StatusListUnknown):
        set_status(office, [(9, 0)], 1)
    with pytest.raises(status.StatusListUnknown):
        read(office, 9, "jwt")
    for index in (-1, 16):
        with pytest.raises(ValueError, match="outside"):
            set_status(office, [(1, index)], 1)
    with pytest.raises(ValueError, match="no such status"):
        set_status(office, [place], 3)


def test_many_entries_at_once(office: Office) -> None:
    places = allocate(office, 3000, size=4096)
    set_status(office, places, 1)
    set_status(office, places[:2500], 0)
    held = read(office, 1, "cwt").list
    assert sum(held.get(index) == 1 for _, index in places) == 500


def test_the_seed_of_a_shard_is_sealed(office: Office) -> None:
    allocate(office, 1)
    with db.open_session(office.engine, reading=True) as session:
        sealed = session.get_one(StatusShard, 1).sealed_seed
    assert len(bytes.fromhex(office.box.open(sealed, b"status-shard:1"))) == 32
