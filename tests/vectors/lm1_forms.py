"""LM1 vectors about form: right codes with what they show, and malformed ones with the reason they are refused for."""

from collections.abc import Iterator
from typing import Any

import cbor2

from certs import base45, keys, lm1
from certs.notes import NoteName
from tests.vectors import lm1_world as w
from tests.vectors.lm1_craft import (
    X,
    claims,
    code_header,
    crafted,
    crafted_view,
    dumps,
    of_claims,
    of_cnf,
    of_values,
    sealed,
    view_header,
)

Case = dict[str, Any]
DAY, NOW, T0 = w.DAY, w.NOW, w.T0
RIGHT = w.code()
SHOWN = {"name": "欧阳 test", "birth_date": "2000-01-01", "over_18": True}
CHALLENGE = bytes(range(8))
NO_CURVE_POINT = b"\xff" * 32


def accepted(name: str, code: str, fields: dict[str, Any], **more: Any) -> Case:
    return {"name": name, "code": code, "now": NOW, **more, "expected": {"accepted": True, "fields": fields}}


def refused(name: str, code: str, reason: str, **more: Any) -> Case:
    return {"name": name, "code": code, "now": NOW, **more, "expected": {"accepted": False, "reason": reason}}


def noted(check: str, name: NoteName, value: int | str | None = None) -> Case:
    """The member `notes` of a vector: what one of its checks notes."""
    return {"notes": {check: {"name": name, "value": value}}}


def _right() -> Iterator[Case]:
    every = {
        1: "买买提·艾则孜",
        2: "C-1",
        3: -1,
        4: 20_000,
        5: None,
        6: 5,
        7: False,
        9: True,
        10: bytes(16),
        11: [["张三", 111, "N-1"]],
    }
    yield accepted("three fields", RIGHT, SHOWN, **noted("status", "as_of", T0))
    yield accepted("one field", w.code(w.view(fields={9: True})), {"over_18": True})
    yield accepted(
        "every kind of field",
        w.code(w.view(fields=every)),
        {
            "name": "买买提·艾则孜",
            "card_number": "C-1",
            "birth_date": "1969-12-31",
            "valid_from": "2024-10-04",
            "valid_to": None,
            "seats": 5,
            "member": False,
            "over_18": True,
            "portrait_digest": "00" * 16,
            "owners": [{"name": "张三", "code_type": "111", "code": "N-1"}],
        },
    )
    yield accepted("no field at all", w.code(w.view(fields={})), {})
    yield accepted("made for this verifier", w.code(aud="gate-12"), SHOWN)
    answer = {"audience": "gate-12", "challenge": CHALLENGE.hex()}
    yield accepted("answers the challenge", w.code(aud="gate-12", cnonce=CHALLENGE), SHOWN, required=answer)
    yield accepted("a server nonce shown to an offline verifier", w.code(cnonce=CHALLENGE), SHOWN)
    yield accepted("90 seconds old", RIGHT, SHOWN, now=NOW + 90, **noted("challenge", "no_challenge"))
    yield accepted("30 seconds ahead", RIGHT, SHOWN, now=NOW - 30)
    own = {"nonce_ok": True}
    slow = "a phone two hours slow, with our own nonce"
    yield accepted(slow, RIGHT, SHOWN, now=NOW + 7_200, required=own, **noted("freshness", "own_nonce"))
    yield accepted("a retired key whose view is older than that", w.code(w.view(signer=w.GA_RETIRED)), SHOWN)
    late = w.code(iat=T0 + 2 * DAY)
    yield accepted(
        "an old status list where that is allowed", late, SHOWN, now=T0 + 2 * DAY, required={"stale_ok": True}
    )
    narrow = {"permitted": {"1": sorted(SHOWN)}, "needed": ["over_18"]}
    yield accepted("within the purpose", RIGHT, SHOWN, required=narrow)
    low_s = base45.decode(RIGHT[4:])
    s = int.from_bytes(low_s[-32:])
    respelt = "LM1:" + base45.encode(low_s[:-32] + (keys.ORDER - s).to_bytes(32))
    yield accepted("the mirrored signature (r, n - s) is the same code", respelt, SHOWN)


