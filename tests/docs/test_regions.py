"""Two regions, one scan: what the guide tells its readers to type starts both, and ends both."""

from pathlib import Path

from tests.docs import blocks
from tests.docs.live import ROOT, environment_for
from tests.services import free_port

GUIDE = "docs/regions.md"


def test_a_citizen_of_one_region_is_served_at_a_window_and_a_gate_of_the_other(tmp_path: Path) -> None:
    text = blocks.script(blocks.marked(GUIDE, "regions"))
    ports = f"{free_port()} {free_port()}"
    changed = text.replace("--ports 8001 8002", f"--ports {ports} --people 1", 1)
    environment = environment_for(tmp_path, free_port(), LIANGMA=str(tmp_path / "liangma"))
    lines = blocks.run(changed, tmp_path, environment).splitlines()
    assert all(line.startswith("✓ ") for line in lines), lines
    said = "\n".join(lines)
    assert "accepted, EAST GA as of" in said
    assert "exempt: id-card" in said
    assert "offline: ACCEPTED Resident ID card 东城 East GA" in said
    assert "refused, status_revoked" in said
    assert "offline: REJECTED status_revoked" in said
    for folder in ("east", "west"):
        assert (tmp_path / "var/regions" / folder / "server.log").exists()


def test_every_word_of_a_failed_fetch_is_told() -> None:
    told = (ROOT / GUIDE).read_text("utf-8")
    source = (ROOT / "backend/regions/ask.py").read_text("utf-8")
    for word in (
        "unreachable",
        "answer",
        "address",
        "too_large",
        "anchor_changed",
        "rollback",
        "stale",
        "mapping_broken",
    ):
        assert f'"{word}"' in source
        assert f"`{word}`" in told
