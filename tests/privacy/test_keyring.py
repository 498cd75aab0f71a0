"""Rules of `backend.security.keyring`: one key a holder, wrapped outside, remembered for seconds, and gone for good."""

import uuid

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from backend import db
from backend.people.models import Person
from backend.security import HOLDERS, VERSION, Box
from backend.security.keyring import SECONDS, Keyring
from backend.security.models import HolderKey, WrappingKey
from backend.security.refusals import HolderErased, WrappingKeyMissing, WrongKeys
from backend.security.wrapping import SecretKey
from tests.privacy.conftest import INDEX, NEW, NOW, OLD, holders
from tests.registries.office import Office
from tests.statements import sent

ROW, OTHER = b"row:1", b"row:2"
JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=30), lambda one: st.lists(one, max_size=3), max_leaves=5
)


# ── rule 1: a key is made with its holder, once ──


def test_whoever_is_registered_has_a_key_and_nothing_of_theirs_is_under_the_office_s(office: Office) -> None:
    person_id = holders(office, 1)[0]
    (key,) = office.all(HolderKey, HolderKey.person_id == person_id)
    assert key.wrapped is not None
    assert key.wrapping_id == office.box.keyring.newest.wrapping_id
    (person,) = office.all(Person, Person.person_id == person_id)
    assert person.sealed[:17] == HOLDERS + person_id.bytes


def test_a_holder_s_row_that_is_in_no_session_is_not_sealed_for_under_the_office_s_key(office: Office) -> None:
    person_id = holders(office, 1)[0]
    (person,) = office.all(Person, Person.person_id == person_id)
    with pytest.raises(ValueError, match="no session"):
        office.box.of_row(Person(person_id=person_id)).seal("x", ROW)
    with pytest.raises(ValueError, match="no session"):
        office.box.of_row(person).open(person.sealed, b"person:" + person_id.bytes)
    nobody = office.box.of_row(Person(person_id=None)).seal("x", ROW)
    assert nobody[:1] == VERSION


def test_values_sealed_together_open_each_at_its_own_place_and_share_no_nonce(office: Office) -> None:
    person_id = holders(office, 1)[0]
    with db.transaction(office.engine) as session:
        mine = office.box.of(session, person_id)
        sealed = mine.seal_each([("x", ROW), ({"y": 1}, OTHER), ("x", ROW)])
        assert [mine.open(sealed[0], ROW), mine.open(sealed[1], OTHER)] == ["x", {"y": 1}]
        with pytest.raises(InvalidTag):
            mine.open(sealed[0], OTHER)
        assert {one[:17] for one in sealed} == {HOLDERS + person_id.bytes}
        assert len({one[17:29] for one in sealed}) == 3
        unowned = office.box.of(session, None).seal_each([("x", ROW)])
        assert (unowned[0][:1], office.box.open(unowned[0], ROW)) == (VERSION, "x")


def test_a_holder_from_before_there_were_keys_gets_one_with_the_first_value(office: Office) -> None:
    holder = uuid.uuid4()
    with db.transaction(office.engine) as session:
        sealed = office.box.of(session, holder).seal("x", ROW)
    with db.transaction(office.engine) as session:
        again = Box(OLD, INDEX)
        assert again.of(session, holder).open(sealed, ROW) == "x"
        again.of(session, holder).seal("y", ROW)
    assert office.count(HolderKey, HolderKey.person_id == holder) == 1


# ── rule 2: what a transaction made is known to it alone ──


def test_after_a_roll_back_nothing_is_sealed_with_a_key_that_is_nowhere(office: Office) -> None:
    holder = uuid.uuid4()
    with db.open_session(office.engine) as session:
        office.box.of(session, holder).seal("lost", ROW)
        session.rollback()
        sealed = office.box.of(session, holder).seal("kept", ROW)
        session.commit()
    with db.open_session(office.engine, reading=True) as session:
        assert Box(OLD, INDEX).of(session, holder).open(sealed, ROW) == "kept"


def test_a_savepoint_that_is_undone_takes_its_key_with_it(office: Office) -> None:
    holder = uuid.uuid4()
    with db.transaction(office.engine) as session:
        with session.begin_nested() as step:
            office.box.of(session, holder).seal("lost", ROW)
            step.rollback()
        sealed = office.box.of(session, holder).seal("kept", ROW)
    with db.open_session(office.engine, reading=True) as session:
        assert Box(OLD, INDEX).of(session, holder).open(sealed, ROW) == "kept"


# ── rule 3: few statements, seconds of memory ──


