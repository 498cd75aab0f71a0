"""Routes of the room trust: all that a verifier needs to know beforehand. Public, cacheable, open to any origin."""

import hashlib
from typing import Any

from flask import Response, request

from backend.audit.schemas import ReportSchema
from backend.errors import LiangmaError, NotFound
from backend.trust import lists, offline, overview, status
from backend.trust.check_log import check_log
from backend.trust.models import PLATFORM
from backend.trust.schemas import (
    BundleQuery,
    HeldBundle,
    IssuerList,
    IssuerMetadata,
    KeySet,
    ListsAnswer,
    TypeDescription,
    TypeList,
    describe,
)
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, now, services, session
from certs import base64url, jws
from certs.delta import Base

blueprint = Room("trust", prefix="", description="What a verifier knows beforehand")

JWT = "application/statuslist+jwt"
CWT = "application/statuslist+cwt"
KEY_SET, ISSUER_METADATA, REPORT = KeySet(), IssuerMetadata(), ReportSchema()
TYPE_LIST, TYPE = TypeList(), TypeDescription()
ISSUERS, LISTS, HELD, WANTED = IssuerList(), ListsAnswer(), HeldBundle(), BundleQuery()
STAFF = ("department", "operator", "security", "auditor")
JWS_TEXT = {"type": "string", "description": "Compact JWS (ES256)"}
KEYS_KEPT = 300  # seconds a key set may be kept
TYPES_KEPT = 3600


class NotAcceptable(LiangmaError):
    status = 406
    code = "not_acceptable"
    zh = "不提供所要求的格式"
    en = "Not available in the form asked for"
    next_zh = f"请在 Accept 中使用 {JWT} 或 {CWT}"
    next_en = f"Accept {JWT} or {CWT}"


class HistoryNotKept(LiangmaError):
    status = 501
    code = "history_not_kept"
    zh = "不提供历史状态列表"
    en = "Status lists of the past are not kept"
    next_zh = "请去掉 time 参数"
    next_en = "Ask without `time`"


class TypeUnknown(NotFound):
    code = "type_unknown"
    zh = "没有这种证照类型"
    en = "No such certificate type"


@blueprint.route("/.well-known/jwks.json")
@allow("public")
@blueprint.response(200, KEY_SET)
def platform_keys() -> Any:
    """Keys of the platform: they sign trust lists, status lists, bundles and receipts."""
    return _document(lists.key_set(session(), PLATFORM, now=now()), keep=KEYS_KEPT)


@blueprint.route("/.well-known/jwt-vc-issuer")
@allow("public")
@blueprint.response(200, ISSUER_METADATA)
def platform_metadata() -> Any:
    """SD-JWT VC issuer metadata of the platform itself."""
    key_set = lists.key_set(session(), PLATFORM, now=now())
    return _document({"issuer": services().settings.base_url, "jwks": key_set}, keep=KEYS_KEPT)


@blueprint.route("/.well-known/jwt-vc-issuer/issuers/<string(maxlength=4):code>")
@allow("public")
@blueprint.response(200, ISSUER_METADATA)
def issuer_metadata(code: str) -> Any:
    """SD-JWT VC issuer metadata of one issuer, whose `iss` is the base URL + /issuers/ + its code."""
    key_set = lists.key_set(session(), code, now=now())
    return _document({"issuer": f"{services().settings.base_url}/issuers/{code}", "jwks": key_set}, keep=KEYS_KEPT)


@blueprint.route("/api/v1/trust-list")
@allow("public")
@blueprint.response(200, JWS_TEXT, content_type="application/jwt")
def trust_list() -> Response:
    """The signed trust list: issuers, their keys and the certificate types each may sign."""
    lists.ensure_published(services().engine, box=services().box, now=now())
    token = lists.trust_list(session(), box=services().box, now=now())
    return _cacheable(token.encode(), "application/jwt", keep=status.TTL)


@blueprint.route("/api/v1/status-lists/<int(max=2147483647):list_no>")
@allow("public")
@blueprint.response(200, JWS_TEXT, content_type=JWT)
@blueprint.doc(responses={200: {"content": {CWT: {"schema": {"type": "string", "format": "binary"}}}}})
def status_list(list_no: int) -> Response:
    """A Token Status List as JWT or, when Accept asks for it, CWT; as it is at this moment."""
    if "time" in request.args:
        raise HistoryNotKept
    wanted = request.accept_mimetypes.best_match([JWT, CWT]) if request.accept_mimetypes else JWT
    if wanted is None:
        raise NotAcceptable
    form: status.Form = "cwt" if wanted == CWT else "jwt"
    base_url, box = services().settings.base_url, services().box
    token, etag, keep = status.published(session(), list_no, form, box=box, base_url=base_url, now=now())
    response = _cacheable(token, wanted, keep=keep, etag=etag)
    response.vary.add("Accept")
    return response


