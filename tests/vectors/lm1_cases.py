"""All LM1 vectors: those about form, and rightly formed codes that must be refused for what they say."""

from collections.abc import Iterator

from certs import base45, cose, keys, lm1
from tests.vectors import lm1_world as w
from tests.vectors.lm1_craft import claims, code_header, crafted, crafted_view, dumps, sealed, view_header
from tests.vectors.lm1_forms import CHALLENGE, DAY, FORM, NOW, RIGHT, T0, Case, noted, refused


def all_cases() -> list[Case]:
    """Every vector, right ones first."""
    parts = (*FORM, _signatures, _trust, _time, _bound, _status, _meaning)
    return [case for part in parts for case in part()]


def _signatures() -> Iterator[Case]:
    flipped = bytearray(base45.decode(RIGHT[4:]))
    flipped[-1] ^= 1
    other = sealed(code_header(w.view()), dumps({3: "*", 6: NOW}), w.OTHER)
    forged = sealed(view_header(), dumps(claims()), w.OTHER)
    order = keys.ORDER.to_bytes(32)
    yield refused(
        "one bit of the device's signature", "LM1:" + base45.encode(bytes(flipped)), "device_signature_invalid"
    )
    yield refused("signed by another device", "LM1:" + base45.encode(other), "device_signature_invalid")
    yield refused("a device signature of zeros", crafted(signature=b"\x58\x40" + bytes(64)), "device_signature_invalid")
    yield refused("r equal to the order", crafted(signature=b"\x58\x40" + order * 2), "device_signature_invalid")
    yield refused("a device signature of 63 bytes", crafted(signature=b"\x58\x3f" + bytes(63)), "malformed")
    yield refused("a device signature as DER", crafted(signature=b"\x58\x46\x30\x44" + bytes(68)), "malformed")
    yield refused("a view signed by someone else", crafted(forged), "issuer_signature_invalid")
    zeros = crafted_view(signature=b"\x58\x40" + bytes(64))
    yield refused("an issuer's signature of zeros", crafted(zeros), "issuer_signature_invalid")
    taller = dumps(claims(values={0: [1, 0, 0], **w.FIELDS, 9: False}))
    mixed = sealed(view_header(), taller, w.GA, signature=crafted_view()[-66:])
    yield refused("a field changed after signing", crafted(mixed), "issuer_signature_invalid")
    swapped = sealed(
        code_header(w.view(handle="AAAAAAAA")),
        dumps({3: "*", 6: NOW}),
        w.DEVICE,
        signature=cose.byte_string(base45.decode(RIGHT[4:])[-64:]),
    )
    yield refused("another view under the same signature", "LM1:" + base45.encode(swapped), "device_signature_invalid")


def _trust() -> Iterator[Case]:
    yield refused("an issuer that is not listed", w.code(w.view(issuer="XX")), "unknown_issuer")
    yield refused("a key that is not listed", w.code(w.view(signer=w.OTHER)), "unknown_key")
    yield refused("another issuer's key", w.code(w.view(signer=w.SC)), "unknown_key")
    early, late = noted("issuer_key", "not_yet_active"), noted("issuer_key", "made_after_retirement")
    yield refused("a pending key whose day has come", w.code(w.view(signer=w.GA_PENDING)), "key_not_active", **early)
    yield refused("a key active one second from now", w.code(w.view(signer=w.GA_LATER)), "key_not_active", **early)
    young = w.view(signer=w.GA_RETIRED, exp=w.VIEW_EXP + 1)
    yield refused("a view made after its key retired", w.code(young), "key_not_active", **late)
    yield refused("a compromised key", w.code(w.view(signer=w.GA_COMPROMISED)), "key_compromised")
    yield refused("a type that is not known", w.code(w.view(type=99)), "unknown_type")
    yield refused("a type the trust list does not allow", w.code(w.view(type=2)), "type_not_allowed_for_issuer")
    by_type = w.code(w.view(issuer="MZ", signer=w.MZ))
    yield refused("an issuer the type does not allow", by_type, "type_not_allowed_for_issuer")


