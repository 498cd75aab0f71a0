"""What every act of the state machine is held against: where the table leads, and that a refusal changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import delete

from backend.cases.models import Case, CaseStep
from backend.cases.states import LAST, Who, possible, target_of
from backend.errors import LiangmaError
from tests.simulate.acting import Acting

Act = Callable[[], Any]


class Held:
    """The clock of a run, and its acts one at a time."""

    acting: Acting
    now: int

    def tick(self) -> int:
        self.now += 1
        return self.now

    def tried(self, case_no: str, who: Who, act: str, do: Act) -> Any:
        """The act leads where the table says, or further by the clock; refused, it leaves the case where it was."""
        before, found = self.acting.case(case_no), None
        try:
            found = do()
        except LiangmaError as refusal:
            error: LiangmaError | None = refusal
        else:
            error = None
        after = self.acting.case(case_no)
        if error is not None:
            assert after.state == before.state, error.code
            assert after.revision == before.revision or error.keeps_writes, error.code
            return None
        assert act in possible(before.state, who), f"{who} may not {act} what is {before.state}"
        target = target_of(before.state, act, who=who)
        assert after.state == target or after.state in reached(target), (act, target, after.state)
        return found

    @contextmanager
    def unchanged(self, case_no: str) -> Iterator[None]:
        before = self.acting.case(case_no)
        yield
        after = self.acting.case(case_no)
        assert (after.state, after.revision) == (before.state, before.revision)

    @contextmanager
    def refused(self, *codes: str) -> Iterator[None]:
        """Perhaps, for one of these reasons; without any, for whatever reason."""
        try:
            yield
        except LiangmaError as error:
            if codes and error.code not in codes:
                raise


def forget_cases(session: Any) -> None:
    """And what the log says of them: its chains stand, so their entries are told apart by the number of the case."""
    session.execute(delete(CaseStep))
    session.execute(delete(Case))


def reached(state: str) -> set[str]:
    """Where the clock and the applicant's own submission go on to in the same transaction."""
    found = {state}
    for _ in LAST:
        for source in tuple(found):
            for who in ("clock", "applicant"):
                acts = possible(source, who)  # type: ignore[arg-type]
                found |= {target_of(source, act, who=who) for act in acts if act != "withdraw"}  # type: ignore[arg-type]
    return found
