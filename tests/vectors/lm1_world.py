"""The small fixed world of the LM1 vectors: keys, two certificate types, a trust list, status lists and a bundle.

Nothing here is random: keys come from their names and signatures are deterministic, so a rebuild gives the same bytes.
"""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from certs import bundle, catalogue, keys, lm1, status, trust
from certs.catalogue.numbers import credit_check

T0 = 1_800_000_000
NOW = T0 + 3_600
DAY = 86_400
VIEW_EXP = T0 + 7 * DAY
STATUS_URI = "https://liangma.example/status/"
AUTHORITY = "11000000000000000"
HANDLE = "Zb3kQ9xA"


def signer(name: str) -> keys.SoftwareSigner:
    """The fixed key called `name`."""
    secret = int.from_bytes(hashlib.sha256(f"lm1 vector key {name}".encode()).digest()) % (keys.ORDER - 1) + 1
    return keys.SoftwareSigner(ec.derive_private_key(secret, ec.SECP256R1()), deterministic=True)


ANCHOR, DEVICE, OTHER = signer("anchor"), signer("device"), signer("other")
GA, GA_PENDING, GA_LATER = signer("GA active"), signer("GA pending"), signer("GA later")
GA_RETIRED, GA_COMPROMISED = signer("GA retired"), signer("GA compromised")
SC, MZ = signer("SC active"), signer("MZ active")


def _field(label: int, kind: str, *, required: bool = False, **more: Any) -> dict[str, Any]:
    return {"label": label, "kind": kind, "required": required, "columns": [], "validators": [], **more}


def _type(number: int, issuer: str) -> dict[str, Any]:
    fields = {
        "name": _field(1, "text", required=True),
        "card_number": _field(2, "text", required=True),
        "birth_date": _field(3, "date", required=True),
        "valid_from": _field(4, "date", required=True),
        "valid_to": _field(5, "date", open=True),
        "seats": _field(6, "integer"),
        "member": _field(7, "boolean"),
        "portrait": _field(8, "image"),
        "owners": _field(11, "people"),
    }
    derived = {
        "over_18": {"label": 9, "from": "birth_date", "rule": "age_over", "years": 18},
        "portrait_digest": {"label": 10, "from": "portrait", "rule": "sha256_16"},
    }
    claims = [
        {
            "path": [name],
            "display": [{"locale": "zh-CN", "label": f"栏 {name}"}, {"locale": "en", "label": name}],
            "sd": "always",
            "mandatory": bool(fields.get(name, {}).get("required")),
        }
        for name in (*fields, *derived)
    ]
    identity = AUTHORITY + credit_check(AUTHORITY)
    return {
        "vct": f"https://liangma.example/vectors/card-{number}",
        "name": f"Card {number}",
        "description": "A type for test vectors only",
        "display": [
            {
                "locale": locale,
                "name": name,
                "rendering": {"simple": {"background_color": "#1f6feb", "text_color": "#ffffff"}},
            }
            for locale, name in (("zh-CN", f"测试证 {number}"), ("en", f"Test card {number}"))
        ],
        "claims": claims,
        "liangma": {
            "number": number,
            "code": f"{identity}{number:03}",
            "id": f"card-{number}",
            "holder_kind": "citizen",
            "number_field": "card_number",
            "name_field": "name",
            "holder_name_field": "name",
            "holder_code_field": "card_number",
            "holder_code_type": "111",
            "issuers": [issuer],
            "fields": fields,
            "derived": derived,
            "views": [{"number": 1, "id": "minimal", "name": {"zh": "最少", "en": "Minimal"}, "fields": ["over_18"]}],
            "validity": {"rule": "open", "from": "valid_from", "to": "valid_to"},
            "rules": [],
        },
    }


TYPES = tuple(
    (f"card-{number}.json", json.dumps(_type(number, issuer), ensure_ascii=False))
    for number, issuer in ((1, "GA"), (2, "SC"))
)
CATALOGUE = catalogue.parse(TYPES)
POLICY = bundle.Policy(status_max_age=DAY, grace=2 * DAY)


def _issuer(code: str, types: set[int], *found: trust.IssuerKey) -> trust.Issuer:
    return trust.Issuer(code, {"zh": f"机关 {code}", "en": f"Issuer {code}"}, AUTHORITY + "X", found, frozenset(types))


TRUST_LIST = trust.TrustList(
    7,
    T0,
    T0 + 7 * DAY,
    {
        "GA": _issuer(
            "GA",
            {1, 99},
            trust.issuer_key(GA.public, active_from=T0 - 90 * DAY),
            trust.issuer_key(GA_PENDING.public, state="pending", active_from=T0 - DAY),
            trust.issuer_key(GA_LATER.public, active_from=NOW + 1),
            trust.issuer_key(GA_RETIRED.public, state="retired", retired_at=VIEW_EXP - 15 * DAY),
            trust.issuer_key(GA_COMPROMISED.public, state="compromised", compromised_since=T0 - DAY),
        ),
        "SC": _issuer("SC", {2}, trust.issuer_key(SC.public)),
        "MZ": _issuer("MZ", {1}, trust.issuer_key(MZ.public)),
    },
)
_ENTRIES = {1: status.INVALID, 2: status.SUSPENDED, 3: 3}


def _status_list(number: int, iat: int, exp: int) -> bytes:
    entries = status.build(_ENTRIES, size=64)
    return status.sign_cwt(
        entries, uri=f"{STATUS_URI}{number}", iat=iat, exp=exp, ttl=3_600, signer=ANCHOR, level=0
    )  # level 0: the bytes do not depend on the build of zlib


BUNDLE = bundle.sign_bundle(
    number=12,
    iat=T0,
    next_update=T0 + 3 * DAY,
    trust_list=trust.sign_trust_list(TRUST_LIST, ANCHOR),
    status_lists={0: _status_list(0, T0, T0 + 5 * DAY), 1: _status_list(1, T0 - 6 * DAY, T0 - 3 * DAY)},
    status_uri=STATUS_URI,
    types=TYPES,
    policy=POLICY,
    signer=ANCHOR,
)


def world() -> bundle.Bundle:
    """The bundle, read the way a verifier reads it."""
    return bundle.read_bundle(BUNDLE, anchor=ANCHOR.public, now=T0)


FIELDS: dict[int, Any] = {1: "欧阳 test", 3: 10_957, 9: True}


def view(**changes: Any) -> bytes:
    """A right view, with changes to the arguments of `lm1.view_bytes`."""
    arguments: dict[str, Any] = {
        "issuer": "GA",
        "handle": HANDLE,
        "exp": VIEW_EXP,
        "device_key": DEVICE.public,
        "type": 1,
        "status": (0, 0),
        "fields": FIELDS,
        "signer": GA,
    }
    return lm1.view_bytes(**arguments | changes)


def code(shown: bytes | None = None, **changes: Any) -> str:
    """A right code around a view, with changes to the arguments of `lm1.code_text`."""
    return lm1.code_text(view() if shown is None else shown, DEVICE, **{"iat": NOW} | changes)
