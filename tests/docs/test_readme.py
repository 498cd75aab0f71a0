"""What the README tells a newcomer to type works, on a fresh city, in a real shell."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.live import ROOT, Live, serve

WALK = re.compile(r"<!-- walk -->\n```sh\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve(tmp_path_factory.mktemp("city")) as running:
        yield running


@pytest.mark.xdist_group("live")
def test_the_walk_through_works_as_written(live: Live, tmp_path: Path) -> None:
    blocks = WALK.findall((ROOT / "README.md").read_text())
    assert len(blocks) == 3
    script = "set -eu\n" + "\n".join(blocks).replace("BASE=http://127.0.0.1:8000", f"BASE={live.base}", 1)
    for name in (".venv", "liangma"):
        (tmp_path / name).symlink_to(ROOT / name)
    bash = shutil.which("bash")
    assert bash is not None
    done = subprocess.run(
        [bash, "-c", script],
        cwd=tmp_path,
        env=dict(live.environment),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"exempt"' in done.stdout
    assert "\nreplayed\n" in done.stdout
    assert done.stdout.rstrip().splitlines()[0].startswith("{")


@pytest.mark.xdist_group("live")
def test_the_example_acts_as_phone_window_and_gate(live: Live) -> None:
    command = [str(ROOT / ".venv/bin/python"), "-m", "examples.walkthrough", live.base]
    environment = {**live.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert done.stdout.count("✓") >= 10
