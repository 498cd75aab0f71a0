"""The states of a case and every act that changes one: this table, and nothing else.

1. An act is allowed from the states named here, by those named here; anything else is 409 `illegal_transition`.
2. The last states (approved, rejected, withdrawn, ended) allow nothing more.
3. `add` (a scan, a paper handed in, or a submission online), `fill` (the form), `take_back`, `weigh`, and `ask` with
   its answers `consent` and `decline` leave the state as it is.
4. The applicant does more than withdraw, commit, answer, and appoint or dismiss an agent only with a case that they
   began online (`mine`).
5. `clock` is the program itself: a deadline passed, the last material came, a rule or a promise decided, or a
   certificate ceased to be valid. 6. An officer may take over what a colleague took.
7. `represent` (an agent's code), `name` (the applicant, by a letter), `answer` (the situation), `appoint` and `dismiss`
   (an agent) leave the state as it is; who acts for whom, and what was answered, is settled in the draft.
"""

from dataclasses import dataclass
from typing import Literal

from backend.errors import Conflict

Who = Literal["window", "officer", "applicant", "clock"]
DRAFT, DEFERRED, ACCEPTED, DECIDING = "draft", "deferred", "accepted", "deciding"
APPROVED, REJECTED, WITHDRAWN, ENDED = "approved", "rejected", "withdrawn", "ended"
STANDING = (DRAFT, DEFERRED, ACCEPTED, DECIDING)
LAST = (APPROVED, REJECTED, WITHDRAWN, ENDED)
STATES = (*STANDING, *LAST)


@dataclass(frozen=True)
class Transition:
    """`act` by `who` brings a case from `source` to `target`."""

    source: str
    act: str
    target: str
    who: Who


TABLE = (
    Transition(DRAFT, "accept", ACCEPTED, "window"),
    Transition(DRAFT, "defer", DEFERRED, "window"),
    Transition(DEFERRED, "complete", ACCEPTED, "clock"),
    Transition(DEFERRED, "expire", ENDED, "clock"),
    Transition(DRAFT, "lapse", ENDED, "clock"),
    Transition(ACCEPTED, "take", DECIDING, "officer"),
    Transition(DECIDING, "take", DECIDING, "officer"),
    Transition(ACCEPTED, "approve", APPROVED, "clock"),
    Transition(ACCEPTED, "reject", REJECTED, "clock"),
    Transition(DECIDING, "approve", APPROVED, "officer"),
    Transition(DECIDING, "reject", REJECTED, "officer"),
    Transition(DECIDING, "ask", DECIDING, "officer"),
    Transition(DECIDING, "consent", DECIDING, "applicant"),
    Transition(DECIDING, "decline", DECIDING, "applicant"),
    Transition(DRAFT, "commit", DRAFT, "applicant"),
    Transition(DRAFT, "accept", ACCEPTED, "clock"),
    Transition(DRAFT, "fill", DRAFT, "applicant"),
    Transition(DRAFT, "add", DRAFT, "applicant"),
    Transition(DRAFT, "accept", ACCEPTED, "applicant"),
    Transition(DRAFT, "defer", DEFERRED, "applicant"),
    *(Transition(state, "withdraw", WITHDRAWN, "applicant") for state in STANDING),
    *(Transition(state, "dismiss", state, "applicant") for state in STANDING),
    Transition(DRAFT, "appoint", DRAFT, "applicant"),
    Transition(DRAFT, "dismiss", DRAFT, "window"),
    Transition(DRAFT, "name", DRAFT, "window"),
    Transition(DRAFT, "answer", DRAFT, "window"),
    *(Transition(state, "represent", state, "window") for state in STANDING),
    *(Transition(state, "add", state, "window") for state in STANDING),
    *(Transition(state, "fill", state, "window") for state in STANDING),
    *(Transition(state, "take_back", state, "window") for state in (DRAFT, DEFERRED)),
    *(Transition(state, "weigh", state, "clock") for state in (DRAFT, DECIDING)),
)
ACTS = tuple(dict.fromkeys(row.act for row in TABLE))
_TARGETS = {(row.source, row.act, row.who): row.target for row in TABLE}


class IllegalTransition(Conflict):
    """`state` and `possible` say where the case is and what the asker may do with it now."""

    code = "illegal_transition"
    zh = "办件当前状态不允许此操作"
    en = "The case's present state does not allow this"
    next_zh = "请查看 possible 中当前可以进行的操作"
    next_en = "See `possible` for what can be done now"


def possible(state: str, who: Who) -> tuple[str, ...]:
    """The acts that `who` may do from `state`."""
    return tuple(row.act for row in TABLE if row.source == state and row.who == who)


def target_of(state: str, act: str, *, who: Who) -> str:
    """Where the act leads (rule 1). Raises IllegalTransition."""
    target = _TARGETS.get((state, act, who))
    if target is None:
        raise IllegalTransition(state=state, possible=list(possible(state, who)))
    return target
