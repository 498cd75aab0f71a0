"""What the README tells a newcomer to type works, on a fresh city, in a real shell."""

import re
import subprocess
from pathlib import Path

from tests.docs import blocks
from tests.docs.live import ROOT, Live


def test_the_walk_through_works_as_written(live: Live, tmp_path: Path) -> None:
    walk = blocks.marked("README.md", "walk")
    assert len(walk) == 4
    script = blocks.script([("sh", block) for _, block in walk])
    script = script.replace("BASE=http://localhost:8000", f"BASE={live.base}", 1)
    said = blocks.run(script, tmp_path, live.environment)
    assert '"exempt"' in said
    assert "\nreplayed\n" in said
    assert "'by': 'rule'" in said  # the permit was decided with the acceptance, and is in the wallet
    assert re.search(r"^the permit's handle: [!-~]{8}$", said, re.MULTILINE)
    assert said.splitlines()[0].startswith("{")


def test_the_example_acts_as_phone_window_and_gate(live: Live) -> None:
    command = [str(ROOT / ".venv/bin/python"), "-m", "examples.walkthrough", live.base]
    environment = {**live.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert done.stdout.count("✓") >= 10
