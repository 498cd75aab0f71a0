"""The bill of materials names all that the locks name, with its hashes; and what is built twice is the same twice."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.docs.live import ROOT
from tools import sbom


def test_the_bill_names_every_locked_package_with_the_hashes_that_installing_checks() -> None:
    bills = sbom.documents()
    locked = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    named = {(one["name"], one["version"]) for one in bills["liangma-office.cdx.json"]["components"]}
    assert named == {(one["name"], one["version"]) for one in locked if one.get("wheels") or "sdist" in one}
    pages = json.loads((ROOT / "pwa/package-lock.json").read_text("utf-8"))["packages"]
    assert len(bills["liangma-pages.cdx.json"]["components"]) >= len({place for place in pages if place}) * 0.9
    for bill in bills.values():
        assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
        assert len({one["bom-ref"] for one in bill["components"]}) == len(bill["components"])
        for one in bill["components"]:
            assert one["hashes"], one["purl"]
            assert all(len(kept["content"]) in (40, 64, 96, 128) for kept in one["hashes"])
    licensed = [one for one in bills["liangma-office.cdx.json"]["components"] if one["licenses"]]
    assert len(licensed) >= 60
    assert [sbom.written(one) for one in bills.values()] == [sbom.written(one) for one in sbom.documents().values()]


def test_a_changed_hash_changes_the_bill(tmp_path: Path) -> None:
    text = (ROOT / "uv.lock").read_text("utf-8")
    first = next(one for one in sbom.python_components(ROOT / "uv.lock"))["hashes"][0]["content"]
    (tmp_path / "uv.lock").write_text(text.replace(first, "0" * 64), "utf-8")
    found = [one["hashes"] for one in sbom.python_components(tmp_path / "uv.lock")]
    assert found != [one["hashes"] for one in sbom.python_components(ROOT / "uv.lock")]


def test_the_wheel_built_twice_is_the_same_twice(tmp_path: Path) -> None:
    wheels = []
    for turn in ("first", "second"):
        source = tmp_path / turn  # another folder, other times of its files
        shutil.copytree(ROOT / "certs", source / "certs", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
            (source / name).write_bytes((ROOT / name).read_bytes())
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / f"{turn}-out")]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}
        done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        (made,) = (tmp_path / f"{turn}-out").glob("*.whl")
        wheels.append((made.name, made.read_bytes()))
    assert wheels[0] == wheels[1]
