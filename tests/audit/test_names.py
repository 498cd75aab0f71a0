"""Whatever the office writes into its log can be chosen, and read in words, on the auditor's page."""

import re

from backend.cases.move import ACTIONS
from tests.docs.live import ROOT

WRITTEN = re.compile(r'\baction="([a-z._]+)"')
CHOSEN = re.compile(r'"([a-z._]+)"')
PAGE = ROOT / "pwa/src/pages/admin/audit/entries.ts"


def test_every_action_written_can_be_chosen_on_the_page() -> None:
    written = {name for file in ROOT.glob("backend/**/*.py") for name in WRITTEN.findall(file.read_text("utf-8"))}
    written |= set(ACTIONS.values())
    (listed,) = re.findall(r"ACTIONS = \[(.*?)\]", PAGE.read_text("utf-8"), flags=re.DOTALL)
    assert len(written) > 20
    assert written - set(CHOSEN.findall(listed)) == set()