def test_many_holders_are_read_with_one_statement_and_then_with_none(office: Office) -> None:
    ids = holders(office, 3)
    fresh = Box(OLD, INDEX)
    with db.open_session(office.engine, reading=True) as session:
        with sent(office.engine) as statements:
            fresh.foresee(session, ids)
            assert [office.box.keyring.key_for_opening(session, one) for one in ids]
        assert len([one for one in statements if "holder_keys" in one]) == 1
    with db.open_session(office.engine, reading=True) as session, sent(office.engine) as statements:
        fresh.foresee(session, ids)
    assert statements == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_destroyed_key_opens_nothing_after_the_seconds_that_a_process_remembers_it(office: Office) -> None:
    person_id, at = holders(office, 1)[0], [0.0]
    key = SecretKey(OLD)
    ring = Keyring([key], key, clock=lambda: at[0])
    with db.open_session(office.engine, reading=True) as session:
        ring.key_for_opening(session, person_id)
    with db.transaction(office.engine) as session:
        gone = update(HolderKey).where(HolderKey.person_id == person_id)
        session.execute(gone.values(wrapped=None, destroyed_at=NOW))
    at[0] = SECONDS - 0.1
    with db.open_session(office.engine, reading=True) as session:
        ring.key_for_opening(session, person_id)  # another process, a moment after
    at[0] = SECONDS + 0.1
    assert SECONDS < 5
    with db.open_session(office.engine, reading=True) as session, pytest.raises(HolderErased):
        ring.key_for_opening(session, person_id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_memory_is_bounded(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = holders(office, 3)
    monkeypatch.setattr("backend.security.keyring.MOST", 2)
    fresh = Box(OLD, INDEX)
    for one in ids:
        with db.open_session(office.engine, reading=True) as session:
            fresh.foresee(session, [one])
    with db.open_session(office.engine, reading=True) as session, sent(office.engine) as statements:
        fresh.foresee(session, ids)
    assert any("holder_keys" in one for one in statements)  # the first one was forgotten


# ── rule 4: destroyed ──


def test_a_destroyed_key_is_never_made_anew(office: Office) -> None:
    person_id = holders(office, 1)[0]
    with db.transaction(office.engine) as session:
        gone = update(HolderKey).where(HolderKey.person_id == person_id)
        session.execute(gone.values(wrapped=None, destroyed_at=NOW))
    with db.transaction(office.engine) as session, pytest.raises(HolderErased):
        Box(OLD, INDEX).of(session, person_id).seal("x", ROW)


# ── values: any, bound to row and holder ──


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
def test_any_value_opens_in_its_row_and_nowhere_else(engine: Engine, value: object) -> None:
    box, one, other = Box(OLD, INDEX), uuid.UUID(int=1), uuid.UUID(int=2)
    with db.transaction(engine) as session:
        sealed = box.of(session, one).seal(value, ROW)
        box.of(session, other).seal(value, ROW)
        assert box.of(session, None).open(sealed, ROW) == value
        with pytest.raises(InvalidTag):
            box.of(session, one).open(sealed, OTHER)
        with pytest.raises(InvalidTag):
            box.of(session, other).open(HOLDERS + other.bytes + sealed[17:], ROW)  # said to be somebody else's
        with pytest.raises(InvalidTag):
            box.of(session, one).open(sealed[:-1] + bytes([sealed[-1] ^ 1]), ROW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_value_from_before_opens_as_before(office: Office) -> None:
    person_id = holders(office, 1)[0]
    with db.open_session(office.engine, reading=True) as session:
        assert office.box.of(session, person_id).open(office.box.seal("old", ROW), ROW) == "old"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_key_moved_to_another_holder_does_not_unwrap(office: Office) -> None:
    mine, theirs = holders(office, 2)
    (key,) = office.all(HolderKey, HolderKey.person_id == mine)
    with db.transaction(office.engine) as session:
        moved = update(HolderKey).where(HolderKey.person_id == theirs)
        session.execute(moved.values(wrapped=key.wrapped))
    with db.open_session(office.engine, reading=True) as session, pytest.raises(InvalidTag):
        Box(OLD, INDEX).keyring.key_for_opening(session, theirs)


# ── wrapping keys at the start ──


@pytest.mark.parametrize("keys", [(NEW,), (b"w" * 32,)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_start_without_the_key_that_the_database_needs_is_refused_and_named(
    office: Office, keys: tuple[bytes]
) -> None:
    holders(office, 1)
    with pytest.raises(WrongKeys, match=office.box.keyring.newest.wrapping_id):
        Box(keys[0], INDEX).keyring.check(office.engine, now=NOW)
    Box(keys[0], INDEX, [OLD]).keyring.check(office.engine, now=NOW)  # with both it starts


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_key_that_only_has_the_name_of_the_right_one_is_refused(office: Office) -> None:
    with db.transaction(office.engine) as session:
        (row,) = session.scalars(select(WrappingKey)).all()
        row.proof = row.proof[:-1] + bytes([row.proof[-1] ^ 1])
    with pytest.raises(WrongKeys, match="is not the one"):
        office.box.keyring.check(office.engine, now=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_data_key_of_an_unknown_wrapping_key_is_no_erased_holder(office: Office) -> None:
    person_id = holders(office, 1)[0]
    with db.open_session(office.engine, reading=True) as session, pytest.raises(WrappingKeyMissing):
        Box(NEW, INDEX).keyring.key_for_opening(session, person_id)
