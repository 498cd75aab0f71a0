"""The page that shows all pictures: docs/screenshots-out/index.html."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.e2e.tour.looks import LOOKS
from tests.e2e.tour.stops import Stop
from tests.e2e.tour.walk import DESK, PHONE

SIZES = (PHONE, DESK)
STYLE = """
body { margin: 1rem; font: 16px/1.5 system-ui, sans-serif; background: #f4f7f5; color: #16211d; }
nav { columns: 14rem; }
.row { display: flex; gap: 8px; overflow-x: auto; padding-block: 4px; }
figure { margin: 0; }
img { display: block; height: 320px; width: auto; border: 1px solid #80918a; background: #fff; }
figcaption { font-size: 13px; color: #50605a; }
"""


def write_index(folder: Path, stops: Sequence[Stop]) -> Path:
    """Every stop that has pictures, in the order of the walk: phones in one row, desks in the next."""
    shown = [stop for stop in stops if (folder / picture(stop.name, LOOKS[0].name, PHONE[0])).exists()]
    links = "".join(f'<a href="#{stop.name}">{escape(stop.name)}</a><br>' for stop in shown)
    parts = "".join(f'<h2 id="{stop.name}">{escape(stop.name)}</h2>{_rows(folder, stop)}' for stop in shown)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Liangma</title><style>{STYLE}</style>'
    path = folder / "index.html"
    path.write_text(f"{head}<h1>{len(shown)} pages</h1><nav>{links}</nav>{parts}</html>\n", "utf-8")
    return path


def picture(name: str, look: str, width: int) -> str:
    return f"{name}-{look}-{width}.png"


def _rows(folder: Path, stop: Stop) -> str:
    rows = ""
    for width, height in SIZES:
        names = [(look.name, picture(stop.name, look.name, width)) for look in LOOKS]
        figures = "".join(
            f'<figure><a href="{file}"><img src="{file}" alt="{stop.name}, {look}, {width} × {height}" loading="lazy">'
            f"</a><figcaption>{look} · {width}</figcaption></figure>"
            for look, file in names
            if (folder / file).exists()
        )
        rows += f'<div class="row">{figures}</div>'
    return rows
