"""The engines, each started with a folder of its own and ended with everything it started.

A screen of 390 × 844 CSS pixels at two device pixels each, as a phone's. WebKitGTK is the engine of Safari with other
libraries for network, pictures and windows; it has no headless mode, so it gets a screen in memory (Xvfb).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browsers.wire import DriverError, Marionette, OverHttp, Wire
from tests.e2e.conftest import FLAGS
from tests.services import free_port

WIDTH, HEIGHT, SCALE = 390, 844, 2
STARTS = 30.0  # seconds until a driver answers
PREFS = {  # of Firefox: nothing is fetched but our pages, and the window may be as narrow as a phone
    "layout.css.devPixelsPerPx": f'"{SCALE}.0"', "intl.accept_languages": '"zh-CN,zh"', "ui.useOverlayScrollbars": "1",
    "toolkit.legacyUserProfileCustomizations.stylesheets": "true", "browser.shell.checkDefaultBrowser": "false",
    "datareporting.policy.dataSubmissionEnabled": "false", "toolkit.telemetry.enabled": "false",
    "network.captive-portal-service.enabled": "false", "network.connectivity-service.enabled": "false",
    "browser.safebrowsing.malware.enabled": "false", "browser.safebrowsing.phishing.enabled": "false",
    "browser.safebrowsing.downloads.enabled": "false", "services.settings.server": '"data:,"',
    "app.update.enabled": "false", "extensions.update.enabled": "false", "browser.aboutwelcome.enabled": "false",
    "browser.startup.page": "0", "browser.startup.homepage": '"about:blank"', "browser.newtabpage.enabled": "false",
}  # fmt: skip
NARROW = (
    ":root, body { min-width: 0 !important; min-height: 0 !important } #navigator-toolbox { display: none !important }"
)


@dataclass(frozen=True)
class Engine:
    """`stands_for`: whose phones have it."""

    name: str
    stands_for: str
    programs: tuple[str, ...]
    start: Callable[[Path], Iterator[Wire]]


def _webkit(folder: Path) -> Iterator[Wire]:
    with ExitStack() as ending:
        display = ending.enter_context(_screen(folder))
        own = {"DISPLAY": display, "GDK_SCALE": str(SCALE), "GDK_BACKEND": "x11", "LC_ALL": "C.UTF-8",
               "NO_AT_BRIDGE": "1", "GTK_A11Y": "none", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}  # fmt: skip
        port = free_port()
        ending.enter_context(_process(["WebKitWebDriver", f"--port={port}"], folder, **own))
        (browser,) = Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")
        options = {"binary": str(browser), "args": ["--automation", "--full-screen"]}
        for wire in _session(ending, lambda: OverHttp(port, {"webkitgtk:browserOptions": options})):
            for height in (HEIGHT - 1, HEIGHT):  # a rectangle that is the window's already is not set
                wire.say("window/rect", {"x": 0, "y": 0, "width": WIDTH, "height": height})
            yield wire


def _firefox(folder: Path) -> Iterator[Wire]:
    port = free_port()
    profile = folder / "profile"
    (profile / "chrome").mkdir(parents=True)
    (profile / "chrome" / "userChrome.css").write_text(NARROW)
    wanted = PREFS | {"marionette.port": str(port)}
    (profile / "user.js").write_text("".join(f'user_pref("{name}", {value});\n' for name, value in wanted.items()))
    command = [
        "firefox-esr",
        "--marionette",
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        f"--width={WIDTH}",
        f"--height={HEIGHT}",
    ]
    with ExitStack() as ending:
        ending.enter_context(
            _process(command, folder, MOZ_HEADLESS_WIDTH=str(WIDTH * SCALE), MOZ_HEADLESS_HEIGHT=str(HEIGHT * SCALE))
        )
        yield from _session(ending, lambda: Marionette(port, {"strictFileInteractability": False}))


def _chromium(folder: Path) -> Iterator[Wire]:
    port = free_port()
    flags = [*FLAGS, f"--user-data-dir={folder / 'profile'}", "--accept-lang=zh-CN"]
    emulated = {
        "deviceMetrics": {"width": WIDTH, "height": HEIGHT, "pixelRatio": float(SCALE), "touch": True, "mobile": True}
    }
    options = {"args": flags, "binary": shutil.which("chromium"), "mobileEmulation": emulated}
    with ExitStack() as ending:
        ending.enter_context(_process(["chromedriver", f"--port={port}"], folder))
        yield from _session(ending, lambda: OverHttp(port, {"goog:chromeOptions": options}))


ENGINES = (
    Engine("WebKitGTK", "Safari and every browser on an iPhone", ("WebKitWebDriver", "Xvfb"), _webkit),
    Engine("Firefox", "Firefox", ("firefox-esr",), _firefox),
    Engine("Chromium", "Chrome, Edge and the browsers of most Android phones", ("chromium", "chromedriver"), _chromium),
)


@contextmanager
def started(engine: Engine, folder: Path) -> Iterator[Wire]:
    """A browser that was never used. Its programs write what they say into the folder."""
    missing = [name for name in engine.programs if shutil.which(name) is None]
    if missing:
        raise RuntimeError(f"not installed: {', '.join(missing)}; `make browsers` installs what it needs")
    folder.mkdir(parents=True, exist_ok=True)
    running = engine.start(folder)
    try:
        yield next(running)
    finally:
        running.close()


def _session(ending: ExitStack, begin: Callable[[], Wire]) -> Iterator[Wire]:
    """As soon as the driver listens."""
    until = time.monotonic() + STARTS
    while True:
        try:
            wire = begin()
            break
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    ending.callback(_end, wire)
    yield wire


def _end(wire: Wire) -> None:
    try:
        wire.end()
    except (DriverError, OSError):
        return  # it is gone already; its process is ended next


@contextmanager
def _screen(folder: Path) -> Iterator[str]:
    """A display of its own, reached by a socket in the file system only."""
    read, write = os.pipe()
    size = f"{WIDTH * SCALE}x{HEIGHT * SCALE}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with _process(command, folder, pass_on=(write,)):
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"


@contextmanager
def _process(command: list[str], folder: Path, pass_on: tuple[int, ...] = (), **own: str) -> Iterator[None]:
    """In a session of its own, so that what it starts is ended with it."""
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "TMPDIR": str(folder)}
    with (folder / f"{command[0]}.log").open("wb") as said:
        process = subprocess.Popen(
            command,
            env={**os.environ, **home, **own},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=pass_on,
            start_new_session=True,
        )
    try:
        yield
    finally:
        for signal in (15, 9):
            _signal_all(process.pid, signal)
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                continue


def _signal_all(group: int, signal: int) -> None:
    try:
        os.killpg(group, signal)
    except ProcessLookupError:
        return
