"""What the guide to messages tells its readers to type works as written; its table of events is the program's own."""

import re

import pytest

from backend.webhooks.events import EVENTS, TEST
from tests.docs import blocks
from tests.docs.live import ROOT, Live

GUIDE = "docs/webhooks.md"


def test_the_guide_leads_from_an_address_to_a_message(live: Live, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = blocks.script(blocks.marked(GUIDE, "told"))
    text = text.replace("9123", live.environment["LIANGMA_OUTBOUND_LOCAL"].partition(":")[2])
    lines = blocks.run(text, tmp_path_factory.mktemp("told"), live.environment).splitlines()
    assert sorted(lines) == sorted(["waiting", "told test", "delivered", "400"])


def test_every_event_is_in_the_table() -> None:
    rows = re.findall(r"^\| ((?:`[a-z_]+(?:\.[a-z_]+)?`(?:, )?)+) \|", (ROOT / GUIDE).read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`([a-z_.]+)`", " ".join(rows))) == {*EVENTS, TEST}
