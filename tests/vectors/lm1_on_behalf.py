"""LM1 vectors of codes that somebody else's phone shows for the holder: right ones by place, and hostile ones."""

from collections.abc import Iterator
from typing import Any

from certs.place import EVERYWHERE, OFFLINE, ONLINE, WINDOW, Kind, OnBehalf
from tests.vectors import lm1_world as w
from tests.vectors.lm1_craft import claims, crafted, crafted_view, dumps, of_values, sealed, view_header
from tests.vectors.lm1_forms import NOW, SHOWN, Case, accepted, refused

NAME = "李·Borrower 四"


def all_cases() -> list[Case]:
    """Every vector, right ones first."""
    return [*_right(), *_elsewhere(), *_malformed(), *_forged()]


def _code(kind: Kind = "delegation", name: str = NAME, places: int = EVERYWHERE, **view: Any) -> str:
    return w.code(w.view(on_behalf=OnBehalf(kind, name, places), **view))


def _shown(name: str, code: str, kind: Kind, by: str, places: int, **more: Any) -> Case:
    case = accepted(name, code, SHOWN, **more)
    case["expected"]["on_behalf"] = {"kind": kind, "name": by, "places": places}
    return case


def _right() -> Iterator[Case]:
    kinds: tuple[Kind, ...] = ("delegation", "guardian", "role")
    for kind in kinds:
        yield _shown(f"on behalf: {kind}, everywhere", _code(kind), kind, NAME, EVERYWHERE)
    for place, where in ((WINDOW, "at a window"), (ONLINE, "to a third party online"), (OFFLINE, "offline")):
        narrow = _code(places=place)
        yield _shown(f"for this place only: {where}", narrow, "delegation", NAME, place, required={"place": place})
    yield _shown("a name of one character", _code(name="𠮷"), "delegation", "𠮷", EVERYWHERE)
    longest = "𠮷" * 100
    yield _shown("a name of a hundred characters", _code(name=longest), "delegation", longest, EVERYWHERE)
    yield accepted("the holder's own at a window", w.code(), SHOWN, required={"place": WINDOW})


def _elsewhere() -> Iterator[Case]:
    reason = "showing_not_here"
    yield refused("for windows, offline", _code(places=WINDOW), reason)
    yield refused("for windows and third parties, offline", _code(places=WINDOW | ONLINE), reason)
    yield refused("for offline, at a window", _code(places=OFFLINE), reason, required={"place": WINDOW})
    yield refused("for windows, to a third party", _code(places=WINDOW), reason, required={"place": ONLINE})
    yield refused("for a guardian's windows, offline", _code("guardian", places=WINDOW), reason)
    revoked = _code(status=(0, 1))
    yield refused("taken back", revoked, "status_revoked")


def _value(value: Any) -> str:
    return of_values({0: [1, 0, 0, value], **w.FIELDS})


def _malformed() -> Iterator[Case]:
    for name, value in (
        ("kind 0", [0, NAME, 7]),
        ("kind 4", [4, NAME, 7]),
        ("a kind as text", ["1", NAME, 7]),
        ("a kind as true", [True, NAME, 7]),
        ("no name", [1, "", 7]),
        ("a name of 101 characters", [1, "长" * 101, 7]),
        ("a name as bytes", [1, NAME.encode(), 7]),
        ("no place", [1, NAME, 0]),
        ("a place that is not known", [1, NAME, 8]),
        ("places as true", [1, NAME, True]),
        ("a negative place", [1, NAME, -1]),
        ("two parts", [1, NAME]),
        ("four parts", [1, NAME, 7, 0]),
        ("null", None),
        ("a map", {1: NAME}),
    ):
        yield refused(f"on behalf: {name}", _value(value), "malformed")
    five = [1, 0, 0, [1, NAME, 7], 0]
    yield refused("a fifth part under label 0", of_values({0: five, **w.FIELDS}), "malformed")
    yield refused(
        "on behalf under another label", of_values({0: [1, 0, 0], **w.FIELDS, 13: [1, NAME, 7]}), "unknown_field"
    )
    broken = dumps(claims(values={0: [1, 0, 0, [1, "ab", 7]], **w.FIELDS})).replace(b"\x62ab", b"\x62\xff\xfe")
    yield refused("a name that is not UTF-8", crafted(crafted_view(broken)), "malformed")
    padded = dumps(claims(values={0: [1, 0, 0, [1, "ab", 7]], **w.FIELDS})).replace(b"\x62ab\x07", b"\x62ab\x18\x07")
    yield refused("places in two bytes", crafted(crafted_view(padded)), "not_canonical")


def _forged() -> Iterator[Case]:
    """What a borrower, or a thief of a view, could want: no name, another one, more places."""
    signed = w.view(on_behalf=OnBehalf("delegation", NAME, WINDOW))[-66:]
    for name, place in (
        ("the name of who shows it taken out", [1, 0, 0]),
        ("another name after signing", [1, 0, 0, [1, "holder", WINDOW]]),
        ("more places after signing", [1, 0, 0, [1, NAME, EVERYWHERE]]),
        ("another kind after signing", [1, 0, 0, [2, NAME, EVERYWHERE]]),
    ):
        changed = dumps(claims(values={0: place, **w.FIELDS}))
        view = sealed(view_header(), changed, w.GA, signature=signed)
        yield refused(name, crafted(view), "issuer_signature_invalid")
    elsewhere = w.view(on_behalf=OnBehalf("role", NAME, EVERYWHERE), device_key=w.OTHER.public)
    yield refused("another phone", w.code(elsewhere), "device_signature_invalid")
    yield refused("a showing 91 seconds old", _code(), "code_expired", now=NOW + 91)
