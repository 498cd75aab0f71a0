"""What an administrator sees of trust: issuers with their keys, and the lists as they stand. No private part, ever."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.trust import keys, lists, offline, status
from backend.trust.models import PLATFORM, Issuer, IssuerKey, StatusEntry, StatusShard
from certs import status as token_status


@dataclass(frozen=True)
class KeyShown:
    """One key. `signs`: it is the one that signs now. Times are seconds since 1970."""

    thumbprint: str
    kid: str
    state: str
    signs: bool
    active_from: int
    retired_at: int | None
    compromised_since: int | None
    suspended_at: int | None
    in_device: bool


@dataclass(frozen=True)
class IssuerShown:
    """An authority, or the platform (`platform`), with every key it ever had, newest first."""

    code: str
    name: dict[str, str]
    authority_code: str
    platform: bool
    types: list[Any]
    keys: list[KeyShown]


def issuers(session: Session, *, only: str | None, now: int) -> list[IssuerShown]:
    """Every issuer by code, or the one that is asked for."""
    query = select(Issuer).order_by(Issuer.code)
    rows = session.scalars(query if only is None else query.where(Issuer.code == only))
    return [_issuer(session, row, now=now) for row in rows]


def _issuer(session: Session, row: Issuer, *, now: int) -> IssuerShown:
    signing = keys.signing_key(session, row.code, now=now)
    held = [
        KeyShown(
            key.thumbprint, key.kid.hex(), _state(key, now), signing is not None and key is signing,
            key.active_from, key.retired_at, key.compromised_since, key.suspended_at, key.device_label is not None,
        )
        for key in reversed(keys.all_keys(session, row.code))
    ]  # fmt: skip
    name = {"zh": row.name_zh, "en": row.name_en}
    return IssuerShown(row.code, name, row.authority_code, row.code == PLATFORM, row.types, held)


def _state(key: IssuerKey, now: int) -> str:
    """As staff see it: verifiers are not told that a key is suspended."""
    return keys.SUSPENDED if key.state == keys.SUSPENDED else keys.state_at(key, now)


def standing(session: Session) -> dict[str, Any]:
    """The trust list, the status lists and the bundle as verifiers get them; what `schemas.ListsAnswer` names."""
    newest = lists.newest_list(session)
    shards = _shards(session)
    number = (newest.number if newest else 0) + sum(shard["version"] for shard in shards)
    bundle = {"number": number, "kept_seconds": status.TTL, "lasts_seconds": offline.LIFE}
    return {"trust_list": newest, "status_lists": shards, "bundle": bundle}


def _shards(session: Session) -> list[dict[str, Any]]:
    query = select(StatusEntry.list_no, StatusEntry.value, func.count()).group_by(
        StatusEntry.list_no, StatusEntry.value
    )
    entries: Counter[tuple[int, int]] = Counter()
    for list_no, value, count in session.execute(query):
        entries[list_no, value] = count
    columns = StatusShard.list_no, StatusShard.size, StatusShard.used, StatusShard.version
    return [
        {**row._mapping, "invalid": entries[row.list_no, token_status.INVALID],
         "suspended": entries[row.list_no, token_status.SUSPENDED]}
        for row in session.execute(select(*columns).order_by(StatusShard.list_no))
    ]  # fmt: skip
