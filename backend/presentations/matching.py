"""Whether what was presented is what the query asked for (OpenID4VP 1.0, sections 6.4 and 7).

Rules: 1. every answer belongs to a credential query, and a query without `multiple` has one; 2. without credential sets
every query is answered, with them an option of every required set; 3. a credential is of a type that was asked for and
has all claims, or all of one claim set, each with one of its values; 4. values compare with their kind: 1 is not true.
"""

from collections.abc import Collection, Mapping
from typing import Any

from backend.presentations.dcql import ClaimQuery, CredentialQuery, Query, Step


def unanswered(query: Query, counts: Mapping[str, int]) -> str | None:
    """Rules 1 and 2: what is wrong with the answer as a whole, None when nothing is. `counts`: by query id."""
    for name, count in counts.items():
        if name not in query.credentials:
            return "vp_token answers a credential query that was not asked"
        if count > 1 and not query.credentials[name].multiple:
            return "one presentation was asked for"
    if not query.sets:
        return None if counts.keys() == query.credentials.keys() else "a credential query has no answer"
    given = set(counts)
    chosen = [[option for option in one.options if given.issuperset(option)] for one in query.sets]
    if any(one.required and not options for one, options in zip(query.sets, chosen, strict=True)):
        return "no option of a required credential set is answered in full"
    return None


def has_claims(asked: CredentialQuery, claims: Mapping[str, Any]) -> bool:
    """Rule 3 but for the type."""
    met = {place: _met(claim, claims) for place, claim in enumerate(asked.claims)}
    if not asked.claim_sets:
        return all(met.values())
    by_id = {claim.id: met[place] for place, claim in enumerate(asked.claims)}
    return any(all(by_id[name] for name in one) for one in asked.claim_sets)


def _met(claim: ClaimQuery, claims: Mapping[str, Any]) -> bool:
    found = [claims]
    for step in claim.path:
        found = [inner for one in found for inner in _step(one, step)]
    if claim.values is None:
        return bool(found)
    return any(_same(one, value) for one in found for value in claim.values)


def _step(value: Any, step: Step) -> Collection[Any]:
    """Section 7.1: a name selects a member, a position an element, null every element."""
    if isinstance(step, str):
        return [value[step]] if isinstance(value, Mapping) and step in value else []
    if not isinstance(value, list):
        return []
    if step is None:
        return value
    return [value[step]] if step < len(value) else []


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
