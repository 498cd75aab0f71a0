"""Where the vectors published by others are: the folder LIANGMA_VECTORS names, or ../shared/vectors of the checkout.

Rules: 1. where the folder is, all its tests run; 2. where it is not, they are not collected, and pytest's header says
so; 3. continuous integration (the variable CI is set) must have it: there its absence is a failure.
"""

import os
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]
VECTORS = Path(os.environ.get("LIANGMA_VECTORS") or _CHECKOUT.parent / "shared" / "vectors")
PRESENT = VECTORS.is_dir()
DEMANDED = bool(os.environ.get("CI"))
ABSENT = f"published vectors: no folder {VECTORS} (LIANGMA_VECTORS names another)"


def header() -> str:
    """One line for pytest's header."""
    if PRESENT:
        return f"published vectors: {VECTORS}"
    return ABSENT + ("; CI must have it" if DEMANDED else "; tests/certs/outside is not collected")


def joined(path: Path) -> str:
    """The text of a file without its line breaks and blanks."""
    return "".join(path.read_text(encoding="utf-8").split())
