"""Access and refresh tokens: JWTs of this office, for this office (HS256, one algorithm, one key, our issuer and
audience).

Rules: 1. a token is three parts of base64url in their one spelling; 2. the algorithm and the key are ours, whatever
the header says (`kid`, `jku`, `x5u`, `jwk` choose nothing); 3. issuer and audience are this office; 4. the kind is
the one asked for; 5. it has not ended. What a token may do is not in it: the sign-in it names says so.
"""

from dataclasses import dataclass
from hmac import compare_digest
from typing import Any
from uuid import UUID

import jwt
from flask import Flask
from flask_jwt_extended import JWTManager, create_access_token, create_refresh_token, decode_token
from flask_jwt_extended.exceptions import JWTExtendedException

from backend.config import Settings
from backend.errors import NotSignedIn
from certs import base64url
from certs.errors import MalformedError

REFRESH_PATH = "/api/v1/auth"
HOST_ONLY = "__Host-"  # a browser takes such a cookie from this very host alone, by https, for all of its paths
MAX_CHARS = 4096


@dataclass(frozen=True)
class Token:
    """What a checked token says. Times are seconds since 1970."""

    subject: str
    sign_in_id: UUID
    jti: str
    expires_at: int


def configure(app: Flask, settings: Settings) -> None:
    """Settings of flask-jwt-extended for this start."""
    host = "" if settings.demo else HOST_ONLY
    app.config.update(
        JWT_SECRET_KEY=settings.token_key,
        JWT_ALGORITHM="HS256",
        JWT_DECODE_ALGORITHMS=["HS256"],
        JWT_ENCODE_ISSUER=settings.base_url,
        JWT_DECODE_ISSUER=settings.base_url,
        JWT_ENCODE_AUDIENCE=settings.base_url,
        JWT_DECODE_AUDIENCE=settings.base_url,
        JWT_ENCODE_NBF=False,
        JWT_TOKEN_LOCATION=["headers", "cookies"],
        JWT_REFRESH_COOKIE_NAME=f"{host}refresh_token",
        JWT_REFRESH_COOKIE_PATH="/" if host else REFRESH_PATH,
        JWT_REFRESH_CSRF_COOKIE_NAME=f"{host}csrf_refresh_token",
        JWT_COOKIE_CSRF_PROTECT=True,
        JWT_COOKIE_SECURE=settings.base_url.startswith("https://") or not settings.demo,
        JWT_COOKIE_SAMESITE="Strict",
        JWT_SESSION_COOKIE=False,
    )
    JWTManager(app)


def make_access(subject: str, sign_in_id: UUID, *, now: int, expires_at: int) -> str:
    return str(
        create_access_token(subject, expires_delta=False, additional_claims=_claims(sign_in_id, now, expires_at))
    )


def make_refresh(
    subject: str, sign_in_id: UUID, *, jti: str, now: int, expires_at: int, csrf: str | None = None
) -> str:
    """A refresh token; its CSRF value is a new one unless the page that will use it chose one."""
    claims = _claims(sign_in_id, now, expires_at) | {"jti": jti} | ({"csrf": csrf} if csrf else {})
    return str(create_refresh_token(subject, expires_delta=False, additional_claims=claims))


def _claims(sign_in_id: UUID, now: int, expires_at: int) -> dict[str, Any]:
    return {"sid": str(sign_in_id), "iat": now, "exp": expires_at}


def read(text: str, kind: str, *, now: int, csrf: tuple[str, ...] | None = None) -> Token:
    """The token of this kind (access | refresh); with `csrf`, one that carries one of these. Raises NotSignedIn."""
    try:
        _refuse_respelt(text)
        claims = decode_token(text, allow_expired=True)
        if csrf is not None and not _carries(claims, csrf):
            raise NotSignedIn
        token = Token(_text(claims["sub"]), UUID(claims["sid"]), _text(claims["jti"]), _whole(claims["exp"]))
    except (
        jwt.PyJWTError,
        JWTExtendedException,
        MalformedError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise NotSignedIn from error
    if claims["type"] != kind or token.expires_at <= now:
        raise NotSignedIn
    return token


def _carries(claims: dict[str, Any], csrf: tuple[str, ...]) -> bool:
    own = _text(claims["csrf"]).encode()
    return any([value != "" and compare_digest(own, value.encode()) for value in csrf])  # both are compared, always


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _refuse_respelt(text: str) -> None:
    parts = text.split(".", 3)
    if len(text) > MAX_CHARS or len(parts) != 3:
        raise MalformedError("malformed", "not a token")
    for part in parts:
        base64url.decode(part)
