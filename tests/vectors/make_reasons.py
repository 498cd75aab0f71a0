"""Writes the words of verdicts for the pages: `python -m tests.vectors.make_reasons`. The same bytes each time."""

import json
from pathlib import Path

from certs.reasons import REASONS
from certs.report import CHECK_NAMES, RESULTS

FILE = Path(__file__).parents[2] / "pwa" / "src" / "certs" / "reasons.json"


def text() -> str:
    """The whole file: reasons with text and next step, names of checks and of results."""
    document = {
        "reasons": {
            reason.code: {
                "text": {"zh": reason.zh, "en": reason.en},
                "next": {"zh": reason.next_zh, "en": reason.next_en},
            }
            for reason in REASONS.values()
        },
        "checks": {name: _both(pair) for name, pair in CHECK_NAMES.items()},
        "results": {name: _both(pair) for name, pair in RESULTS.items()},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _both(pair: tuple[str, str]) -> dict[str, str]:
    return {"zh": pair[0], "en": pair[1]}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
