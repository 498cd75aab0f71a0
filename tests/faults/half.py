"""One INSERT fails between signing and storing, again and again, each time another: nothing stays half-done.

A trigger in the database refuses the row, for each table that an issue, a revocation or a redemption writes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.faults.acting import Answer, Ask, Caller, Codes, Ledger, issue_body, show
from tests.faults.city import Town, open_city
from tests.faults.kept import hold_against
from tests.faults.table import Row

TABLES = {  # table: what writes a row of it
    "certificates": "issue", "signing_records": "issue", "audit_entries": "all", "persons": "issue",
    "state_changes": "revoke", "status_entries": "revoke", "used_codes": "redeem", "verdicts": "redeem",
}  # fmt: skip
REFUSED = {"sqlite": (500, 503), "postgresql": (503,)}  # SQLite's trigger breaks a rule, PostgreSQL's says: disk full
ON_SQLITE = "CREATE TRIGGER fault BEFORE INSERT ON {} BEGIN SELECT RAISE(ABORT, 'a fault'); END"
ON_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a fault' USING ERRCODE = 'disk_full'; END $$",
    "CREATE TRIGGER fault BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION fault()",
)


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        with open_city(kind) as town:
            yield failing_inserts(town)


def failing_inserts(town: Town, ask: Ask | None = None) -> Row:
    """Each act with each trigger, then the same act without: it has to work as if nothing had been. `ask`: instead of
    the server."""
    row, ledger = Row("a single INSERT fails between signing and storing", town.name, times=len(TABLES)), Ledger()
    call, codes = ask or Caller(town.server.port, ledger), Codes(town, phones=2)
    certificate = _issued(ledger, call("POST", "/api/v1/certificates", town.department, issue_body(1_000)))
    number, refused, longest = 1_001, 0, 0.0
    for table, acts in TABLES.items():
        code = codes.take()
        _trigger(town, table)
        answers = {"issue": call("POST", "/api/v1/certificates", town.department, issue_body(number))}
        answers |= {"revoke": _revoke(town, call, certificate), "redeem": show(call, town.people.window_token, code)}
        _execute(town, f"DROP TRIGGER fault{'' if town.kind == 'sqlite' else f' ON {table}'}")
        for act, answer in answers.items():
            meant = acts in (act, "all")
            refused += answer.status >= 500
            longest = max(longest, answer.seconds)
            told = f"{act} was answered {answer.status} without {table}"
            row.demand(not meant or answer.status in REFUSED[town.kind], told)
        _repeat(town, call, ledger, answers=answers, number=number, certificate=certificate, code=code)
        certificate = ledger.issued[-1]
        number += 1
    hold_against(row, town.engine, ledger)
    row.longest = longest
    row.more = f"{refused} refused, the same then done"
    row.recovery = 0.0
    return row


def _repeat(
    town: Town, call: Ask, ledger: Ledger, *, answers: dict[str, Answer], number: int, certificate: str, code: str
) -> None:
    """Count what was done after all, and do what was refused."""
    made = answers["issue"]
    if made.status != 201:
        made = call("POST", "/api/v1/certificates", town.department, issue_body(number))
    ended = answers["revoke"]
    if ended.status != 200:
        ended = _revoke(town, call, certificate)
    shown = answers["redeem"]
    if shown.status != 200:
        shown = show(call, town.people.window_token, code)
    _issued(ledger, made)
    assert ended.status == 200, ended
    ledger.revoked.append(certificate)
    assert shown.status == 200, shown
    assert shown.document["accepted"], shown
    ledger.accepted[code] += 1


def _issued(ledger: Ledger, answer: Answer) -> str:
    assert answer.status == 201, answer
    ledger.issued += [one["certificate_id"] for one in answer.document["items"]]
    return ledger.issued[-1]


def _revoke(town: Town, call: Ask, certificate: str) -> Answer:
    path = f"/api/v1/certificates/{certificate}/revocations"
    return call("POST", path, town.department, {"kind": "revoked", "reason": "fault"})


def _trigger(town: Town, table: str) -> None:
    for statement in (ON_SQLITE,) if town.kind == "sqlite" else ON_POSTGRESQL:
        _execute(town, statement.format(table))


def _execute(town: Town, statement: str) -> None:
    for _ in range(20):  # the server's last reader may still hold the table for a moment
        try:
            with town.engine.begin() as connection:
                connection.exec_driver_sql(statement)
            return
        except Exception:
            time.sleep(0.1)
    raise RuntimeError(statement)
