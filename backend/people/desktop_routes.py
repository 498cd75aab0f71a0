"""Routes of signing in on a desktop by the phone: the desktop asks and waits, the phone opens and approves."""

import uuid
from typing import Any

from flask import request

from backend.people import cookies, desktop, desktop_list, desktop_schemas
from backend.people.limits import count_attempt
from backend.people.screens import rough, screen_of
from backend.web.access import allow, from_phone
from backend.web.api import Room
from backend.web.request import actor, now, services, session

blueprint = Room("desktops")
MINE = "/me/desktop-requests"
OPENINGS_A_MINUTE = 20


@blueprint.route("/auth/desktop-requests", methods=["POST"])
@allow("public")
@blueprint.response(201, desktop_schemas.DesktopAsked())
def ask_for_desktop() -> dict[str, Any]:
    """A QR code and a number for a desktop's screen; nothing is written, and both are good for two minutes."""
    screen = screen_of(request.headers.get("User-Agent", ""), request.remote_addr or "")
    asked = desktop.ask(screen, box=services().box, now=now())
    return asked_answer(asked, services().settings.base_url)


def asked_answer(asked: desktop.Asked, base_url: str) -> dict[str, Any]:
    """The reference stands behind #, where no server's log sees it."""
    return {
        "reference": asked.reference, "address": f"{base_url}/desktop#{asked.reference}", "number": asked.number,
        "secret": asked.secret, "expires_at": asked.expires_at,
    }  # fmt: skip


@blueprint.route("/auth/desktop-requests/current", methods=["GET"])
@allow("public")
@blueprint.arguments(desktop_schemas.DesktopHeaders(), location="headers")
@blueprint.response(200, desktop_schemas.DesktopState())
def read_desktop_request(headers: dict[str, str]) -> dict[str, str]:
    """How far the request is, for the desktop that asked."""
    return {"state": desktop.state_of(session(), headers["secret"], box=services().box, now=now())}


@blueprint.route("/auth/desktop-sessions", methods=["POST"])
@allow("public")
@blueprint.arguments(desktop_schemas.DesktopSecret())
@blueprint.response(201, desktop_schemas.DesktopSignedIn())
def sign_in_on_desktop(body: dict[str, str]) -> dict[str, Any]:
    """Sign the desktop in once the phone approved, for eight hours, or half an hour without use; it has no key."""
    tokens = desktop.sign_in(session(), body["secret"], box=services().box, now=now())
    csrf, expires_in = cookies.hand_out(tokens, now=now()), tokens.access_expires_at - now()
    return {"access_token": tokens.access, "expires_in": expires_in, "role": tokens.role, "csrf_token": csrf}


@blueprint.route(f"{MINE}/openings", methods=["POST"])
@allow("citizen")
@from_phone
@blueprint.arguments(desktop_schemas.DesktopReference())
@blueprint.response(200, desktop_schemas.DesktopOpened())
def open_desktop_request(body: dict[str, str]) -> dict[str, Any]:
    """What asks to be signed in. From now on only this account can answer."""
    key = services().box.blind("desktop-open", actor().subject)
    count_attempt(session(), "desktop-open", key, window_seconds=60, most=OPENINGS_A_MINUTE, now=now())
    opened = desktop.open_request(session(), body["reference"], actor=actor(), box=services().box, now=now())
    screen, own = opened.screen, rough(request.remote_addr or "")
    return {
        "browser": screen.browser, "system": screen.system, "network": screen.network,
        "near": bool(own) and own == screen.network, "kiosk": screen.kiosk_name,
        "aud": services().settings.base_url, "expires_at": opened.expires_at,
    }  # fmt: skip


@blueprint.route(f"{MINE}/approvals", methods=["POST"])
@allow("citizen")
@from_phone
@blueprint.arguments(desktop_schemas.DesktopApproval())
@blueprint.response(204)
def approve_desktop(body: dict[str, Any]) -> None:
    """Let the desktop in, by the number on its screen and this phone's signature. A wrong number ends the request."""
    aud = services().settings.base_url
    desktop.approve(session(), **body, aud=aud, actor=actor(), box=services().box, now=now())


@blueprint.route(f"{MINE}/refusals", methods=["POST"])
@allow("citizen")
@from_phone
@blueprint.arguments(desktop_schemas.DesktopReference())
@blueprint.response(204)
def refuse_desktop(body: dict[str, str]) -> None:
    """Nobody here asked for it: the request is over."""
    desktop.refuse(session(), body["reference"], actor=actor(), box=services().box, now=now())


@blueprint.route("/me/desktops", methods=["GET"])
@allow("citizen")
@blueprint.response(200, desktop_schemas.DesktopList())
def list_desktops() -> dict[str, Any]:
    """Where the holder is signed in without a phone's key."""
    return {"items": desktop_list.desktops_of(session(), actor=actor(), now=now())}


@blueprint.route("/me/desktops/<uuid:sign_in_id>", methods=["DELETE"])
@allow("citizen")
@blueprint.response(204)
def end_desktop(sign_in_id: uuid.UUID) -> None:
    """Sign a desktop out, at once."""
    desktop_list.end_desktop(session(), sign_in_id, actor=actor(), now=now())
