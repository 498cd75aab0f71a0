"""What a step of the path is handed, and how its steps are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browsers.page import Page
from tests.browsers.relay import Relay
from tests.browsers.wire import DriverError
from tests.e2e.phone import Phone
from tests.e2e.staff import Counter


@dataclass
class Visit:
    """One browser on one city. `citizen`: whose phone it is, by number in the demo city; `counter`: a window that
    verifies over HTTP, past the relay; `other`: another citizen's phone, without a browser."""

    engine: str
    page: Page
    relay: Relay
    counter: Counter
    citizen: int
    other: Phone
    secret: dict[str, str]
    folder: Path
    card: str = ""
    blind: bool = False
    places: dict[str, list[Any]] = field(default_factory=dict)

    def look(self, name: str) -> None:
        """Keep a picture to be looked at. WebKitGTK's driver gives no more after some twenty of them."""
        if self.blind:
            return
        try:
            self.keep(name, self.page.picture())
        except DriverError as error:
            if error.name != "timeout":
                raise
            self.blind = True

    def keep(self, name: str, picture: Image.Image) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        picture.save(self.folder / f"{name}-{self.engine.lower()}.png")


@dataclass(frozen=True)
class Step:
    """`take` does it and says what it saw, in a few words or none; an AssertionError says what did not hold."""

    name: str
    take: Callable[[Visit], str]
