"""Rules of `backend.retention`, each at its limit: a second too early everything stays, past it, it goes."""

import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, text

from backend import db
from backend.audit.record import make_entry, record
from backend.kiosks.models import KioskVisit
from backend.openid.deferred import LIFE as DEFERRED_LIFE
from backend.openid.models import WalletAuthorisation, WalletDeferral, WalletOffer
from backend.papers.models import SealedCopy, SealedCopyFile
from backend.partners.models import PartnerCredential, PartnerUse, UsedAssertion
from backend.people.models import Attempt, DesktopRequest, Nonce, OneTimeCode, SignIn
from backend.presentations.models import Presentation
from backend.retention import DAY, HOUR, KEEP_CODES, KEEP_MESSAGES, KEEP_SEALED_COPIES, forget_expired
from backend.trust.models import StatusEntry
from backend.trust.status import KEEP_VALID
from backend.verification.models import SeenCode, TypedCode, UsedCode, VerdictRow
from backend.web.models import IdempotentAnswer
from backend.webhooks.models import WebhookDelivery

NOW = 1_800_000_000
CODE_LIFE = 90 + 30 + 5  # seconds: within these a code shown twice must still be known


def used_code(at: int) -> tuple[Any, dict[str, Any]]:
    return UsedCode, {"once_id": at.to_bytes(16), "used_at": at}


def seen_code(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"once_id": at.to_bytes(16), "verifier_id": "gate", "outcome": "accepted", "seen_id": uuid.UUID(int=at)}
    return SeenCode, {**row, "gate": "", "mode": "offline", "at": at, "uploaded_at": at, "first_at": None}


def typed_code(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"number_key": at.to_bytes(32), "typed_code_id": uuid.UUID(int=at), "owner": "account:1"}
    return TypedCode, {**row, "sealed_code": b"s", "expires_at": at}


def nonce(at: int) -> tuple[Any, dict[str, Any]]:
    return Nonce, {"nonce": at.to_bytes(8), "use": "code", "owner": "account:1", "expires_at": at, "used_at": None}


def one_time_code(at: int) -> tuple[Any, dict[str, Any]]:
    return OneTimeCode, {"phone_key": at.to_bytes(32), "code_hash": b"h", "expires_at": at, "tries": 0}


def assertion(at: int) -> tuple[Any, dict[str, Any]]:
    return UsedAssertion, {"client_id": "bank.one", "jti": str(at), "expires_at": at}


def attempt(at: int) -> tuple[Any, dict[str, Any]]:
    return Attempt, {"scope": "staff", "key": b"k", "window": at, "count": 3}


def answer(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"actor": "partner:bank.one", "key": str(at), "fingerprint": b"f", "status": None, "sealed_body": None}
    return IdempotentAnswer, {**row, "created_at": at}


def sign_in(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"sign_in_id": uuid.UUID(int=at), "subject": "staff:1", "role": "window", "office": "W1", "created_at": 0}
    return SignIn, {**row, "current_jti": None, "expires_at": at, "revoked_at": None}


def desktop(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"request_id": at.to_bytes(16), "account_id": uuid.UUID(int=1), "browser": "edge", "system": "linux"}
    return DesktopRequest, {**row, "opened_at": 0, "expires_at": at, "state": "approved"}


def visit(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"visit_id": uuid.UUID(int=at), "kiosk_id": "k", "person_id": uuid.UUID(int=1), "how": "code"}
    return KioskVisit, {**row, "began_at": 0, "ends_at": at, "last_at": 0, "ended_at": None}


def offer(at: int) -> tuple[Any, dict[str, Any]]:
    row: dict[str, Any] = {
        "person_id": uuid.UUID(int=1),
        "offer_id": uuid.UUID(int=at),
        "certificate_id": uuid.UUID(int=2),
    }
    row |= {"type_number": 1, "code_key": b"c", "tx_key": b"t", "tries": 0, "created_at": 0, "expires_at": at}
    return WalletOffer, {**row, "taken_at": None, "narrowed": False, "copies": 0}


