"""Trust lists: a number that only grows, one content a number, and no publication without a reason."""

import threading

import pytest
from sqlalchemy import Engine, select

from backend import db
from backend.trust import keys, lists
from backend.trust.models import PublishedTrustList
from certs import trust
from certs.errors import TrustError
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, after
from tests.trust.conftest import DAY, NOW, Office


def test_the_same_content_keeps_its_number_and_its_bytes(office: Office) -> None:
    with db.transaction(office.engine) as session:
        first = lists.trust_list(session, now=NOW, box=office.box)
    with db.transaction(office.engine) as session:
        assert lists.trust_list(session, now=NOW + DAY, box=office.box) == first


def test_every_change_of_content_takes_the_next_number(office: Office) -> None:
    numbers = [office.publish(now=NOW).number]
    with db.transaction(office.engine) as session:
        keys.new_key(session, "GA", box=office.box, now=NOW + 1)
    numbers.append(office.publish(now=NOW + 1).number)
    with db.transaction(office.engine) as session:
        names = {"name_zh": "民政局", "name_en": "Civil Affairs"}
        keys.create_issuer(session, code="MZ", **names, authority_code="11000000000000001X", types=[5], now=NOW + 2)
    numbers.append(office.publish(now=NOW + 2).number)
    with db.transaction(office.engine) as session:
        keys.mark_compromised(session, keys.all_keys(session, "GA")[0].thumbprint, since=NOW, now=NOW + 3)
    numbers.append(office.publish(now=NOW + 3).number)
    assert numbers == [1, 2, 3, 4]


def test_a_key_that_retires_by_the_clock_takes_a_new_number(office: Office) -> None:
    with db.transaction(office.engine) as session:
        keys.rotate(session, "GA", box=office.box, now=NOW, overlap_seconds=100)
    assert [office.publish(now=NOW + after).number for after in (0, 99, 100, 101)] == [1, 1, 2, 2]


def test_a_list_is_renewed_when_half_of_its_life_is_over(office: Office) -> None:
    half = lists.LIFE // 2
    assert [office.publish(now=NOW + after).number for after in (0, half, half + 1)] == [1, 1, 2]
    assert office.publish(now=NOW + half + 1).next_update == NOW + half + 1 + lists.LIFE


def test_a_new_platform_key_signs_a_new_list(office: Office) -> None:
    office.publish(now=NOW)
    with db.transaction(office.engine) as session:
        keys.rotate(session, "LM", box=office.box, now=NOW + 1, overlap_seconds=DAY)
        token = lists.trust_list(session, now=NOW + 6, box=office.box)
        anchor = keys.platform_signer(session, box=office.box, now=NOW + 6).public
    assert trust.read_trust_list(token, anchor).number == 2
    with pytest.raises(TrustError):
        trust.read_trust_list(token, office.anchor)


def test_an_older_list_is_refused_by_whoever_saw_a_newer_one(office: Office) -> None:
    with db.transaction(office.engine) as session:
        old = lists.trust_list(session, now=NOW, box=office.box)
        keys.new_key(session, "GA", box=office.box, now=NOW + 1)
        number = trust.read_trust_list(lists.trust_list(session, now=NOW + 1, box=office.box), office.anchor).number
    with pytest.raises(TrustError, match="rollback"):
        trust.read_trust_list(old, office.anchor, at_least_number=number)


def test_the_platform_is_not_an_issuer_of_certificates(office: Office) -> None:
    assert set(office.publish(now=NOW).issuers) == {"GA"}


def test_publishers_that_race_never_give_one_number_two_contents(office: Office) -> None:
    seen: list[tuple[int, str]] = []
    errors: list[Exception] = []
    start = threading.Barrier(2)

    def publish(offset: int) -> None:
        try:
            start.wait(timeout=20)
            for step in range(10):
                now = NOW + (2 * step + offset) * lists.LIFE  # every list is due
                with db.transaction(office.engine) as session:
                    token = lists.trust_list(session, now=now, box=office.box)
                seen.append((trust.read_trust_list(token, office.anchor).number, token))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=publish, args=(offset,)) for offset in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert len({number for number, _ in seen}) == len(set(seen))
    with db.open_session(office.engine, reading=True) as session:
        published = list(session.scalars(select(PublishedTrustList.number).order_by(PublishedTrustList.number)))
    assert published == list(range(1, len(published) + 1))
    assert {number for number, _ in seen} == set(published)


@ON_POSTGRESQL
@pytest.mark.parametrize("step", ["_digest", "_content"])
def test_a_key_that_changes_while_a_list_is_made_is_in_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def rotated() -> str:
        with db.transaction(office.engine) as session:
            return keys.rotate(session, "GA", box=office.box, now=NOW, overlap_seconds=DAY)

    other = Meanwhile(office.engine, rotated)
    monkeypatch.setattr(lists, step, after(getattr(lists, step), other))
    office.publish(now=NOW)
    told = {key.thumbprint for key in office.publish(now=NOW).issuers["GA"].keys}
    assert other.end() in told


def test_what_the_office_believes_is_what_it_publishes(office: Office) -> None:
    published = office.publish(now=NOW)
    with db.open_session(office.engine, reading=True) as session:
        believed = lists.current_trust(session, office.catalogue, now=NOW).trust_list
    assert (believed.number, believed.next_update) == (published.number, published.next_update)
    assert believed.issuers.keys() == published.issuers.keys()
    assert [key.thumbprint for key in believed.issuers["GA"].keys] == [
        key.thumbprint for key in published.issuers["GA"].keys
    ]


def test_two_databases_in_one_process_do_not_share_what_is_remembered(
    office: Office, engine: Engine, database_url: str
) -> None:
    other = db.make_engine(database_url)
    try:
        with db.open_session(engine, reading=True) as session:
            first = lists.current_trust(session, office.catalogue, now=NOW).trust_list
        with db.open_session(other, reading=True) as session:
            second = lists.current_trust(session, office.catalogue, now=NOW).trust_list
        assert first is not second
    finally:
        other.dispose()
