"""The states of an application and of a partner, and every act that changes one: these tables, and nothing else.

1. An act is allowed from the states named here; anything else is 409 `partner_state`. 2. Who applied does not decide;
who did not apply does not withdraw. 3. `expired` is not stored: an approved partner whose end has passed is that.
4. A closed partner stays closed; its id is not given again.
"""

from dataclasses import dataclass

from backend.errors import Conflict

APPLIED, APPROVED, REJECTED, WITHDRAWN = "applied", "approved", "rejected", "withdrawn"
SUSPENDED, CLOSED, EXPIRED = "suspended", "closed", "expired"


@dataclass(frozen=True)
class Transition:
    """`act` brings what is in `source` to `target`."""

    source: str
    act: str
    target: str


APPLICATIONS = (
    Transition(APPLIED, "approve", APPROVED),
    Transition(APPLIED, "reject", REJECTED),
    Transition(APPLIED, "withdraw", WITHDRAWN),
)
PARTNERS = (
    Transition(APPROVED, "change", APPROVED),
    Transition(APPROVED, "rotate", APPROVED),
    Transition(APPROVED, "suspend", SUSPENDED),
    Transition(SUSPENDED, "change", SUSPENDED),
    Transition(SUSPENDED, "resume", APPROVED),
    Transition(APPROVED, "close", CLOSED),
    Transition(SUSPENDED, "close", CLOSED),
    Transition(EXPIRED, "change", APPROVED),
    Transition(EXPIRED, "close", CLOSED),
)


class WrongState(Conflict):
    """`state` and `possible` say where it is and what can be done with it now."""

    code = "partner_state"
    zh = "当前状态不允许此操作"
    en = "The present state does not allow this"
    next_zh = "请查看 possible 中当前可以进行的操作"
    next_en = "See `possible` for what can be done now"


def possible(table: tuple[Transition, ...], state: str) -> list[str]:
    """The acts that may be done from `state`."""
    return [row.act for row in table if row.source == state]


def target_of(table: tuple[Transition, ...], state: str, act: str) -> str:
    """Where the act leads (rule 1). Raises WrongState."""
    for row in table:
        if (row.source, row.act) == (state, act):
            return row.target
    raise WrongState(state=state, possible=possible(table, state))
