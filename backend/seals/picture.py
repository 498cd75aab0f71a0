"""A seal's picture as SVG: drawn from the authority's name, or an uploaded PNG inside one.

1. A round seal: ring, five-pointed star, the name along the ring, what it is beneath the star; an oval one without the
star, the name in its middle. Vermilion on nothing, 42 mm or 45 × 30 mm. 2. Text is text, so that any size is sharp.
3. An uploaded picture is a PNG of at most 100 kB and 200 to 1,200 pixels a side, is drawn anew and so keeps nothing but
its pixels; white becomes transparent where the file has no transparency of its own.
"""

import base64
import io
import math
from xml.sax.saxutils import escape

from PIL import Image, UnidentifiedImageError

from backend.seals.refusals import SealInvalid

RED = "#c8102e"
FONTS = "'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif"
WHAT = "电子印章"
MOST_BYTES, LEAST_SIDE, MOST_SIDE = 100_000, 200, 1_200
WHITE = 245  # a channel above this is paper
LONGEST_NAME = 30
ROUND, OVAL, UPLOADED = "round", "oval", "uploaded"


def draw(name: str, *, shape: str) -> str:
    """Rule 1: the picture of a seal with this Chinese name. Raises SealInvalid when the name is too long to read."""
    if not 2 <= len(name) <= LONGEST_NAME:
        raise SealInvalid(errors=[{"path": "/name/zh", "problem": f"2 to {LONGEST_NAME} characters fit on a seal"}])
    return _round(name) if shape == ROUND else _oval(name)


def read_png(data: bytes) -> str:
    """Rule 3: the picture inside an SVG. Raises SealInvalid."""
    if len(data) > MOST_BYTES:
        raise _wrong(f"at most {MOST_BYTES} bytes")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
            if not all(LEAST_SIDE <= side <= MOST_SIDE for side in opened.size):
                raise _wrong(f"{LEAST_SIDE} to {MOST_SIDE} pixels a side")
            if getattr(opened, "is_animated", False):
                raise _wrong("one picture that does not move")
            clear = "A" in opened.getbands() or "transparency" in opened.info
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _wrong("a PNG picture") from error
    return _wrapped(picture if clear else _without_paper(picture))


def _round(name: str) -> str:
    spread = min(240.0, 26.0 * (len(name) - 1))  # degrees from the first character to the last
    step = spread / (len(name) - 1)
    size = min(5.2, 2 * math.pi * 15.2 * step / 360 * 0.94)
    letters = "".join(
        f'<text x="21" y="{5.8 + (size - 5.2) * 0.2:.2f}" transform="rotate({-spread / 2 + n * step:.2f} 21 21)" '
        f'dominant-baseline="middle">{escape(letter)}</text>'
        for n, letter in enumerate(name)
    )
    star = " ".join(_star(21, 20.6, 5.6))
    return _svg(
        42, 42, name,
        f'<circle cx="21" cy="21" r="20.3" fill="none" stroke="{RED}" stroke-width="1.2"/>'
        f'<polygon points="{star}" fill="{RED}"/>'
        f'<g font-size="{size:.2f}" font-weight="700">{letters}</g>'
        f'<text x="21" y="32.6" font-size="4" font-weight="700">{WHAT}</text>',
    )  # fmt: skip


def _oval(name: str) -> str:
    half = math.ceil(len(name) / 2) if len(name) > 9 else len(name)
    lines = [line for line in (name[:half], name[half:]) if line]
    size = min(5.0, (35 if len(lines) == 1 else 32) / half)
    first = 14.2 - (len(lines) - 1) * size * 0.62
    texts = "".join(
        f'<text x="22.5" y="{first + n * size * 1.24:.2f}" font-size="{size:.2f}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return _svg(
        45, 30, name,
        f'<ellipse cx="22.5" cy="15" rx="21.9" ry="14.4" fill="none" stroke="{RED}" stroke-width="1.2"/>'
        f'<ellipse cx="22.5" cy="15" rx="20.5" ry="13" fill="none" stroke="{RED}" stroke-width="0.3"/>'
        f'<g font-weight="700">{texts}</g><text x="22.5" y="23.4" font-size="3.4">{WHAT}</text>',
    )  # fmt: skip


def _star(x: float, y: float, radius: float) -> list[str]:
    inner = radius * 0.382
    spokes = [(radius if n % 2 == 0 else inner, math.radians(36 * n - 90)) for n in range(10)]
    return [f"{x + far * math.cos(angle):.3f},{y + far * math.sin(angle):.3f}" for far, angle in spokes]


def _svg(width: int, height: int, title: str, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}mm" height="{height}mm" '
        f'fill="{RED}" font-family="{FONTS}" text-anchor="middle"><title>{escape(title)}{WHAT}</title>{inner}</svg>'
    )


def _wrapped(picture: Image.Image) -> str:
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    stream = io.BytesIO()
    clean.save(stream, "PNG", optimize=True)
    width, height = picture.size
    data = base64.b64encode(stream.getvalue()).decode()
    scale = 42 / max(width, height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width * scale:.1f}mm" '
        f'height="{height * scale:.1f}mm"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    )


def _without_paper(picture: Image.Image) -> Image.Image:
    """Near-white becomes transparent."""
    red, green, blue, _ = picture.split()
    darkest = Image.merge("RGB", (red, green, blue)).convert("L").point(lambda level: 0 if level > WHITE else 255)
    picture.putalpha(darkest)
    return picture


def _wrong(problem: str) -> SealInvalid:
    return SealInvalid(errors=[{"path": "/picture", "problem": problem}])
