"""Keys: rotation with an overlap, compromise, and that a private key opens nowhere but here."""

import pytest
from sqlalchemy import Engine, select, update

from backend import db
from backend.audit.look_up import entries
from backend.security import Box
from backend.trust import keys, rights
from backend.trust.models import IssuerKey
from certs import keys as vault_keys
from certs import lm1
from certs.lm1 import parse
from certs.verify import Accepted
from tests.trust.conftest import DAY, NOW, Office

ROTATED = NOW + 30 * DAY
OVERLAP = 2 * DAY


def rotate(office: Office, *, now: int = ROTATED, overlap: int = OVERLAP) -> str:
    with db.transaction(office.engine) as session:
        return keys.rotate(session, "GA", box=office.box, now=now, overlap_seconds=overlap)


def states(office: Office, *, now: int) -> list[str]:
    return [key.state for key in office.publish(now=now).issuers["GA"].keys]


def test_a_rotation_signs_with_the_new_key_when_every_process_has_heard_of_it(office: Office) -> None:
    before = parse(office.code(now=ROTATED)).view.kid
    thumbprint = rotate(office)
    heard = ROTATED + keys.CACHE_SECONDS
    assert parse(office.code(now=heard - 1)).view.kid == before
    after = parse(office.code(now=heard + keys.CACHE_SECONDS)).view.kid
    assert before != after
    assert office.publish(now=heard).key("GA", after).thumbprint == thumbprint


def test_a_rotation_without_overlap_signs_with_the_new_key_at_once(office: Office) -> None:
    before = parse(office.code(now=ROTATED)).view.kid
    rotate(office, overlap=0)
    assert parse(office.code(now=ROTATED)).view.kid != before


def test_both_keys_are_in_the_list_during_the_overlap_and_the_old_one_is_retired_after_it(office: Office) -> None:
    rotate(office)
    assert states(office, now=ROTATED) == ["active", "active"]
    assert states(office, now=ROTATED + OVERLAP - 1) == ["active", "active"]
    assert states(office, now=ROTATED + OVERLAP) == ["retired", "active"]


def test_codes_of_the_old_key_keep_verifying_during_the_overlap_and_until_their_view_ends(office: Office) -> None:
    shown = office.code(now=ROTATED)
    view = parse(shown).view.signed
    rotate(office)
    for later in (0, OVERLAP - 1, OVERLAP, 9 * DAY):
        now = ROTATED + later
        assert isinstance(office.judge(office.again(view, now=now), now=now), Accepted), later
    ended = office.judge(office.again(view, now=ROTATED + 10 * DAY), now=ROTATED + 10 * DAY)
    assert ended.reason == "view_expired"


def test_a_view_made_with_a_retired_key_long_after_it_retired_is_refused(office: Office) -> None:
    with db.transaction(office.engine) as session:
        old = keys.fresh_signer(session, "GA", box=office.box, now=NOW)
    rotate(office, overlap=0)
    late = ROTATED + 40 * DAY
    device = vault_keys.SoftwareSigner(vault_keys.new_private_key())
    label = office.catalogue.numbers[1].label_of("over_18")
    view = lm1.view_bytes(
        issuer="GA", handle="Zb3kQ9xA", exp=late + DAY, device_key=device.public, type=1, status=(1, 0),
        fields={label: True}, signer=old,
    )  # fmt: skip
    assert office.judge(lm1.code_text(view, device, iat=late), now=late).reason == "key_not_active"


def test_a_pending_key_is_announced_signs_nothing_and_becomes_the_next_one(office: Office) -> None:
    with db.transaction(office.engine) as session:
        announced = keys.new_key(session, "GA", box=office.box, now=NOW + 10)
    assert states(office, now=NOW + 10) == ["active", "pending"]
    first = parse(office.code(now=NOW + 10)).view.kid
    assert rotate(office) == announced
    assert parse(office.code(now=ROTATED + keys.CACHE_SECONDS)).view.kid != first


def test_nothing_a_compromised_key_signed_is_believed(office: Office) -> None:
    before, after = office.code(now=NOW + 5), office.code(now=NOW + 100)
    thumbprint = office.publish(now=NOW).issuers["GA"].keys[0].thumbprint
    with db.transaction(office.engine) as session:
        keys.mark_compromised(session, thumbprint, since=NOW + 50, now=NOW + 100)
    assert office.judge(after, now=NOW + 100).reason == "key_compromised"
    view = parse(before).view.signed
    assert office.judge(office.again(view, now=NOW + 100), now=NOW + 100).reason == "key_compromised"
    held = office.publish(now=NOW + 100).issuers["GA"].keys[0]
    assert (held.state, held.compromised_since) == ("compromised", NOW + 50)


