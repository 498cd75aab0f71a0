"""The cookies of a sign-in: the refresh token (httpOnly, SameSite=Strict, for /api/v1/auth alone), its CSRF value,
and the mark of a browser that signed in before. They are set on the answer that is being made.
"""

from flask import Response, after_this_request, current_app, request
from flask_jwt_extended import get_csrf_token, set_refresh_cookies, unset_refresh_cookies

from backend.people.limits import MARK_SECONDS, Visitor
from backend.people.sign_ins import Tokens
from backend.people.tokens import REFRESH_PATH

MARK = "known_browser"


def visitor() -> Visitor:
    """Who makes this request, for the limits."""
    return Visitor(address=request.remote_addr or "", mark=request.cookies.get(MARK))


def refresh_token() -> str:
    """The refresh token of this request; empty when there is none."""
    return request.cookies.get(str(current_app.config["JWT_REFRESH_COOKIE_NAME"]), "")


def hand_out(tokens: Tokens, *, now: int) -> str:
    """Put the refresh token in its cookie; returns the CSRF value to send beside it."""
    refresh, ends = tokens.refresh or "", tokens.refresh_expires_at or now

    @after_this_request
    def set_cookies(response: Response) -> Response:
        set_refresh_cookies(response, refresh, max_age=ends - now)
        return response

    return str(get_csrf_token(refresh))


def leave_mark(mark: str) -> None:
    """Remember this browser as one that signed in to the account."""

    @after_this_request
    def set_mark(response: Response) -> Response:
        secure = bool(current_app.config["JWT_COOKIE_SECURE"])
        response.set_cookie(
            MARK, mark, max_age=MARK_SECONDS, path=REFRESH_PATH, secure=secure, httponly=True, samesite="Strict"
        )
        return response


def take_back() -> None:
    """Delete the refresh cookies. The mark stays: it admits nobody."""

    @after_this_request
    def unset(response: Response) -> Response:
        unset_refresh_cookies(response)
        return response
