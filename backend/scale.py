"""Where each table lies when one PostgreSQL is too small and Citus spreads the data: the schema's rules, and the SQL.

Rules: 1. what belongs to a holder is spread by `person_id`, which leads its primary key and every unique key of it;
2. any other table is named here with its place and the reason; 3. a table spread by another column has that column in
every unique key; 4. a foreign key leads to a reference table, and only from one; 5. no number comes from the database:
no sequence, no identity, no serial column; 6. nothing is computed by the database behind the program's back: no
default, and no trigger (which a test looks for in the database itself).

A reference table is small and lies on every node. A local table lies on the coordinator: it is small, or has unique
keys that no one column is in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import MetaData, Table, UniqueConstraint

HOLDER = "person_id"


@dataclass(frozen=True)
class Spread:
    """Spread by `column`, on the same nodes as what is spread by the same column `beside` it."""

    column: str
    why: str
    beside: str | None = None


SPREAD: Mapping[str, Spread] = MappingProxyType(
    {
        "routes": Spread("key", "leads from a blind index to the holder"),
        "used_codes": Spread("once_id", "single use is decided by the one-time id alone, whoever shows the code"),
        "seen_codes": Spread("once_id", "is compared with the used codes", beside="used_codes"),
        "nonces": Spread("nonce", "found by itself, for a minute"),
        "typed_codes": Spread("number_key", "found by the number that is typed, for minutes"),
        "one_time_codes": Spread("phone_key", "found by the phone number, for minutes"),
        "attempts": Spread("key", "counts guesses at one account or from one address"),
        "idempotent_answers": Spread("actor", "found by who asked, for a day"),
        "sign_ins": Spread("sign_in_id", "found by the token"),
        "passkeys": Spread("account_id", "belongs to an account"),
        "notice_marks": Spread("account_id", "belongs to an account", beside="passkeys"),
        "desktop_requests": Spread("request_id", "found by the QR code, for minutes"),
        "presentations": Spread("presentation_id", "found by the wallet's link, for minutes"),
        "audit_chains": Spread("chain", "the heads of the log's chains"),
        "audit_entries": Spread("chain", "append-only: one chain stays together", beside="audit_chains"),
        "log_trees": Spread("chain", "the tree over a chain", beside="audit_chains"),
        "log_tiles": Spread("chain", "the tree over a chain", beside="audit_chains"),
        "status_shards": Spread("list_no", "one list is published as a whole"),
        "status_entries": Spread("list_no", "one list is published as a whole", beside="status_shards"),
        "webhook_deliveries": Spread("delivery_id", "sent one by one, kept thirty days"),
        "batches": Spread("batch_id", "is found by its id"),
        "batch_rows": Spread("batch_id", "a file's rows stay together until they are done", beside="batches"),
        "batch_chunks": Spread("batch_id", "lies beside its batch", beside="batches"),
        "batch_failures": Spread("batch_id", "lies beside its batch", beside="batches"),
        "batch_files": Spread("batch_id", "lies beside its batch", beside="batches"),
        "ratings": Spread("rating_id", "nothing joins a rating with anybody"),
    }
)
WHOLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "reference",
        "rows in hundreds, which every check of a signature reads",
        ("issuers", "issuer_keys", "trust_lists"),
    ),
    ("reference", "rows in thousands, which most requests read", ("verifiers", "partners", "partner_credentials")),
    ("reference", "a row for each other region", ("regions", "region_lists")),
    ("reference", "the keys that wrap holders' keys: a few rows", ("wrapping_keys",)),
    ("local", "a row for each checkpoint, one in five minutes", ("log_checkpoints",)),
    ("reference", "a row for each authority", ("seals", "seal_authorities")),
    (
        "reference",
        "rows in thousands, read more often than written",
        ("matter_versions", "kiosks", "webhook_endpoints", "staff"),
    ),
    ("local", "one account a phone and a person: no one column is in both keys", ("accounts",)),
    (
        "local",
        "a case begins before its applicant is known, and a part is unique under another case; some kilobytes a case",
        ("cases", "case_agents", "case_certificates", "case_consents", "case_materials", "case_steps", "decisions"),
    ),
    ("local", "lies beside its case", ("commitments", "consent_requests")),
    ("local", "some rows a day, each for two people", ("key_decisions", "revocations")),
    ("local", "found by its own id or a link before anybody has taken it; kept 90 days", ("holder_requests",)),
    ("local", "the steps of a request lie beside it", ("request_steps",)),
    ("local", "rows in thousands, for the office that asked", ("duty_checks", "family_records", "kiosk_visits")),
    ("local", "some rows for each bad rating", ("follow_ups", "follow_up_acts", "rating_figures")),
    ("local", "some rows a partner, minute and day", ("partner_applications", "partner_uses", "used_assertions")),
    ("local", "counters: some rows a day", ("answer_times", "day_counts", "counted_until", "result_numbers")),
    ("local", "a row for each run", ("import_runs", "proposal_runs", "privacy_jobs", "batch_turns")),
)


def _in(place: str) -> Mapping[str, str]:
    return MappingProxyType({name: why for kind, why, names in WHOLE if kind == place for name in names})


REFERENCE, LOCAL = _in("reference"), _in("local")


def keys_of(table: Table) -> Iterator[tuple[str, ...]]:
    """The primary key and every unique key, partial ones too."""
    yield tuple(column.name for column in table.primary_key.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)
    for index in table.indexes:
        if index.unique:
            yield tuple(column.name for column in index.columns)


def is_holders(table: Table) -> bool:
    """Whether the table belongs to holders: it is not named here for another place, and each row has a holder."""
    named = table.name in SPREAD or table.name in REFERENCE or table.name in LOCAL
    return not named and HOLDER in table.primary_key.columns


def broken_rules(metadata: MetaData) -> list[str]:
    """Every place where the schema cannot be spread, in words; empty when it can."""
    found = [f"{name}: has no place here; is in no table" for name in _named() if name not in metadata.tables]
    for table in metadata.sorted_tables:
        found += [f"{table.name}: {what}" for what in (*_keys(table), *_foreign(table), *_numbers(table))]
    return sorted(found)


def _named() -> list[str]:
    return [*SPREAD, *REFERENCE, *LOCAL]


def _keys(table: Table) -> Iterator[str]:
    """Rules 1 to 3."""
    if is_holders(table):
        yield from (f"unique key {key} does not begin with {HOLDER}" for key in keys_of(table) if key[0] != HOLDER)
    elif table.name in SPREAD:
        column = SPREAD[table.name].column
        yield from (f"unique key {key} is without {column}" for key in keys_of(table) if column not in key)
    elif table.name not in REFERENCE and table.name not in LOCAL:
        yield "belongs to no holder and has no place in backend/scale.py"


def _foreign(table: Table) -> Iterator[str]:
    """Rule 4."""
    for key in table.foreign_keys:
        other = key.target_fullname.partition(".")[0]
        if table.name not in REFERENCE or other not in REFERENCE:
            yield f"foreign key to {other}"


def _numbers(table: Table) -> Iterator[str]:
    """Rules 5 and 6."""
    if table._autoincrement_column is not None and table._autoincrement_column.autoincrement is not False:
        yield f"{table._autoincrement_column.name} is numbered by the database"
    for column in table.columns:
        if column.identity is not None or column.server_default is not None:
            yield f"{column.name} is filled by the database"
        if column.default is not None and column.default.is_sequence:
            yield f"{column.name} is numbered by a sequence"


def citus_sql(metadata: MetaData) -> Iterator[str]:
    """What spreads an empty or a filled database, statement by statement: reference tables before what reads them."""
    yield "CREATE EXTENSION IF NOT EXISTS citus"
    for table in metadata.sorted_tables:
        if table.name in REFERENCE:
            yield f"SELECT create_reference_table('{table.name}')"
    holders = [table.name for table in metadata.sorted_tables if is_holders(table)]
    first = "persons"  # what everything of a holder lies beside
    for name in [first, *(name for name in holders if name != first)]:
        beside = "none" if name == first else first
        yield f"SELECT create_distributed_table('{name}', '{HOLDER}', colocate_with => '{beside}')"
    for name, spread in SPREAD.items():
        beside = spread.beside or "none"
        yield f"SELECT create_distributed_table('{name}', '{spread.column}', colocate_with => '{beside}')"
    for name in LOCAL:
        yield f"SELECT citus_add_local_table_to_metadata('{name}')"
