"""Shapes of the room's answers: key sets, issuer metadata, certificate types."""

from typing import Any

import marshmallow as ma

from backend.web.strict import Bilingual, Body, Time
from certs.catalogue import CertificateType

DIGEST = ma.validate.Regexp(r"[A-Za-z0-9_-]{43}\Z", error="a SHA-256 in base64url")


class PublicKey(ma.Schema):
    """A public P-256 key (RFC 7517); `kid` is its RFC 7638 thumbprint."""

    kty = ma.fields.String(required=True)
    crv = ma.fields.String(required=True)
    x = ma.fields.String(required=True)
    y = ma.fields.String(required=True)
    kid = ma.fields.String(required=True)
    use = ma.fields.String(required=True)
    alg = ma.fields.String(required=True)


class KeySet(ma.Schema):
    """A JWKS (RFC 7517)."""

    keys = ma.fields.List(ma.fields.Nested(PublicKey), required=True)


class IssuerMetadata(ma.Schema):
    """SD-JWT VC issuer metadata: the `iss` value and the keys that sign for it."""

    issuer = ma.fields.String(required=True)
    jwks = ma.fields.Nested(KeySet, required=True)


class TypeField(ma.Schema):
    """A field of a certificate type. `label` is the integer that stands for it inside a code."""

    name = ma.fields.String(required=True)
    label = ma.fields.Integer(required=True)
    kind = ma.fields.String(required=True)
    title = ma.fields.Nested(Bilingual, required=True)
    required = ma.fields.Boolean(required=True)
    disclosable = ma.fields.Boolean(required=True)
    masked = ma.fields.Boolean(required=True)
    derived = ma.fields.Boolean(required=True)


class TypeView(ma.Schema):
    """A set of fields that may be shown together in person."""

    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    fields_ = ma.fields.List(ma.fields.String(), required=True, data_key="fields", attribute="fields")


class TypeDescription(ma.Schema):
    """A certificate type: its numbers and names, who issues it to whom, its fields and views."""

    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    code = ma.fields.String(required=True, metadata={"description": "GB/T 36904 type code"})
    vct = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    holder_kind = ma.fields.String(required=True)
    issuers = ma.fields.List(ma.fields.String(), required=True)
    number_field = ma.fields.String(required=True)
    name_field = ma.fields.String(required=True)
    colours = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "background, text"})
    fields_ = ma.fields.List(ma.fields.Nested(TypeField), required=True, data_key="fields", attribute="fields")
    views = ma.fields.List(ma.fields.Nested(TypeView), required=True)


class TypeList(ma.Schema):
    """All certificate types of this office, by number."""

    items = ma.fields.List(ma.fields.Nested(TypeDescription), required=True)


class KeyAnswer(ma.Schema):
    """A signing key and its state: pending, active, suspended, retired, compromised. `signs`: it signs now."""

    thumbprint = ma.fields.String(required=True, metadata={"description": "RFC 7638, base64url"})
    kid = ma.fields.String(required=True, metadata={"description": "As it stands in codes, hex"})
    state = ma.fields.String(required=True)
    signs = ma.fields.Boolean(required=True)
    active_from = Time(required=True)
    retired_at = Time(required=True, allow_none=True)
    compromised_since = Time(required=True, allow_none=True)
    suspended_at = Time(required=True, allow_none=True, metadata={"description": "Signs nothing, is not believed"})
    in_device = ma.fields.Boolean(required=True, metadata={"description": "Kept in a device, not in the database"})


class IssuerAnswer(ma.Schema):
    """An authority that signs certificates, or the platform, which signs lists and receipts."""

    code = ma.fields.String(required=True)
    name = ma.fields.Nested(Bilingual, required=True)
    authority_code = ma.fields.String(required=True)
    platform = ma.fields.Boolean(required=True)
    types = ma.fields.List(ma.fields.Integer(), required=True, metadata={"description": "Type numbers it may sign"})
    keys_held = ma.fields.List(ma.fields.Nested(KeyAnswer), required=True, attribute="keys", data_key="keys")


class IssuerList(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(IssuerAnswer), required=True)


class TrustListAnswer(ma.Schema):
    number = ma.fields.Integer(required=True)
    issued_at = Time(required=True)
    next_update = Time(required=True)


class StatusListAnswer(ma.Schema):
    """One status list: how many places it has, how many are given away, and how many say something."""

    list_no = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True)
    used = ma.fields.Integer(required=True)
    version = ma.fields.Integer(required=True, metadata={"description": "Grows with every change"})
    invalid = ma.fields.Integer(required=True)
    suspended = ma.fields.Integer(required=True)


class BundleAnswer(ma.Schema):
    """The bundle that a gate would get now; it is signed anew at most every `kept_seconds`."""

    number = ma.fields.Integer(required=True)
    kept_seconds = ma.fields.Integer(required=True)
    lasts_seconds = ma.fields.Integer(required=True)


class ListsAnswer(ma.Schema):
    """What verifiers are told to believe. `trust_list` is null before the first was published."""

    trust_list = ma.fields.Nested(TrustListAnswer, required=True, allow_none=True)
    status_lists = ma.fields.List(ma.fields.Nested(StatusListAnswer), required=True)
    bundle = ma.fields.Nested(BundleAnswer, required=True)


class BundleQuery(Body):
    regions = ma.fields.String(load_default="all", validate=ma.validate.OneOf(("all", "none")))


class HeldBundle(Body):
    """The bundle that a gate holds, named as in wire-formats: its number and time, and the digests of its parts."""

    number = ma.fields.Integer(required=True, validate=ma.validate.Range(0, 2**53 - 1))
    iat = ma.fields.Integer(required=True, validate=ma.validate.Range(0, 2**53 - 1))
    trust_list = ma.fields.String(required=True, validate=DIGEST)
    types = ma.fields.String(required=True, validate=DIGEST)
    status_lists = ma.fields.String(required=True, validate=DIGEST)


def describe(kind: CertificateType) -> dict[str, Any]:
    """A certificate type as `TypeDescription` shows it."""
    own = [
        {"name": field.name, "label": field.label, "kind": field.kind, "title": field.title, "required": field.required,
         "disclosable": field.disclosable, "masked": field.mask is not None, "derived": False}
        for field in kind.fields.values()
    ]  # fmt: skip
    derived = [
        {"name": field.name, "label": field.label, "kind": field.kind, "title": field.title, "required": False,
         "disclosable": field.disclosable, "masked": False, "derived": True}
        for field in kind.derived.values()
    ]  # fmt: skip
    same = ("number", "id", "code", "vct", "name", "holder_kind", "issuers", "number_field", "name_field", "colours")
    values: dict[str, Any] = {name: getattr(kind, name) for name in same}
    return {**values, "fields": own + derived, "views": list(kind.views.values())}
