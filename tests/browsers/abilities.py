"""What each engine can do of what the pages use where it is there, and what they do where it is not."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browsers.visit import Visit

DEMANDED = "demanded: the oldest browsers that are served have it"
COMPRESSED = """const x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
const bytes = x.match(/../g).map((two) => parseInt(two, 16));
const curve = { name: "ECDSA", namedCurve: "P-256" };
return crypto.subtle.importKey("raw", new Uint8Array([3, ...bytes]), curve, true, ["verify"])
  .then(() => true, () => false);"""


@dataclass(frozen=True)
class Ability:
    """`without`: what the page does where the browser lacks it."""

    name: str
    script: str
    without: str


ABILITIES = (
    Ability("reads QR codes itself (`BarcodeDetector`)", "return 'BarcodeDetector' in window",
            "its own reader (WebAssembly) is fetched when the first picture is looked at"),
    Ability("frames of a video without a copy (`VideoFrame`)", "return 'VideoFrame' in window", "`createImageBitmap`"),
    Ability("imports compressed points (WebCrypto)",
            COMPRESSED,
            "points are uncompressed by a library in every browser alike"),
    Ability("inflates (`DecompressionStream`)", "return 'DecompressionStream' in window", DEMANDED),
    Ability("draws in a worker (`OffscreenCanvas`)", "return 'OffscreenCanvas' in window", DEMANDED),
    Ability("turns between tabs (`navigator.locks`)", "return 'locks' in navigator",
            "two tabs may renew at once; the office gives the same attempt the same answer"),
    Ability("joins signals (`AbortSignal.any`)", "return 'any' in AbortSignal", "joined by hand"),
    Ability("promises not to throw away (`storage.persist`)", "return 'persist' in (navigator.storage ?? {})",
            "the settings say that data may be thrown away; signing in and binding brings the wallet back"),
    Ability("says how much is kept (`storage.estimate`)", "return 'estimate' in (navigator.storage ?? {})",
            "the settings say 0 MB"),
    Ability("keeps the screen lit (`wakeLock`)", "return 'wakeLock' in navigator", "the screen goes dark as always"),
    Ability("passkeys (`PublicKeyCredential`)", "return 'PublicKeyCredential' in window",
            "the button is not there; the one-time code is"),
    Ability("reads aloud (`speechSynthesis`)", "return 'speechSynthesis' in window", "the button is not there"),
    Ability("shakes (`vibrate`)", "return 'vibrate' in navigator", "sound and colour say it"),
    Ability("idle time (`requestIdleCallback`)", "return 'requestIdleCallback' in window", "a timer"),
    Ability("pages without a network (service worker)", "return 'serviceWorker' in navigator",
            "said on the first page, with the way to a browser that has it"),
)  # fmt: skip


def found(visit: Visit) -> dict[str, bool]:
    return {one.name: bool(visit.page.run(one.script)) for one in ABILITIES}
