"""Where the vectors published by others are: the folder LIANGMA_VECTORS names, or ../shared/vectors of the checkout."""

import os
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]
VECTORS = Path(os.environ.get("LIANGMA_VECTORS") or _CHECKOUT.parent / "shared" / "vectors")


def joined(path: Path) -> str:
    """The text of a file without its line breaks and blanks."""
    return "".join(path.read_text(encoding="utf-8").split())