def _text() -> Iterator[Case]:
    body = RIGHT[4:]
    yield refused("empty", "", "unsupported_code")
    yield refused("prefix only", "LM1:", "malformed")
    yield refused("another prefix", "HC1:" + body, "unsupported_code")
    yield refused("a portrait frame", "LM1P:" + body, "unsupported_code")
    yield refused("lower-case prefix", "lm1:" + body, "unsupported_code")
    yield refused("a space before the prefix", " " + RIGHT, "unsupported_code")
    yield refused("a line end after the code", RIGHT + "\n", "malformed")
    yield refused("lower-case base45", "LM1:" + body.lower(), "malformed")
    yield refused("full-width digits", "LM1:" + body.replace("0", "０"), "malformed")
    yield refused("a lone surrogate", "LM1:\ud800" + body, "malformed")
    yield refused("a base45 group above 65535", "LM1:" + ":::" + body[3:], "malformed")
    yield refused("a last base45 group above 255", "LM1:" + base45.encode(b"\xd2") + "0::", "malformed")
    yield refused("a length base45 cannot have", RIGHT + "0" * (4 - len(body) % 3), "malformed")
    yield refused("longer than 4096 characters", "LM1:" + "0" * 4_093, "too_long")
    yield refused("of 4096 characters", "LM1:" + "0" * 4_092, "malformed")
    yield refused("cut short", RIGHT[:-30], "malformed")


def _outer() -> Iterator[Case]:
    view = w.view()
    yield refused("no tag", crafted(tag=b""), "malformed")
    yield refused("tag 98", crafted(tag=b"\xd8\x62"), "malformed")
    yield refused("tag 18 in two bytes", crafted(tag=b"\xd8\x12"), "malformed")
    yield refused("the tag twice", crafted(tag=b"\xd2\xd2"), "malformed")
    yield refused("bytes after the end", crafted(closing=b"\x00"), "not_canonical")
    yield refused("an array of indefinite length", crafted(opening=b"\x9f", closing=b"\xff"), "not_canonical")
    yield refused("an array length in two bytes", crafted(opening=b"\x98\x04"), "not_canonical")
    yield refused("five parts", crafted(opening=b"\x85", closing=b"\x00"), "malformed")
    yield refused("three parts announced", crafted(opening=b"\x83"), "not_canonical")
    yield refused("the algorithm in the unprotected header", crafted(unprotected=b"\xa1\x01\x28"), "malformed")
    yield refused("an unprotected header in two bytes", crafted(unprotected=b"\xb8\x00"), "not_canonical")
    yield refused("alg -7", crafted(header=code_header(view, b"\xa3\x01\x26\x0d")), "wrong_algorithm")
    yield refused("alg 0", crafted(header=code_header(view, b"\xa3\x01\x00\x0d")), "wrong_algorithm")
    yield refused("no alg", crafted(header=b"\xa2\x0d" + view + b"\x10\x19\x01\x26"), "malformed")
    yield refused("alg -9 in two bytes", crafted(header=code_header(view, b"\xa3\x01\x38\x08\x0d")), "wrong_algorithm")
    yield refused("a header of two bytes", crafted(header=b"\xa3\x01"), "malformed")
    yield refused("typ 297", crafted(header=code_header(view, end=b"\x10\x19\x01\x29")), "unsupported_code")
    yield refused(
        "a pack's typ over a view", crafted(header=code_header(view, end=b"\x10\x19\x01\x27")), "unsupported_code"
    )
    yield refused(
        "header keys in another order", crafted(header=b"\xa3\x01\x28\x10\x19\x01\x26\x0d" + view), "malformed"
    )
    extra = b"\xa4\x01\x28\x0d" + view + b"\x10\x19\x01\x26\x02\x80"
    yield refused("a critical header", crafted(header=extra), "malformed")
    pack = lm1.pack_text([(w.HANDLE, 1)], w.DEVICE, device_handle=bytes(8), iat=NOW)
    yield refused("a pack", pack, "pack_needs_server")
    yield refused("an empty pack", _pack_of(), "malformed")
    entry = [w.HANDLE, 1]
    yield refused("a pack of 64", _pack_of(*[entry] * 64), "pack_needs_server")
    yield refused("a pack of 65", _pack_of(*[entry] * 65), "malformed")
    yield refused("a pack entry of three parts", _pack_of([*entry, 1]), "malformed")
    yield refused("a pack entry that is a map", _pack_of(dict(enumerate(entry))), "malformed")


