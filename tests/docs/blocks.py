"""The marked blocks of a guide, and a shell that runs them as somebody who follows the guide would."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests import typist
from tests.docs.live import ROOT

BLOCK = r"<!-- {mark} -->\n```(sh|python)\n(.*?)```"


def marked(page: str, mark: str) -> list[tuple[str, str]]:
    """(language, text) of each block of the page that stands under the mark."""
    return re.findall(BLOCK.format(mark=mark), (ROOT / page).read_text("utf-8"), re.DOTALL)


def fenced(page: str, language: str) -> str:
    """The page's first block in a language, without mark."""
    found = re.search(rf"```{language}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert found is not None, f"{page} has no block of {language}"
    return found[1]


def script(blocks: list[tuple[str, str]]) -> str:
    """One shell script: shell as it stands, Python as a program that is given the base address."""
    parts = [text if kind == "sh" else f"$PYTHON - \"$BASE\" <<'END'\n{text}END\n" for kind, text in blocks]
    return "set -euo pipefail\nPYTHON=.venv/bin/python\n" + "\n".join(parts)


def run(text: str, folder: Path, environment: Mapping[str, str], *, loaded: bool = True) -> str:
    """Run a script in a folder from which the checkout can be reached; its standard output. Exit 0 is demanded.
    `loaded`: `./liangma` is run by a process that has it loaded, else begins from nothing, as for the reader."""
    (folder / ".venv").symlink_to(ROOT / ".venv")
    if loaded:
        typist.program(folder / "liangma", LIANGMA_DATA_DIR=str(folder / "var"))
    else:
        (folder / "liangma").symlink_to(ROOT / "liangma")
    bash = shutil.which("bash")
    assert bash is not None
    done = subprocess.run(
        [bash, "-c", text], cwd=folder, env=dict(environment), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