def _time() -> Iterator[Case]:
    yield refused("91 seconds old", RIGHT, "code_expired", now=NOW + 91, **noted("freshness", "signed_ago", 91))
    yield refused("31 seconds ahead", RIGHT, "code_from_future", now=NOW - 31, **noted("freshness", "signed_ahead", 31))
    yield refused("five minutes old", RIGHT, "code_expired", now=NOW + 300)
    past, until = noted("view_validity", "since", NOW), NOW + 16 * DAY
    yield refused("a view that expires now", w.code(w.view(exp=NOW)), "view_expired", **past)
    long = noted("view_validity", "until", until)
    yield refused("a view good for sixteen days", w.code(w.view(exp=until)), "view_from_future", **long)
    far = T0 + 3 * DAY + 1
    old = noted("trust", "as_of", far - 1)
    yield refused("a bundle past its next update", w.code(iat=far), "bundle_stale", now=far, **old)
    farther = T0 + 7 * DAY + 1
    old = noted("trust", "as_of", farther - 1)
    yield refused("a trust list past its next update", w.code(iat=farther), "trust_list_stale", now=farther, **old)
    early, slow = w.code(iat=T0 - 301), noted("trust", "clock_behind")
    yield refused("a clock behind the trust list", early, "trust_list_stale", now=T0 - 301, **slow)


def _bound() -> Iterator[Case]:
    gate = {"audience": "gate-12", "challenge": CHALLENGE.hex()}
    yield refused("made for another verifier", w.code(aud="gate-13"), "wrong_audience")
    yield refused("a name with a space more", w.code(aud="gate-12 "), "wrong_audience")
    yield refused("no audience at all", w.code(aud=""), "wrong_audience")
    yield refused("for anybody where a challenge was set", w.code(cnonce=CHALLENGE), "wrong_audience", required=gate)
    yield refused("no answer to the challenge", w.code(aud="gate-12"), "challenge_missing", required=gate)
    wrong = w.code(aud="gate-12", cnonce=bytes(8))
    yield refused("an answer to another challenge", wrong, "challenge_mismatch", required=gate)
    once = lm1.parse(RIGHT).once_id.hex()
    yield refused("shown a second time", RIGHT, "replayed", seen=[once])
    mirrored = bytearray(base45.decode(RIGHT[4:]))
    mirrored[-32:] = (keys.ORDER - int.from_bytes(mirrored[-32:])).to_bytes(32)
    yield refused("shown again with (r, n - s)", "LM1:" + base45.encode(bytes(mirrored)), "replayed", seen=[once])


def _status() -> Iterator[Case]:
    known, unknown = noted("status", "as_of", T0), noted("status", "no_value")
    yield refused("revoked", w.code(w.view(status=(0, 1))), "status_revoked", **known)
    yield refused("suspended", w.code(w.view(status=(0, 2))), "status_suspended", **known)
    yield refused("a status without meaning", w.code(w.view(status=(0, 3))), "status_unknown", **unknown)
    yield refused("an index outside the list", w.code(w.view(status=(0, 64))), "status_unknown")
    yield refused("a huge index", w.code(w.view(status=(0, (1 << 53) - 1))), "status_unknown")
    yield refused("a list that is not there", w.code(w.view(status=(7, 0))), "status_unknown", **unknown)
    yield refused(
        "a list past exp and grace", w.code(w.view(status=(1, 0))), "status_unknown", required={"stale_ok": True}
    )
    yield refused("revoked in a list past its grace", w.code(w.view(status=(1, 1))), "status_revoked")
    older = T0 + DAY + 1
    yield refused("a list older than the policy", w.code(iat=older), "status_unknown", now=older, **known)


def _meaning() -> Iterator[Case]:
    yield refused("a label the type does not have", w.code(w.view(fields={12: "x"})), "unknown_field")
    yield refused("a date as text", w.code(w.view(fields={3: "2000-01-01"})), "unknown_field")
    yield refused("a name as a number", w.code(w.view(fields={1: 1})), "unknown_field")
    yield refused("a boolean as 1", w.code(w.view(fields={9: 1})), "unknown_field")
    yield refused("a date beyond the calendar", w.code(w.view(fields={3: 10**9})), "unknown_field")
    yield refused("a digest of 15 bytes", w.code(w.view(fields={10: bytes(15)})), "unknown_field")
    yield refused("null where no end is open", w.code(w.view(fields={3: None})), "unknown_field")
    yield refused("people as a map", w.code(w.view(fields={11: {1: 2}})), "unknown_field")
    yield refused("a type beyond the purpose", RIGHT, "type_not_permitted", required={"permitted": {"2": []}})
    narrow, beyond = {"permitted": {"1": ["over_18"]}}, noted("purpose", "fields", "birth_date, name")
    yield refused("a field beyond the purpose", RIGHT, "field_not_permitted", required=narrow, **beyond)
    more, missing = {"needed": ["seats", "over_18", "member"]}, noted("purpose", "fields", "member, seats")
    yield refused("a needed field is missing", RIGHT, "required_field_missing", required=more, **missing)
