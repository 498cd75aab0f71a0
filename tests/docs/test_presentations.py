"""What the guide to presentations tells its readers to type works as written."""

import pytest

from tests.docs import blocks
from tests.docs.live import Live

GUIDE = "docs/presentations.md"


def test_the_guide_leads_from_a_question_to_an_answer(live: Live, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = blocks.script(blocks.marked(GUIDE, "presentation")).replace("demo citizen 130", "demo citizen 55", 1)
    text = text.replace("set -euo pipefail\n", f"set -euo pipefail\nBASE={live.base}\n", 1)
    lines = blocks.run(text, tmp_path_factory.mktemp("wallet"), live.environment).splitlines()
    assert lines[0].startswith("openid4vp://?client_id=x509_hash%3A")
    assert lines[1:] == ["over_asking", "age [{'path': ['over_18']}]", "{}", "done", "True"]
