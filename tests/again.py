"""A test in a browser that fails is asked once more, from nothing: a machine busy with other things may be late.

Rules: 1. only tests under tests/e2e, and each once; 2. between the two everything ends that the first has begun, the
city and its server too, so that the second finds no trace of it; 3. each test that needed it is named at the end, with
what went wrong the first time; 4. more than three of them are no accident: the run fails.
"""

from contextlib import suppress
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

ACCIDENTS = 3
PLACE = Path("tests", "e2e")
AGAIN = "rerun"  # the outcome of what is asked again; reports that neither passed nor failed count for nothing


class Again:
    """With several processes there is one in each; the first, which hears of all tests, counts and tells."""

    def __init__(self) -> None:
        self.asked: dict[str, str] = {}  # name of the test to what went wrong

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        """Rules 1 and 2. None: pytest goes on as always."""
        if not item.path.is_relative_to(item.config.rootpath / PLACE):
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        if any(report.failed for report in reports):
            for report in reports:
                if report.failed:
                    report.outcome = AGAIN  # type: ignore[assignment]
                    item.ihook.pytest_runtest_logreport(report=report)
            with suppress(Exception):  # what a failure leaves behind may not end well; why it failed is told
                item.session._setupstate.teardown_exact(None)
            reports = runtestprotocol(item, log=False, nextitem=nextitem)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome == AGAIN:
            self.asked.setdefault(report.nodeid, f"{report.when}:\n{report.longreprtext}")

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        return ("asked again", "R", "AGAIN") if report.outcome == AGAIN else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Rule 4."""
        if len(self.asked) > ACCIDENTS and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Rule 3."""
        if not self.asked:
            return
        terminalreporter.section("tests that were asked again", yellow=True)
        for name, why in self.asked.items():
            terminalreporter.line(f"AGAIN {name} {why}", yellow=True)
        if len(self.asked) > ACCIDENTS:
            told = f"{len(self.asked)} tests were asked again: more than {ACCIDENTS} are no accident, so the run failed"
            terminalreporter.line(told, red=True, bold=True)
