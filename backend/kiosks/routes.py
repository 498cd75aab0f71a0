"""Routes of kiosks: an operator registers and stops them, a machine is set up, a person visits."""

import uuid
from typing import Any

from backend.kiosks import register, schemas, shown, visits
from backend.kiosks.models import Kiosk, KioskVisit
from backend.people import cookies, desktop
from backend.people.desktop_routes import asked_answer
from backend.people.desktop_schemas import DesktopAsked
from backend.people.schemas import SignedIn
from backend.verification.printed_codes import PREFIX
from backend.verification.printed_schemas import Paper
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.limit_classes import guesses
from backend.web.request import actor, now, services, session

blueprint = Room("kiosks", description="Public screens in a hall, which forget")
VISITS = "/kiosk/visits"
VISIT = f"{VISITS}/<uuid:visit_id>"


@blueprint.route("/kiosks", methods=["POST"])
@allow("operator")
@idempotent
@blueprint.arguments(schemas.NewKiosk())
@blueprint.response(201, schemas.KioskWithCode())
def register_kiosk(body: dict[str, Any]) -> dict[str, Any]:
    """Register a kiosk in a hall; the code that sets its machine up is shown once."""
    named = register.Named(body["name"]["zh"], body["name"]["en"], body["hall"])
    kiosk, code = register.register(
        session(), named, catalogue=services().catalogue, box=services().box, actor=actor(), now=now()
    )
    return {**_kiosk(kiosk), "setup_code": code}


@blueprint.route("/kiosks", methods=["GET"])
@allow("operator")
@blueprint.response(200, schemas.KioskList())
def list_kiosks() -> dict[str, Any]:
    """All kiosks, stopped ones too."""
    return {"items": [_kiosk(kiosk) for kiosk in register.kiosks(session())]}


@blueprint.route("/kiosks/<string(maxlength=40):kiosk_id>/setup-codes", methods=["POST"])
@allow("operator")
@blueprint.response(201, schemas.KioskWithCode())
def ask_setup_code(kiosk_id: str) -> dict[str, Any]:
    """A new set-up code; the machine that was set up before is out."""
    kiosk, code = register.ask_setup(session(), kiosk_id, box=services().box, actor=actor(), now=now())
    return {**_kiosk(kiosk), "setup_code": code}


@blueprint.route("/kiosks/<string(maxlength=40):kiosk_id>/stop", methods=["POST"])
@allow("operator")
@blueprint.response(204)
def stop_kiosk(kiosk_id: str) -> None:
    """Stop a kiosk for good, at once."""
    register.stop(session(), kiosk_id, actor=actor(), now=now())


@blueprint.route("/auth/kiosk-sessions", methods=["POST"])
@allow("public")
@guesses("kiosk")
@blueprint.arguments(schemas.SetupCode())
@blueprint.response(201, SignedIn())
def set_kiosk_up(body: dict[str, str]) -> dict[str, Any]:
    """Make this machine the kiosk."""
    tokens = register.set_up(
        session(), body["setup_code"], visitor=cookies.visitor(), box=services().box, now=now()
    )  # fmt: skip
    csrf, expires_in = cookies.hand_out(tokens, now=now()), tokens.access_expires_at - now()
    return {"access_token": tokens.access, "expires_in": expires_in, "role": tokens.role, "csrf_token": csrf}


@blueprint.route("/kiosk", methods=["GET"])
@allow("kiosk")
@blueprint.response(200, schemas.ThisKiosk())
def show_this_kiosk() -> dict[str, Any]:
    """What this machine is called, and where it stands."""
    return _kiosk(_here())


@blueprint.route("/kiosk/desktop-requests", methods=["POST"])
@allow("kiosk")
@blueprint.response(201, DesktopAsked())
def ask_for_visit() -> dict[str, Any]:
    """A QR code and a number by which a phone says who stands at this kiosk; good for two minutes."""
    kiosk = _here()
    screen = desktop.Screen("other", "other", "", kiosk.kiosk_id, kiosk.name_zh)
    return asked_answer(desktop.ask(screen, box=services().box, now=now()), services().settings.base_url)


