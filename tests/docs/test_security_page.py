"""Every proof that docs/security.md names is a test that exists, and every row has one."""

import re

from tests.docs.live import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| \d+ [STRIDE] ", line)]


def test_each_row_names_a_proof_and_each_proof_is_there() -> None:
    assert [int(row.split()[1]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    for row in ROWS:
        proofs = PROOF.findall(row.rsplit("|", 2)[1])
        assert proofs, row
        for path, name in proofs:
            text = (ROOT / path).read_text("utf-8")
            assert f"def {name}(" in text if name else "def test_" in text, (path, name)
