"""The cookies of a sign-in: the refresh token (httpOnly, SameSite=Strict), its CSRF value, and the mark of a browser
that signed in before. They are set on the answer that is being made.

Outside the demo their names begin with `__Host-`, so that no other host of the city's domain can set them in our place;
such a cookie goes to every path, and only the sign-in routes read it. In the demo they go to these routes alone.
"""

from flask import Response, after_this_request, current_app, request
from flask_jwt_extended import get_csrf_token, set_refresh_cookies, unset_refresh_cookies

from backend.people.limits import MARK_SECONDS, Visitor
from backend.people.sign_ins import Tokens
from backend.people.tokens import HOST_ONLY

MARK = "known_browser"


def visitor() -> Visitor:
    """Who makes this request, for the limits."""
    return Visitor(address=request.remote_addr or "", mark=request.cookies.get(_mark_name()))


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


def _mark_name() -> str:
    return HOST_ONLY + MARK if str(current_app.config["JWT_REFRESH_COOKIE_NAME"]).startswith(HOST_ONLY) else MARK


def leave_mark(mark: str) -> None:
    """Remember this browser as one that signed in to the account."""

    @after_this_request
    def set_mark(response: Response) -> Response:
        secure = bool(current_app.config["JWT_COOKIE_SECURE"])
        response.set_cookie(
            _mark_name(), mark, max_age=MARK_SECONDS, path=current_app.config["JWT_REFRESH_COOKIE_PATH"],
            secure=secure, httponly=True, samesite="Strict",
        )  # fmt: skip
        return response


def take_back() -> None:
    """Delete the refresh cookies. The mark stays: it admits nobody."""

    @after_this_request
    def unset(response: Response) -> Response:
        unset_refresh_cookies(response)
        return response
