"""Every route names its audience; a route without one answers nobody. A test walks all routes for this.

Rules: 1. no audience, no answer; 2. `public` needs no token; 3. any other audience needs a bearer token whose
role is named; 4. the token is read from the Authorization header only (RFC 6750), never from URL or body;
5. every request is counted by its route's limit class (`limit_classes`): by account, or by network address (an IPv6 /64
counts as one) where nobody is signed in; 6. what makes keys or gives copies
away is done `from_phone`: a desktop that a phone let in cannot, nor a sign-in that may be a removed phone's.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from backend.errors import Forbidden, NotOnDesktop, NotSignedIn, SignInAgain
from backend.web.limit_classes import class_of
from backend.web.networks import network_of
from backend.web.request import PUBLIC, bearer_of, now, services, unwrapped

ROLES = frozenset(
    {"public", "citizen", "window", "department", "officer", "operator", "security", "auditor", "partner", "kiosk"}
)
View = TypeVar("View", bound=Callable[..., Any])


def allow(*roles: str) -> Callable[[View], View]:
    """Name a route's audience. Stands directly under the route decorator."""
    unknown = set(roles) - ROLES
    if unknown or not roles:
        raise ValueError(f"unknown audience {sorted(unknown)}")

    def mark(view: View) -> View:
        view.audience = frozenset(roles)  # type: ignore[attr-defined]
        if "public" not in roles:
            doc = getattr(view, "_apidoc", {})
            doc.setdefault("manual_doc", {})["security"] = [{"bearer": []}]
            view._apidoc = doc  # type: ignore[attr-defined]
        return view

    return mark


def from_phone(view: View) -> View:
    """Rule 6. Stands under `allow`."""
    view.from_phone = True  # type: ignore[attr-defined]
    return view


def audience_of(app: Flask, endpoint: str) -> frozenset[str]:
    return getattr(app.view_functions[endpoint], "audience", frozenset())


def check_audience() -> None:
    """before_request hook."""
    asked = unwrapped(request)
    if asked.endpoint is None:  # 404 and 405 answer for themselves
        return
    audience = audience_of(unwrapped(current_app), asked.endpoint)
    if "public" in audience:
        g.actor = PUBLIC
        _count(asked.endpoint, network_of(asked.remote_addr or ""))
        return
    actor = services().authenticate(_bearer(asked.environ), now())
    g.actor = actor
    _count(asked.endpoint, actor.subject)
    if actor.role not in audience:
        raise Forbidden
    if (actor.desktop or actor.stale) and hasattr(current_app.view_functions[asked.endpoint], "from_phone"):
        raise NotOnDesktop if actor.desktop else SignInAgain


def _count(endpoint: str, who: str) -> None:
    """Rule 5. Raises TooMany."""
    limit = class_of(current_app.view_functions[endpoint])
    if limit is not None:
        g.left = services().request_limits.count(limit, who, now=now())


def _bearer(environ: dict[str, Any]) -> str:
    token = bearer_of(environ)
    if not token:
        raise NotSignedIn
    return token
