"""Which statements of a migration make others wait: read from what is really executed.

Rules, for tables that were there before: 1. no column that must have a value and has no default; 2. no change of a
column's type, and none to NOT NULL, which both read the whole table under a lock; 3. no index that is not made
concurrently, no key or check that is not NOT VALID first; 4. no LOCK TABLE, and no UPDATE or DELETE of a whole table;
5. nothing is dropped or renamed, since the program before it still uses it: that is a later migration's. Small tables,
which fit in a few pages whatever the city's size, may be rewritten (rules 1 to 4).
"""

import re
from collections.abc import Iterable

SMALL = frozenset(
    {
        "alembic_version", "issuers", "issuer_keys", "staff", "verifiers", "partners", "partner_credentials", "kiosks",
        "matters", "offices", "regions", "region_lists", "seals", "seal_authorities", "batch_jobs", "trust_lists",
        "audit_chains", "holidays",
    }
)  # fmt: skip
NAME = r'"?(?P<table>\w+)"?'
RULES: tuple[tuple[str, str, bool], ...] = (  # what it is, statement, whether small tables may
    ("column without default", rf"ALTER TABLE (?:ONLY )?{NAME} ADD COLUMN (?!.*DEFAULT).* NOT NULL", True),
    ("type", rf"ALTER TABLE (?:ONLY )?{NAME} ALTER COLUMN \S+ (?:SET DATA )?TYPE ", True),
    ("not null", rf"ALTER TABLE (?:ONLY )?{NAME} ALTER COLUMN \S+ SET NOT NULL", True),
    ("index", rf"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).* ON (?:ONLY )?(?:public\.)?{NAME}", True),
    ("constraint", rf"ALTER TABLE (?:ONLY )?{NAME} ADD CONSTRAINT (?!.*(?:NOT VALID|USING INDEX))", True),
    ("lock", rf"LOCK (?:TABLE )?{NAME}", True),
    ("all rows", rf"UPDATE {NAME} SET (?!.*\bWHERE\b)", True),
    ("all rows", rf"DELETE FROM {NAME}\s*(?!.*\bWHERE\b)", True),
    ("drop", rf"DROP TABLE (?:IF EXISTS )?{NAME}", False),
    ("drop", rf"ALTER TABLE (?:ONLY )?{NAME} DROP COLUMN", False),
    ("rename", rf"ALTER TABLE (?:ONLY )?{NAME} RENAME", False),
)


def locking(statement: str, there: Iterable[str]) -> list[str]:
    """What the statement does to a table that was there, as "what: table"."""
    flat, known = " ".join(statement.split()), set(there)
    found = []
    for what, pattern, small_may in RULES:
        match = re.match(pattern, flat, re.IGNORECASE)
        if match and match["table"] in known and not (small_may and match["table"] in SMALL):
            found.append(f"{what}: {match['table']}")
    return found