@blueprint.route("/api/v1/bundle")
@allow("public")
@blueprint.arguments(WANTED, location="query")
@blueprint.response(200, JWS_TEXT, content_type="application/jwt")
def bundle(query: dict[str, Any]) -> Response:
    """The bundle: everything a gate without network needs for the day, in one signed file.

    With `regions=none` it carries no other region, and its number is of another count: what other regions fetch.
    """
    own = services()
    lists.ensure_published(own.engine, box=own.box, now=now())
    base_url, alone = own.settings.base_url, query["regions"] == "none"
    made = offline.bundle_with_etag(session(), own.catalogue, box=own.box, base_url=base_url, now=now(), alone=alone)
    return _cacheable(made[0].encode(), "application/jwt", keep=made[2], etag=made[1])


@blueprint.route("/api/v1/bundle/delta")
@allow("public")
@blueprint.arguments(HELD, location="query")
@blueprint.response(200, JWS_TEXT, content_type="application/jwt")
def bundle_delta(held: dict[str, Any]) -> Response:
    """What changed since the bundle that a gate holds, signed; or the whole bundle, when that is old or saves little.

    The header's `typ` says which: liangma-bundle-delta+jwt or liangma-bundle+jwt.
    """
    own = services()
    lists.ensure_published(own.engine, box=own.box, now=now())
    base, base_url = Base(**held), own.settings.base_url
    made = offline.delta_with_etag(session(), own.catalogue, base=base, box=own.box, base_url=base_url, now=now())
    text, etag, keep = made
    return _cacheable(text.encode(), "application/jwt", keep=keep, etag=etag, weak=True)


@blueprint.route("/api/v1/certificate-types")
@allow("public")
@blueprint.response(200, TYPE_LIST)
def certificate_types() -> Any:
    """All certificate types with their fields and views, by number."""
    kinds = sorted(services().catalogue.types, key=lambda kind: kind.number)
    return _document(TYPE_LIST.dump({"items": [describe(kind) for kind in kinds]}), keep=TYPES_KEPT)


@blueprint.route("/api/v1/certificate-types/<string(maxlength=60):type_id>")
@allow("public")
@blueprint.response(200, TYPE)
def certificate_type(type_id: str) -> Any:
    """One certificate type with its fields and views."""
    kind = services().catalogue.by_id(type_id)
    if kind is None:
        raise TypeUnknown(type_id)
    return _document(TYPE.dump(describe(kind)), keep=TYPES_KEPT)


@blueprint.route("/types/<string(maxlength=60):type_id>")
@allow("public")
@blueprint.response(200, {"type": "object", "description": "SD-JWT VC Type Metadata"})
def type_metadata(type_id: str) -> Any:
    """SD-JWT VC Type Metadata of one certificate type, at the path its `vct` names."""
    kind = services().catalogue.by_id(type_id)
    if kind is None:
        raise TypeUnknown(type_id)
    return _document(kind.metadata, keep=TYPES_KEPT)


@blueprint.route("/api/v1/issuers")
@allow(*STAFF)
@blueprint.response(200, ISSUERS)
def issuers() -> Any:
    """Issuers, the types each may sign and the state of every key: a department sees its own, other staff all."""
    only = (actor().office or "") if actor().role == "department" else None
    return {"items": overview.issuers(session(), only=only, now=now())}


@blueprint.route("/api/v1/lists")
@allow(*STAFF)
@blueprint.response(200, LISTS)
def standing_lists() -> Any:
    """The trust list, the status lists and the bundle as they stand now."""
    return overview.standing(session())


@blueprint.route("/api/v1/audit/checks", methods=["POST"])
@allow("auditor")
@blueprint.response(200, REPORT)
def audit_check() -> Any:
    """Walk every chain of the audit log, hold it against the signed checkpoints, and name each break."""
    own = services()
    folder = own.settings.checkpoints_dir
    return check_log(own.engine, session, folder=folder, actor=actor().subject, now=now())


def _document(value: dict[str, Any], *, keep: int) -> Response:
    return _cacheable(jws.to_json(value), "application/json", keep=keep)


def _cacheable(body: bytes, content_type: str, *, keep: int, etag: str | None = None, weak: bool = False) -> Response:
    """An answer anybody may keep for `keep` seconds and then ask about by its ETag (304 while it is the same).

    `weak`: it says the same whenever the ETag is the same, but each is signed anew.
    """
    response = Response(body, content_type=content_type)
    response.set_etag(etag or base64url.encode(hashlib.sha256(body).digest()[:18]), weak=weak)
    response.headers["Cache-Control"] = f"public, max-age={keep}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.make_conditional(request)
    return response
