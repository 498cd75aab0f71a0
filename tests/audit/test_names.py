"""Whatever the office writes into its log can be chosen, and read in words, on the auditor's page."""

import re

from backend.cases.move import ACTIONS
from tests.docs.live import ROOT

WRITTEN = re.compile(r'\baction="([a-z._]+)"|\b(?:_record|record_act)\(session, [\w.]+, "([a-z._]+)"')
CHOSEN = re.compile(r'"([a-z._]+)"')
PAGE = ROOT / "pwa/src/pages/admin/audit/entries.ts"


def test_every_action_written_can_be_chosen_on_the_page() -> None:
    found = [pair for file in ROOT.glob("backend/**/*.py") for pair in WRITTEN.findall(file.read_text("utf-8"))]
    named, handed = ({name for name in names if name} for names in zip(*found, strict=True))
    (listed,) = re.findall(r"ACTIONS = \[(.*?)\]", PAGE.read_text("utf-8"), flags=re.DOTALL)
    assert len(named) > 20
    assert {"device_registered", "passkey_added", "typed_code.posted"} <= handed
    assert (named | handed | set(ACTIONS.values())) - set(CHOSEN.findall(listed)) == set()