def authorisation(at: int) -> tuple[Any, dict[str, Any]]:
    row: dict[str, Any] = {"person_id": uuid.UUID(int=1), "authorisation_id": uuid.UUID(int=at), "code_key": b"c"}
    row |= {"client_id": "w", "redirect_uri": "https://w.example", "challenge": "c", "created_at": 0, "expires_at": at}
    return WalletAuthorisation, row


def presentation(at: int) -> tuple[Any, dict[str, Any]]:
    row: dict[str, Any] = {"presentation_id": uuid.UUID(int=at), "verifier_id": "bank.one", "actor": "partner:bank.one"}
    row |= {"purpose": "p", "flow": "cross_device", "response_mode": "direct_post", "query": {}, "reference_key": b"r"}
    row |= {"client_id": "c", "nonce": "n", "wallet_state": "s", "created_at": 0, "expires_at": at, "state": "done"}
    return Presentation, row


def message(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"delivery_id": uuid.UUID(int=at), "client_id": "bank.one", "event": "test", "sealed_body": b"s"}
    row |= {"told_at": at, "state": "waiting", "tries": 0, "step": 0, "next_at": at, "answers": []}
    return WebhookDelivery, row


def valid_again(at: int) -> tuple[Any, dict[str, Any]]:
    return StatusEntry, {"list_no": 1, "idx": at, "value": 0, "changed_at": at}