def test_a_compromised_key_signs_nothing_more(office: Office) -> None:
    with db.transaction(office.engine) as session:
        (key,) = keys.all_keys(session, "GA")
        keys.mark_compromised(session, key.thumbprint, since=NOW, now=NOW)
    with db.transaction(office.engine) as session, pytest.raises(keys.NoActiveKey):
        keys.signer_for(session, "GA", box=office.box, now=NOW)


def test_compromised_is_final_and_the_earliest_date_stands(office: Office) -> None:
    with db.transaction(office.engine) as session:
        (key,) = keys.all_keys(session, "GA")
        for since in (NOW + 50, NOW + 20, NOW + 90):
            keys.mark_compromised(session, key.thumbprint, since=since, now=NOW + 100)
    rotate(office)
    with db.transaction(office.engine) as session:
        held = session.get_one(IssuerKey, key.thumbprint)
        assert (held.state, held.compromised_since, held.retired_at) == ("compromised", NOW + 20, None)


def test_a_rolled_back_rotation_leaves_nothing_in_memory(office: Office) -> None:
    before = parse(office.code(now=ROTATED)).view.kid
    session = db.open_session(office.engine)
    keys.rotate(session, "GA", box=office.box, now=ROTATED, overlap_seconds=0)
    keys.signer_for(session, "GA", box=office.box, now=ROTATED)
    session.rollback()
    session.close()
    assert parse(office.code(now=ROTATED)).view.kid == before


def test_another_process_obeys_a_compromise_within_five_seconds(office: Office) -> None:
    shown = office.code(now=NOW)
    view = parse(shown).view.signed
    assert isinstance(office.judge(shown, now=NOW), Accepted)
    with office.engine.begin() as connection:  # as another process would: this one's memory is not told
        connection.execute(update(IssuerKey).where(IssuerKey.issuer_code == "GA").values(state="compromised"))
    assert office.judge(office.again(view, now=NOW + 5), now=NOW + 5).reason == "key_compromised"


def test_a_private_key_is_sealed_and_bound_to_its_row(office: Office, engine: Engine) -> None:
    with db.transaction(engine) as session:
        platform, ga = session.scalars(select(IssuerKey).order_by(IssuerKey.issuer_code.desc()))
        signer = keys.fresh_signer(session, "GA", box=office.box, now=NOW)
        secret = signer.private.private_numbers().private_value.to_bytes(32)
        assert secret not in ga.sealed_private
        ga.sealed_private = platform.sealed_private
        session.flush()
        with pytest.raises(keys.NoActiveKey):
            keys.fresh_signer(session, "GA", box=office.box, now=NOW)


def test_with_another_data_key_nothing_opens(office: Office, engine: Engine) -> None:
    other = Box(b"x" * 32, b"i" * 32)
    with db.transaction(engine) as session, pytest.raises(keys.NoActiveKey):
        keys.fresh_signer(session, "GA", box=other, now=NOW)


@pytest.mark.parametrize("call", ["new_key", "rotate", "mark_compromised"])
def test_an_unknown_issuer_or_key_is_named(office: Office, call: str) -> None:
    with db.transaction(office.engine) as session:
        if call == "mark_compromised":
            with pytest.raises(keys.KeyUnknown):
                keys.mark_compromised(session, "nothing", since=NOW, now=NOW)
            return
        more = {"overlap_seconds": 0} if call == "rotate" else {}
        with pytest.raises(keys.IssuerUnknown):
            getattr(keys, call)(session, "XX", box=office.box, now=NOW, **more)


def test_an_issuer_is_entered_once(office: Office) -> None:
    with db.transaction(office.engine) as session, pytest.raises(keys.IssuerExists):
        keys.create_issuer(session, code="GA", name_zh="", name_en="", authority_code="", types=[], now=NOW)


def test_every_change_of_keys_is_in_the_audit_log(office: Office) -> None:
    thumbprint = rotate(office)
    with db.transaction(office.engine) as session:
        keys.mark_compromised(session, thumbprint, since=NOW, now=NOW)
        found = entries(session, subject=f"key:{thumbprint}", person_id=None, after=None, most=10)
    assert sorted(entry.action for entry in found) == ["key.compromised", "key.made", "key.rotated"]


def test_an_issuer_that_is_allowed_more_types_keeps_those_it_had(office: Office) -> None:
    with db.transaction(office.engine) as session:
        before = rights.allow_types(session, "GA", (), now=NOW)
        assert 999 not in before
        assert rights.allow_types(session, "GA", [999, before[0]], now=NOW) == [*before, 999]
        with pytest.raises(keys.IssuerUnknown):
            rights.allow_types(session, "XX", [1], now=NOW)
    assert office.publish(now=NOW + 1).issuers["GA"].types == frozenset({*before, 999})