@blueprint.route(VISITS, methods=["POST"])
@allow("kiosk")
@blueprint.arguments(schemas.VisitBody())
@blueprint.response(201, schemas.VisitAnswer())
def begin_visit(body: dict[str, str]) -> dict[str, Any]:
    """Somebody says who they are: by a phone's code, a printed one, or an approved request. Ends the visit before."""
    how = visits.by_phone if "secret" in body else visits.by_code
    if body.get("code", "").startswith(PREFIX):
        how = visits.by_paper
    given = body.get("secret") or body["code"]
    visit = how(session(), _here(), given, actor=actor(), services=services(), now=now())
    return _visit(visit) | shown.overview(session(), visit, services=services())


@blueprint.route(VISIT, methods=["GET"])
@allow("kiosk")
@blueprint.response(200, schemas.VisitAnswer())
def show_visit(visit_id: uuid.UUID) -> dict[str, Any]:
    """The person's certificates, masked, and cases."""
    visit = _at(visit_id)
    return _visit(visit) | shown.overview(session(), visit, services=services())


@blueprint.route(f"{VISIT}/continuation", methods=["POST"])
@allow("kiosk")
@blueprint.response(200, schemas.VisitState())
def continue_visit(visit_id: uuid.UUID) -> dict[str, Any]:
    """The person is still there: three more minutes, fifteen in all."""
    visit = _at(visit_id)
    visits.go_on(session(), visit, now=now())
    return _visit(visit)


@blueprint.route(VISIT, methods=["DELETE"])
@allow("kiosk")
@blueprint.response(204)
def leave_visit(visit_id: uuid.UUID) -> None:
    """The person leaves; what the kiosk showed is reached no more."""
    _at(visit_id)
    visits.leave(session(), _here(), visit_id, actor=actor(), now=now())


@blueprint.route(f"{VISIT}/matters/<string(maxlength=40):code>", methods=["GET"])
@allow("kiosk")
@blueprint.response(200, schemas.NeededAnswer())
def show_needed(visit_id: uuid.UUID, code: str) -> dict[str, Any]:
    """What a matter needs, and what of it the person has already."""
    return shown.needed(session(), _at(visit_id), code, services=services(), now=now())


@blueprint.route(f"{VISIT}/printed-codes", methods=["POST"])
@allow("kiosk")
@idempotent
@blueprint.arguments(schemas.KioskPrintBody())
@blueprint.response(201, Paper())
def print_code(body: dict[str, Any], visit_id: uuid.UUID) -> dict[str, Any]:
    """A code on paper for one matter, this day, one use; windows take it in place of the phone's."""
    visit = _at(visit_id)
    return shown.print_for(
        session(), visit, body["matter"], body["certificate_ids"], actor=actor(), services=services(), now=now()
    )


def _here() -> Kiosk:
    return register.active_kiosk(session(), actor().office)


def _at(visit_id: uuid.UUID) -> KioskVisit:
    return visits.visit_of(session(), _here(), visit_id, now=now())


def _kiosk(kiosk: Kiosk) -> dict[str, Any]:
    return {
        "kiosk_id": kiosk.kiosk_id, "name": {"zh": kiosk.name_zh, "en": kiosk.name_en}, "hall": kiosk.hall,
        "registered_at": kiosk.registered_at, "set_up_at": kiosk.set_up_at, "stopped_at": kiosk.stopped_at,
        "setup_until": kiosk.setup_until if kiosk.setup_key else None,
    }  # fmt: skip


def _visit(visit: KioskVisit) -> dict[str, Any]:
    return {"visit_id": visit.visit_id, "how": visit.how, "ends_at": visit.ends_at}
