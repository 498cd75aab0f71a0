"""What the guide for partners tells its readers to type leads from nothing to a verified code."""

from pathlib import Path

from tests.docs import blocks
from tests.docs.live import Live

PARTNERS = "docs/partners.md"


def test_the_partners_guide_leads_from_a_sandbox_to_figures_and_a_new_secret(live: Live, tmp_path: Path) -> None:
    said = blocks.run(blocks.script(blocks.marked(PARTNERS, "partner")), tmp_path, live.environment).splitlines()
    assert said[0].startswith("sandbox-")
    assert "openid4vp" in said[1]
    assert said[2:6] == ["True", "over_18", "True ['over_18']", "2"]
    assert said[6:] == ["Bearer", "Bearer"]
