"""The rules of the house for the pages: small files, nothing inline, nothing from elsewhere, fresh types."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.each import each

ROOT = Path(__file__).parents[2]
PWA = ROOT / "pwa"
MOST_LINES = 300
MADE = {"pwa/src/api/schema.d.ts", "pwa/package-lock.json"}  # by programs
KINDS = {".vue", ".ts", ".js", ".mjs", ".css", ".html"}
LISTED = subprocess.run(["git", "ls-files", "-z", "pwa"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
FILES = [name for name in LISTED.split("\0") if name and (ROOT / name).is_file()]
WRITTEN = [name for name in FILES if Path(name).suffix in KINDS and name not in MADE]
PAGES = [name for name in WRITTEN if name.endswith((".vue", ".html"))]
SOURCES = [name for name in WRITTEN if name.startswith(("pwa/src/", "pwa/public/", "pwa/index.html"))]
STATEMENT_OF_PURPOSE = re.compile(r"\A(?:<!doctype html>|<script setup[^>]*>\s*/\*\*|/\*)")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@each(WRITTEN)
def test_no_file_of_the_pages_is_longer_than_300_lines(name: str) -> None:
    assert len(text(name).splitlines()) <= MOST_LINES


@each([name for name in WRITTEN if not name.startswith("pwa/tests/")])
def test_every_file_of_the_pages_says_what_it_promises(name: str) -> None:
    assert STATEMENT_OF_PURPOSE.match(text(name)), text(name)[:80]


@each(PAGES)
def test_nothing_is_inline_and_no_markup_comes_from_data(name: str) -> None:
    markup = text(name)
    assert "v-html" not in markup
    assert not re.search(r"\sstyle=\"", markup)  # `:style` goes through the CSSOM, which the policy allows
    assert not re.search(r"\son[a-z]+=\"", markup)
    assert not re.search(r"<script(?![^>]*(?:src=|setup))[^>]*>", markup)


@each(SOURCES)
def test_nothing_is_fetched_from_elsewhere_or_left_to_do(name: str) -> None:
    found = re.findall(r"https?://[^\s\"'`)<]+", text(name))
    known = re.compile(r"https://(liangma\.example|example\.|self-issued\.me/v2$)|https?://www\.w3\.org/")  # names only
    assert [address for address in found if not known.match(address)] == []
    assert re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-nocheck", text(name)) == []


def test_no_lock_names_a_registry_and_every_version_is_exact() -> None:
    for folder in ("pwa", "tests/interop", "benchmarks/peers"):
        assert "resolved" not in (ROOT / folder / "package-lock.json").read_text()
        package = json.loads((ROOT / folder / "package.json").read_text())
        versions = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
        assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_every_package_is_used() -> None:
    package = json.loads((PWA / "package.json").read_text())
    everything = "\n".join(text(name) for name in WRITTEN) + (PWA / "package.json").read_text().split('"overrides"')[0]
    everything += (PWA / "tsconfig.json").read_text()
    everything += "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    names = [*package["dependencies"], *package["devDependencies"]]
    assert [name for name in names if name.removeprefix("@types/") not in everything] == []


def test_the_types_of_the_api_are_what_the_office_says_now() -> None:
    node = Path(sys.executable).with_name("node")
    done = subprocess.run([node, "tools/api.mjs", "--check"], cwd=PWA, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_the_office_serves_as_files_is_what_the_pages_have() -> None:
    from backend.web.pages import FILES as SERVED

    public = {f"/{path.name}" for path in (PWA / "public").iterdir() if path.is_file()}
    assert set(SERVED) == public | {"/service-worker.js"}


@pytest.mark.parametrize("name", ["manifest.webmanifest", "gate.webmanifest"])
def test_a_manifest_leads_to_icons_that_are_there_in_the_sizes_it_says(name: str) -> None:
    from PIL import Image

    manifest = json.loads((PWA / "public" / name).read_text("utf-8"))
    assert {"192x192", "512x512", "any"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    for icon in manifest["icons"]:
        path = PWA / "public" / icon["src"].lstrip("/")
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
        else:
            assert path.is_file()
