"""What the guide for other wallets tells its readers to type works as written, and its refusals are the program's."""

import re

import pytest

from backend.openid import refusals
from backend.openid.refusals import WalletRefusal
from tests.docs import blocks
from tests.docs.live import ROOT, Live
from tools.standards_table import BEGIN

GUIDE, STANDARDS = "docs/wallets.md", "docs/standards.md"
ROW = re.compile(r"^\| `(\w+)`(?:, `(\w+)`)?(?:, `(\w+)`)? \| (\d+)", re.MULTILINE)


def test_the_guide_leads_from_an_offer_to_copies(live: Live, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = blocks.script(blocks.marked(GUIDE, "walk"))
    text = text.replace("BASE=http://localhost:8000", f"BASE={live.base}", 1)
    text = text.replace("demo citizen 100", "demo citizen 50", 1)  # the tests' city is small
    lines = blocks.run(text, tmp_path_factory.mktemp("wallet"), live.environment).splitlines()
    assert "https://liangma.example/types/resident-id" in lines
    assert f"{live.base}/openid/token" in lines
    assert any(line.startswith("openid-credential-offer://?credential_offer_uri=") for line in lines)
    assert sum('"error":"invalid_grant"' in line for line in lines) == 1
    assert [line for line in lines if line in ("2", "204", "taken", "90")] == ["2", "204", "taken", "204", "90"]
    assert "state=1" in lines
    assert sum('"error":"invalid_token"' in line for line in lines) == 1


def test_the_table_of_refusals_is_the_programs_own() -> None:
    told = {name for row in ROW.findall((ROOT / GUIDE).read_text("utf-8")) for name in row[:3] if name}
    kinds = [one for one in vars(refusals).values() if isinstance(one, type) and issubclass(one, WalletRefusal)]
    assert told == {one.oauth_error for one in kinds}


def test_every_requirement_says_whether_it_is_met_or_why_not() -> None:
    text = (ROOT / STANDARDS).read_text("utf-8").partition(BEGIN)[0]
    rows = re.findall(r"^\| (?!requirement|feature|---)(.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert len(rows) > 30
    assert {row[1] for row in rows} <= {"met", "not", "in part"}
    assert all(len(row[2]) > 10 for row in rows)
