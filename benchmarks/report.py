"""Every benchmark in turn, and what they printed as docs/performance.md: `python -m benchmarks.report [NAME …]`.

Figures are dated, with the machine's cores and how busy it was; each program prints its own floor from the same run.
Named programs alone are run anew and take their places in the page. Exit 1 when one missed a target or did not end.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
LONGEST = 1800  # seconds for one program
PROGRAMS = {
    "verify_code": "Codes in the vault",
    "peers": "Beside other people's verifiers",
    "issue_sdjwt": "One SD-JWT VC",
    "verifications": "`POST /api/v1/verifications`",
    "latency": "Latency",
    "memory": "Memory",
    "presentations": "OpenID4VP",
    "issue_copies": "OpenID4VCI",
    "import_issue": "Import and issue",
    "batch_in_device": "Issue with keys in a device",
    "status_lists": "Status lists",
    "offline_bundle": "The offline bundle",
    "wallet_sync": "A phone's wallet",
    "decide_by_rule": "Deciding by rule",
    "ten_materials": "A case of ten materials",
    "search_matters": "Searching matters",
    "sealed_copies": "Sealed copies",
    "province": "Growth and months",
    "growth": "Growth, the whole request",
    "cold_start": "Cold start",
}
HEAD = """# Performance

Written by `make bench`. Ratios travel, absolute figures do not: each is measured beside its floor in the same run, and
what was asked stands with it. `held` or `missed` is the program's own verdict; one without a target says `shown`.

"""
PART = re.compile(r"^## .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Runs the programs, writes the page; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*PROGRAMS, []], help="all when none is named")
    names = parser.parse_args().names or list(PROGRAMS)
    known = parts(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    missed = False
    for name in names:
        print(f"== {name}", flush=True)
        code, printed = ran(name)
        print(printed, flush=True)
        missed |= code != 0
        known[PROGRAMS[name]] = part(name, code, printed)
        PAGE.write_text(HEAD + "".join(known[title] for title in PROGRAMS.values() if title in known), encoding="utf-8")
    return 1 if missed else 0


def ran(name: str) -> tuple[int, str]:
    """(exit code, what it printed without log lines)."""
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    given = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, start_new_session=True, **given) as process:  # type: ignore[call-overload]
        try:
            printed, _ = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            return 2, f"did not end within {LONGEST} s"
    lines = [line for line in printed.splitlines() if not line.startswith("{")]
    return process.returncode, "\n".join(lines).strip()


def part(name: str, code: int, printed: str) -> str:
    """One program's part of the page."""
    told = {0: "held" if "target" in printed or "at most" in printed else "shown", 1: "**missed**"}.get(
        code, "**failed**"
    )
    about = (importlib.import_module(_module(name)).__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
    today = datetime.fromtimestamp(time.time(), UTC).date().isoformat()
    where = f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[2]:.1f}"
    return f"## {PROGRAMS[name]}\n\n{about}\n\n{told} ({where})\n\n```\n{printed}\n```\n\n"


def parts(page: str) -> dict[str, str]:
    """Title -> part, of a page that was written before."""
    return {text[3 : text.index("\n")]: text for text in PART.findall(page)}


def _module(name: str) -> str:
    package = Path(__file__).parent / name
    return f"benchmarks.{name}.__main__" if package.is_dir() else f"benchmarks.{name}"


if __name__ == "__main__":
    sys.exit(main())