def _pack_of(*entries: Any) -> str:
    header = b"\xa3\x01\x28\x04\x48" + bytes(8) + b"\x10\x19\x01\x27"
    payload = dumps({3: "*", 6: NOW, -65538: list(entries)})
    return "LM1:" + base45.encode(sealed(header, payload, w.DEVICE))


def _proof() -> Iterator[Case]:
    yield refused("the time as a float", crafted(proof=dumps({3: "*", 6: float(NOW)})), "malformed")
    yield refused("the time as text", crafted(proof=dumps({3: "*", 6: str(NOW)})), "malformed")
    yield refused("the time as true", crafted(proof=b"\xa2\x03\x61*\x06\xf5"), "malformed")
    yield refused("a negative time", crafted(proof=dumps({3: "*", 6: -1})), "malformed")
    yield refused("a time beyond 53 bits", crafted(proof=dumps({3: "*", 6: 1 << 53})), "malformed")
    yield refused("the time as a big number", crafted(proof=b"\xa2\x03\x61*\x06\xc2\x41\x05"), "malformed")
    long_time = b"\xa2\x03\x61*\x06\x1b" + NOW.to_bytes(8)
    yield refused("the time in eight bytes", crafted(proof=long_time), "not_canonical")
    early = b"\xa2\x03\x61*\x06\x1a\x00\x00\xff\xff"
    yield refused("a time of two bytes in four", crafted(proof=early), "not_canonical")
    twice = b"\xa3\x03\x61*\x06\x1a" + (NOW - 9).to_bytes(4) + b"\x06\x1a" + NOW.to_bytes(4)
    yield refused("the time twice", crafted(proof=twice), "not_canonical")
    yield refused("no time", crafted(proof=dumps({3: "*"})), "malformed")
    yield refused("no audience", crafted(proof=dumps({6: NOW})), "malformed")
    yield refused("the audience as bytes", crafted(proof=dumps({3: b"*", 6: NOW})), "malformed")
    yield refused("the audience not UTF-8", crafted(proof=b"\xa2\x03\x61\xff\x06\x01"), "malformed")
    yield refused("the audience in pieces", crafted(proof=b"\xa2\x03\x7f\x61*\xff\x06\x01"), "not_canonical")
    yield refused("proof keys in another order", crafted(proof=dumps({6: NOW, 3: "*"})), "malformed")
    yield refused("a key a proof does not have", crafted(proof=dumps({3: "*", 6: NOW, 40: 1})), "malformed")
    yield refused("a cnonce of seven bytes", crafted(proof=dumps({3: "*", 6: NOW, 39: bytes(7)})), "malformed")
    yield refused("a cnonce as text", crafted(proof=dumps({3: "*", 6: NOW, 39: "12345678"})), "malformed")
    yield refused("a proof that is an array", crafted(proof=dumps([3, 6])), "malformed")
    yield refused("an empty proof", crafted(proof=b""), "malformed")


def _view() -> Iterator[Case]:
    inner = dumps(claims())
    yield refused("a view without its tag", crafted(crafted_view(tag=b"")), "malformed")
    yield refused("a view with alg -7", crafted(crafted_view(header=view_header(alg=-7))), "wrong_algorithm")
    yield refused("a view with alg true", crafted(crafted_view(header=view_header(alg=True))), "wrong_algorithm")
    yield refused("a view with a typ of its wrapper", crafted(crafted_view(header=view_header(typ=294))), "malformed")
    yield refused("a key id of five bytes", crafted(crafted_view(header=view_header(kid=bytes(5)))), "malformed")
    five = crafted_view(b"\xbf" + inner[1:] + b"\xff", header=view_header(kid=bytes(5)))
    yield refused("a key id of five bytes over claims of indefinite length", crafted(five), "malformed")
    yield refused("a key id as text", crafted(crafted_view(header=view_header(kid="abcd"))), "malformed")
    with_url = dumps({1: -9, 4: keys.kid4(w.GA.public), 16: 293, 35: "https://evil.example/x5u"})
    yield refused("an x5u header", crafted(crafted_view(header=with_url)), "malformed")
    yield refused(
        "a view with an unprotected key id", crafted(crafted_view(unprotected=b"\xa1\x04\x41\x00")), "malformed"
    )
    yield refused("bytes after the view's claims", crafted(crafted_view(inner + b"\x00")), "not_canonical")
    yield refused("claims of indefinite length", crafted(crafted_view(b"\xbf" + inner[1:] + b"\xff")), "not_canonical")
    yield refused("a view of three parts", crafted(crafted_view(opening=b"\x83")), "not_canonical")
    yield refused("a view inside a view", crafted(crafted_view(crafted_view())), "malformed")
    yield refused("a header without a view", crafted(header=code_header(b"")), "malformed")