def minute_of_use(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"client_id": "bank.one", "channel": "online", "span": "minute", "number": at // 60, "count": at}
    return PartnerUse, {**row, "refused": 0}


def ended_secret(at: int) -> tuple[Any, dict[str, Any]]:
    row = {"client_id": "bank.one", "credential_id": uuid.UUID(int=at), "secret_hash": "h", "created_at": 0}
    return PartnerCredential, {**row, "ends_at": at}


def deferral(at: int) -> tuple[Any, dict[str, Any]]:
    row: dict[str, Any] = {
        "person_id": uuid.UUID(int=1),
        "deferral_id": uuid.UUID(int=at),
        "offer_id": uuid.UUID(int=2),
    }
    return WalletDeferral, {**row, "transaction_key": b"t", "holders": [], "made_at": at, "given_at": None}


def sealed_file(at: int) -> tuple[Any, dict[str, Any]]:
    row: dict[str, Any] = {"person_id": uuid.UUID(int=1), "copy_id": uuid.UUID(int=at)}
    return SealedCopyFile, {**row, "sealed_pdf": b"s", "until_at": at}


def sealed_copy(at: int) -> tuple[Any, dict[str, Any]]:
    row: dict[str, Any] = dict.fromkeys(("number_key", "token_key", "digest", "sealed"), b"s")
    row |= dict.fromkeys(("certificate_id", "seal_id", "person_id"), uuid.UUID(int=1))
    row |= dict.fromkeys(("type_number", "size", "checks", "altered", "made_at"), 1)
    row |= {"copy_id": uuid.UUID(int=at), "issuer_code": "GA", "layout": "a4", "until": "2026-11-22", "until_at": at}
    return SealedCopy, {**row, "made_by": "account:1"}


RULES = [
    pytest.param(used_code, KEEP_CODES, id="1 used codes"),
    pytest.param(seen_code, KEEP_CODES, id="1 codes seen by gates"),
    pytest.param(nonce, HOUR, id="2 nonces"),
    pytest.param(one_time_code, HOUR, id="2 one-time codes"),
    pytest.param(assertion, HOUR, id="2 assertions"),
    pytest.param(presentation, HOUR, id="2 requests to wallets"),
    pytest.param(attempt, 2 * DAY, id="3 counters of guesses"),
    pytest.param(answer, DAY, id="4 idempotent answers"),
    pytest.param(sign_in, DAY, id="5 sign-ins"),
    pytest.param(desktop, DAY, id="5 requests of desktops"),
    pytest.param(visit, DAY, id="5 visits at kiosks"),
    pytest.param(typed_code, 60, id="6 typed codes"),
    pytest.param(offer, DAY, id="7 offers that nobody took"),
    pytest.param(authorisation, DAY, id="7 answers to wallets"),
    pytest.param(deferral, DEFERRED_LIFE + DAY, id="7 what was put off for a wallet"),
    pytest.param(message, KEEP_MESSAGES, id="8 messages to partners"),
    pytest.param(valid_again, KEEP_VALID, id="9 entries that are valid again"),
    pytest.param(ended_secret, KEEP_MESSAGES, id="10 secrets of partners"),
    pytest.param(sealed_file, 60, id="11 files of sealed copies"),
    pytest.param(sealed_copy, KEEP_SEALED_COPIES, id="11 sealed copies"),
]


def put(engine: Engine, *rows: tuple[Any, dict[str, Any]]) -> None:
    with db.transaction(engine) as session:
        for table, values in rows:
            session.execute(insert(table).values(values))


def count(engine: Engine, table: Any) -> int:
    with db.open_session(engine, reading=True) as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def forget(engine: Engine, now: int = NOW) -> dict[str, int]:
    with db.transaction(engine) as session:
        return forget_expired(session, now=now)


@pytest.mark.parametrize(("row", "kept"), RULES)
def test_a_row_stays_until_its_time_has_passed_and_not_longer(engine: Engine, row: Any, kept: int) -> None:
    put(engine, row(NOW - kept - 1), row(NOW - kept), row(NOW), row(NOW + HOUR))
    table = row(0)[0]
    assert forget(engine)[table.__tablename__] == 1
    assert count(engine, table) == 3
    assert forget(engine, NOW + 1)[table.__tablename__] == 1
    assert count(engine, table) == 2


def test_a_used_code_is_known_for_as_long_as_anybody_would_accept_its_age(engine: Engine) -> None:
    put(engine, used_code(NOW - CODE_LIFE))
    forget(engine)
    assert count(engine, UsedCode) == 1


def test_a_clock_that_jumps_ahead_does_not_let_a_code_be_used_again(engine: Engine) -> None:
    put(engine, used_code(NOW), used_code(NOW - KEEP_CODES - 1))
    for ahead in (40 * DAY, 365 * DAY, 3650 * DAY):
        forget(engine, NOW + ahead)
        assert count(engine, UsedCode) == 1


def test_forgetting_again_forgets_nothing_and_says_so_for_every_table(engine: Engine) -> None:
    rules = [*(rule.values[0] for rule in RULES), minute_of_use]
    put(engine, used_code(NOW), *(rule(NOW - 1200 * DAY) for rule in rules))
    tables = {rule(0)[0].__tablename__ for rule in rules}
    assert forget(engine) == dict.fromkeys(tables, 1)
    assert forget(engine) == dict.fromkeys(tables, 0)


def test_verdicts_and_the_audit_log_stay(engine: Engine) -> None:
    old = NOW - 4000 * DAY
    verdict = {
        "person_id": db.NOBODY, "verdict_id": db.new_id(), "at": old, "verifier_id": "W1", "actor": "staff:1",
        "purpose": "matter", "case_no": None, "matter_code": None, "form": "view", "outcome": "rejected",
        "reason": "malformed", "shown": [], "checks": [], "receipt": "x",
    }  # fmt: skip
    put(engine, (VerdictRow, verdict))
    with db.transaction(engine) as session:
        record(session, make_entry(at=old, actor="test", action="test", subject="test"))
    forget(engine)
    assert count(engine, VerdictRow) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("table", "column"), [("used_codes", "used_at"), ("nonces", "expires_at")])
def test_what_is_over_is_found_without_reading_the_whole_table(engine: Engine, table: str, column: str) -> None:
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))  # a table this small is read whole otherwise
        plan = "\n".join(connection.scalars(text(f'EXPLAIN DELETE FROM {table} WHERE "{column}" < 1')))
    assert f"Bitmap Index Scan on ix_{table}_{column}" in plan
