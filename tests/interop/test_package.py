"""The package for JavaScript programs: what `npm pack` takes, installed elsewhere, verifies offline in plain Node."""

import json
import re
import subprocess
import tarfile
import tomllib
from pathlib import Path

import pytest

from certs import base64url, keys
from tests.interop.peer import program
from tests.vectors import lm1_world as w
from tests.vectors import make_delta as made

ROOT = Path(__file__).parents[2]
VERIFY = """
import { hold, queryOf, update, verifyOffline } from "liangma-certs";
import { readFileSync } from "node:fs";
const { bundle, delta, anchor, codes, now } = JSON.parse(readFileSync(0, "utf8"));
const held = await hold(bundle, { anchor, now });
const newer = await update(held, delta, now);
const said = [];
for (const text of codes) {
  const asked = { text, bundle: newer.bundle, verifierId: "gate", now, seen: new Set() };
  const verdict = await verifyOffline(asked);
  said.push(verdict.accepted ? verdict.fields.name : verdict.reason);
}
console.log(JSON.stringify({ query: queryOf(held.base), number: newer.bundle.number, verdicts: said }));
"""


def run(*command: str, cwd: Path, text: str = "") -> str:
    done = subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tarball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    run(program("node"), "tools/package.mjs", str(folder / "built"), cwd=ROOT / "pwa")
    (packed,) = json.loads(run(program("npm"), "pack", "--json", "./built", cwd=folder))
    return folder / str(packed["filename"])


@pytest.fixture(scope="module")
def installed(tarball: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    run(program("npm"), "install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", str(tarball), cwd=folder)
    return folder


def test_the_package_holds_one_file_its_types_and_words_about_them(tarball: Path) -> None:
    with tarfile.open(tarball) as packed:
        names = {name.removeprefix("package/") for name in packed.getnames()}
        packed.extractall(tarball.parent, filter="data")
    manifest = json.loads((tarball.parent / "package" / "package.json").read_text("utf-8"))
    code = (tarball.parent / "package" / "index.js").read_text("utf-8")
    others = {name for name in names if not re.fullmatch(r"types/[A-Za-z0-9]+\.d\.ts", name)}
    assert others == {"index.js", "package.json", "README.md", "LICENSE"}
    assert "types/index.d.ts" in names
    assert manifest["version"] == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert "dependencies" not in manifest
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|indexedDB|localStorage|import)\s*\(", code)
    assert not re.search(r'\bfrom\s*"', code)


def test_the_installed_package_applies_a_delta_and_verifies_in_node(installed: Path) -> None:
    (installed / "verify.js").write_text(VERIFY)
    codes = [w.code(w.view(status=(0, index)), iat=made.LATER) for index in (0, 5, 2)]
    anchor = base64url.encode(keys.thumbprint(w.ANCHOR.public))
    asked = {"bundle": w.BUNDLE, "delta": made.GOOD, "anchor": anchor, "codes": codes, "now": made.LATER}
    told = json.loads(run(program("node"), "verify.js", cwd=installed, text=json.dumps(asked)))
    assert told == {"query": made.BASE.query(), "number": 15, "verdicts": ["欧阳 test", "status_revoked", "欧阳 test"]}


def test_the_example_of_its_readme_runs(installed: Path) -> None:
    (example,) = re.findall(r"```js\n(.*?)```", (ROOT / "pwa/package/README.md").read_text("utf-8"), re.DOTALL)
    assert len(example.strip().splitlines()) <= 10
    (installed / "example.js").write_text(example)
    (installed / "bundle.json").write_text(w.BUNDLE)
    clock = f"data:text/javascript,Date.now = () => {w.NOW}000; process.env.ANCHOR = " + json.dumps(
        base64url.encode(keys.thumbprint(w.ANCHOR.public))
    )
    said = run(program("node"), "--import", clock, "example.js", w.code(), cwd=installed)
    assert "欧阳 test" in said