def _claims() -> Iterator[Case]:
    right = claims()
    missing = {key: value for key, value in right.items() if key != 4}
    yield refused("no expiry", crafted(crafted_view(dumps(missing))), "malformed")
    yield refused("a claim that is not known", crafted(crafted_view(dumps(right | {-65540: 1}))), "malformed")
    yield refused("an issuer of five letters", of_claims(issuer="GAGAG"), "malformed")
    yield refused("an issuer with a full-width letter", of_claims(issuer="Ｇ"), "malformed")
    yield refused("a handle of seven characters", of_claims(handle="abcdefg"), "malformed")
    yield refused("a handle with a line end", of_claims(handle="abcdefg\n"), "malformed")
    early = dumps(right).replace(b"\x04\x1a" + w.VIEW_EXP.to_bytes(4), b"\x04\x1a\x00\x00\xff\xff")
    yield refused("an expiry of two bytes in four", crafted(crafted_view(early)), "not_canonical")
    shorter = dumps(right).replace(b"\x62GA", b"\x61GA")
    yield refused("an issuer longer than its size", crafted(crafted_view(shorter)), "malformed")
    yield refused("the expiry as a date", of_claims(exp="2027-01-22"), "malformed")
    yield refused("a device point that is not on the curve", of_cnf(x=NO_CURVE_POINT), "malformed")
    yield refused("a device point of 31 bytes", of_cnf(x=X[1:]), "malformed")
    yield refused("a device key on P-384", of_cnf(crv=2), "malformed")
    yield refused("a symmetric device key", of_cnf(kty=4), "malformed")
    yield refused("the sign of y as 1", of_cnf(odd=1), "malformed")
    yield refused("a device key as true", of_cnf(crv=True), "malformed")
    yield refused("fields as an array", of_claims(values=[0]), "malformed")
    yield refused("no status", of_values({1: "x"}), "malformed")
    yield refused("the status last", of_values({1: "x", 0: [1, 0, 0]}), "malformed")
    yield refused("the status in four parts", of_values({0: [1, 0, 0, 0]}), "malformed")
    yield refused("the type as text", of_values({0: ["1", 0, 0]}), "malformed")
    yield refused("labels not rising", of_values({0: [1, 0, 0], 9: True, 1: "x"}), "malformed")
    yield refused("a label as text", of_values({0: [1, 0, 0], "name": "x"}), "malformed")
    beyond = of_values({0: [1, 0, 0], 1: "x", 1 << 53: "x"})
    yield refused("a label beyond 53 bits", beyond, "malformed")
    for name, tag, reason in (
        ("a tag", b"\xd2", "malformed"),
        ("a tag in two bytes", b"\xd8\x12", "not_canonical"),
        ("a tag without a number", b"\xdf", "not_canonical"),
    ):
        tagged = dumps(right).replace(b"\x04\x1a", b"\x04" + tag + b"\x1a", 1)
        yield refused(f"{name} before the expiry", crafted(crafted_view(tagged)), reason)
    longer = dumps(claims(handle="Zb3kQ91a", values={0: [1, 0, 0], 1: "x", 9: True}))
    longer = longer.replace(b"\xa3\x00\x83", b"\xa4\x00\x83")[:-1] + b"\x62"  # the signature then begins with a 1f
    yield refused("fields that go on into the signature", crafted(crafted_view(longer)), "malformed")
    yield refused("a field as a float", of_values({0: [1, 0, 0], 6: 1.5}), "malformed")
    yield refused("a field as undefined", of_values({0: [1, 0, 0], 6: cbor2.undefined}), "malformed")
    yield refused("a field beyond 53 bits", of_values({0: [1, 0, 0], 6: 1 << 60}), "malformed")
    deep: Any = 1
    for _ in range(12):
        deep = [deep]
    yield refused("a field nested twelve deep", of_values({0: [1, 0, 0], 11: deep}), "malformed")


FORM = (_right, _text, _outer, _proof, _view, _claims)
