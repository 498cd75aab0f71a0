"""What a desktop is, in words that its holder recognises: kinds of browser and system, and its network roughly.

Browsers say what they are of their own accord, so this helps who looks and decides nothing.
"""

import ipaddress

from backend.people.desktop import Screen

BROWSERS = (("Edg", "edge"), ("Firefox", "firefox"), ("Chrome", "chrome"), ("Safari", "safari"))  # first that fits
SYSTEMS = (
    ("HarmonyOS", "harmony"), ("Windows", "windows"), ("Android", "android"), ("iPhone", "ios"), ("iPad", "ios"),
    ("Macintosh", "macos"), ("Linux", "linux"),
)  # fmt: skip
OTHER = "other"


def screen_of(user_agent: str, address: str) -> Screen:
    """Of a request. `browser` and `system` are among the words above, or "other"."""
    return Screen(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent), rough(address))


def rough(address: str) -> str:
    """Half of an IPv4 address, the first two groups of an IPv6 one; empty for what is neither."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return ":".join(parsed.exploded.split(":")[:2]) + ":*"
    four = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else parsed
    return ".".join(str(four).split(".")[:2]) + ".*.*"


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for sign, word in known if sign in text), OTHER)
