"""Write the bill of materials (CycloneDX 1.6) from the locks: `python -m tools.sbom [FOLDER]`.

Rules: 1. everything comes from uv.lock and package-lock.json, nothing from what happens to be installed, except a
licence, which the locks of Python do not hold; 2. each component has the hashes that installing checks; 3. the same
locks give the same bytes: no time, no random number.
"""

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ALGORITHMS = {"sha256": "SHA-256", "sha512": "SHA-512", "sha384": "SHA-384", "sha1": "SHA-1"}
Component = dict[str, Any]


def python_components(lock: Path) -> Iterator[Component]:
    for one in tomllib.loads(lock.read_text("utf-8"))["package"]:
        files = [*one.get("wheels", ()), *([one["sdist"]] if "sdist" in one else ())]
        if not files:  # this project itself
            continue
        hashes = sorted({file["hash"] for file in files})
        yield _component("pypi", one["name"], one["version"], [_hash(*text.split(":")) for text in hashes],
                         _licence_of(one["name"]))  # fmt: skip


def npm_components(lock: Path) -> Iterator[Component]:
    for place, one in json.loads(lock.read_text("utf-8"))["packages"].items():
        if not place or one.get("link"):
            continue
        hashes = []
        for text in one.get("integrity", "").split():
            algorithm, _, digest = text.partition("-")
            hashes.append(_hash(algorithm, base64.b64decode(digest).hex()))
        name = one.get("name") or place.rpartition("node_modules/")[2]
        yield _component("npm", name, one["version"], hashes, one.get("license")) | {"scope": _scope(one)}


def document(name: str, version: str, components: list[Component]) -> dict[str, Any]:
    unique = {one["bom-ref"]: one for one in components}
    ordered = [unique[ref] for ref in sorted(unique)]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([name, version, ordered], sort_keys=True))
    root = {"type": "application", "name": name, "version": version, "bom-ref": f"{name}@{version}"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}", "version": 1, "metadata": {"component": root}, "components": ordered,
    }  # fmt: skip


def documents() -> dict[str, dict[str, Any]]:
    """File name -> bill."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = project["version"]
    office, pocket = list(python_components(ROOT / "uv.lock")), list(npm_components(ROOT / "pwa/package-lock.json"))
    return {
        "liangma-office.cdx.json": document("liangma-office", version, office),
        "liangma-pages.cdx.json": document("liangma-pages", version, pocket),
    }


def written(bill: dict[str, Any]) -> str:
    return json.dumps(bill, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _component(kind: str, name: str, version: str, hashes: list[dict[str, str]], licence: str | None) -> Component:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    known = [{"license": {"name": licence}} if " " in licence else {"expression": licence}] if licence else []
    return {
        "type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl, "hashes": hashes,
        "licenses": known,
    }  # fmt: skip


def _hash(algorithm: str, digest: str) -> dict[str, str]:
    return {"alg": ALGORITHMS[algorithm], "content": digest}


def _scope(one: dict[str, Any]) -> str:
    return "excluded" if one.get("dev") else "optional" if one.get("optional") else "required"


def _licence_of(name: str) -> str | None:
    """What the installed package says; None where it is not installed or says a whole text."""
    try:
        fields = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if said := fields.get("License-Expression"):
        return str(said)
    for line in fields.get_all("Classifier") or ():
        if line.startswith("License :: OSI Approved :: "):
            return str(line.rpartition(" :: ")[2])
    said = fields.get("License") or ""
    return said if re.fullmatch(r"[\w .+()-]{2,60}", said) else None


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, bill in documents().items():
        (folder / name).write_text(written(bill), "utf-8")
        sys.stdout.write(f"{folder / name}: {len(bill['components'])} components\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
