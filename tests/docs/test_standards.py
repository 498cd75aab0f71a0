"""docs/standards.md says of other people's wallets and checkers what the tests declare, and nothing else."""

from tests.docs.live import ROOT
from tools import standards_table


def test_the_table_is_what_the_tests_declare() -> None:
    page = standards_table.PAGE.read_text("utf-8")
    assert standards_table.written(page) == standards_table.render(), "run `python -m tools.standards_table`"


def test_every_test_with_a_peer_is_declared_or_about_something_else() -> None:
    features = [row[0] for row in standards_table.rows()]
    assert len(features) == len(set(features)) >= 10
    declared = {row[3].strip("`") for row in standards_table.rows()}
    wallets = {f"tests/interop/test_{name}.py" for name in ("npm_peers", "wallet")} | {"tests/e2e/test_authorising.py"}
    assert wallets <= declared
    assert all((ROOT / one).is_file() for one in declared)
