"""What third parties install: one wheel that holds `certs` and its types, needs two libraries, and verifies codes."""

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LM1: dict[str, Any] = json.loads((ROOT / "tests/vectors/lm1.json").read_text())
NEEDED = {"cryptography", "cbor2"}


def uv(*words: object, cwd: Path = ROOT) -> None:
    """Run uv: the one in this environment, as tools/setup installs it, or the machine's."""
    mine = [sys.executable, "-m", "uv"]
    there = subprocess.run([*mine, "--version"], capture_output=True, check=False).returncode == 0
    command = [*(mine if there else ["uv"]), *(str(word) for word in words)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the files that git knows, as somebody who cloned the project would."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    here = ("--no-build-isolation", "--python", sys.executable)  # the locked build tool, nothing fetched
    uv("build", "--quiet", "--wheel", *here, "--out-dir", out, cwd=source)
    (made,) = out.glob("*.whl")
    return made


@dataclass(frozen=True)
class Place:
    """A fresh environment with the wheel in it."""

    python: Path
    folder: Path

    def run(self, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [self.python, "-I", *(str(word) for word in words)]
        return subprocess.run(command, cwd=self.folder, input=stdin, capture_output=True, text=True, check=False)

    def verify(self, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return self.run("-m", "certs", "verify", "--audience", LM1["audience"], *words, stdin=stdin)


@pytest.fixture(scope="session")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Its libraries are the locked ones, checked by hash; nothing else is there."""
    folder = tmp_path_factory.mktemp("fresh")
    uv("venv", "--quiet", "--python", sys.executable, folder / "venv")
    python = folder / "venv/bin/python"
    uv("export", "--quiet", "--frozen", "--no-default-groups", "--no-emit-project", "-o", folder / "locked.txt")
    uv("pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", folder / "locked.txt")
    uv("pip", "install", "--quiet", "--python", python, "--no-deps", "--no-index", wheel)
    (folder / "bundle.json").write_text(LM1["bundle"])
    (folder / "anchor.jwk").write_text(json.dumps(LM1["anchor"]))
    return Place(python, folder)


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_certs_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"certs"}
    assert len(tops) == 2


def test_the_wheel_holds_every_type_and_every_module(wheel: Path) -> None:
    kept = subprocess.run(["git", "ls-files", "certs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    expected = {name for name in kept.split() if (ROOT / name).exists()}
    assert {name for name in names(wheel) if name.startswith("certs/")} == expected
    assert len([name for name in expected if name.startswith("certs/catalogue/types/")]) >= 15


def test_the_wheel_asks_for_two_libraries_and_carries_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        fields = Parser().parsestr(archive.read(metadata).decode())
    assert {line.split(">")[0].split(" ")[0] for line in fields.get_all("Requires-Dist", [])} == NEEDED
    assert fields["License-Expression"] == "Apache-2.0"
    assert any(name.endswith("licenses/LICENSE") for name in names(wheel))


def test_nothing_of_the_server_comes_with_it(place: Place) -> None:
    program = "import importlib.util as u, sys; print([n for n in sys.argv[1:] if u.find_spec(n)])"
    absent = ("flask", "sqlalchemy", "backend", "tests", "granian", "orjson", "click")
    assert place.run("-c", program, *absent).stdout.strip() == "[]"
    assert place.run("-c", program, "certs", *NEEDED).stdout.count("'") == 6


def accepted_and_refused() -> list[dict[str, Any]]:
    """Some vectors of each outcome that need nothing but bundle, audience and time."""
    plain = [one for one in LM1["vectors"] if not one.get("required") and "seen" not in one]
    good, bad = ([one for one in plain if one["expected"]["accepted"] is wanted] for wanted in (True, False))
    return good[:4] + bad[:: max(1, len(bad) // 6)]


@pytest.mark.parametrize("vector", accepted_and_refused(), ids=lambda vector: vector["name"])
def test_the_installed_library_gives_the_verdict_of_the_vector(place: Place, vector: dict[str, Any]) -> None:
    words = ("--bundle", "bundle.json", "--anchor", "anchor.jwk", "--at", vector["now"], "--json", "-")
    done = place.verify(*words, stdin=vector["code"])
    expected = vector["expected"]
    assert done.returncode == (0 if expected["accepted"] else 1), done.stderr
    verdict = json.loads(done.stdout)
    assert verdict["accepted"] is expected["accepted"]
    assert verdict.get("reason") == expected.get("reason")


def test_what_cannot_be_used_ends_with_exit_code_2_and_no_trace(place: Place) -> None:
    code = LM1["vectors"][0]["code"]
    (place.folder / "other.json").write_text(LM1["bundle"][:-8])
    for words in (
        ("--bundle", "none.json", code),
        ("--bundle", "other.json", code),
        ("--bundle", "bundle.json", "--anchor", "not-the-thumbprint", code),
        ("--bundle", "bundle.json", "--at", "noon", code),
        ("--bundle", "bundle.json"),
    ):
        done = place.verify(*words)
        assert done.returncode == 2, words
        assert "Traceback" not in done.stderr
