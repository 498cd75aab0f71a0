"""create_app(settings): the only file that knows every room."""

import gc
import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import db, key_device
from backend.audit import routes as audit_routes
from backend.batches import routes as batches_routes
from backend.cases.awaited import awaited
from backend.cases.intake import agent_routes as case_agents_routes
from backend.cases.intake import print_routes
from backend.cases.intake import proof_routes as case_proofs_routes
from backend.cases.intake import routes as cases_routes
from backend.cases.mine import agent_routes as my_agents_routes
from backend.cases.mine import commitment_routes, printed_routes
from backend.cases.mine import routes as my_cases_routes
from backend.cases.office import check_routes
from backend.cases.office import routes as office_routes
from backend.certificates import card_routes as certificate_cards_routes
from backend.certificates import revocation_routes
from backend.certificates import routes as certificates_routes
from backend.companies import department_routes as company_freezes_routes
from backend.companies import routes as companies_routes
from backend.config import Settings, from_env
from backend.delegations import routes as delegations_routes
from backend.guardians import record_routes as family_records_routes
from backend.guardians import routes as guardians_routes
from backend.issuers import routes as issuers_routes
from backend.kiosks import routes as kiosks_routes
from backend.matters import routes as matters_routes
from backend.matters import version_routes as matter_versions_routes
from backend.notices import routes as notices_routes
from backend.openid import authorise_routes as authorisations_routes
from backend.openid import holder_routes as offers_routes
from backend.openid import metadata_routes as issuer_routes
from backend.openid import routes as openid_routes
from backend.openid import taken_routes as taken_copies_routes
from backend.openid.express import LANE as COPIES
from backend.openid.providers import trust_for
from backend.papers import case_routes as case_papers_routes
from backend.papers import routes as papers_routes
from backend.papers.fonts import check_fonts
from backend.partners import application_routes as partner_applications_routes
from backend.partners import routes as partners_routes
from backend.partners import standing_routes as partner_standing_routes
from backend.partners.purposes import purpose_words
from backend.partners.quota import Turnstile
from backend.people import desktop_routes, sign_ins
from backend.people import routes as people_routes
from backend.presentations import routes as presentations_routes
from backend.presentations import wallet_routes as presentation_wallets_routes
from backend.presentations.express import LANE as WALLETS
from backend.privacy import routes as privacy_routes
from backend.proofs import routes as proofs_routes
from backend.proposals import routes as proposals_routes
from backend.proposals.folder import load_programmes
from backend.questions import routes as questions_routes
from backend.ratings import routes as ratings_routes
from backend.regions import routes as regions_routes
from backend.registries import routes as registries_routes
from backend.registries.holidays_folder import load_calendar
from backend.requests import duty_routes, my_routes
from backend.requests import routes as requests_routes
from backend.seals import routes as seals_routes
from backend.security.settings import checked_box
from backend.statistics import metrics_routes
from backend.statistics import routes as statistics_routes
from backend.trust import routes as trust_routes
from backend.types_folder import load_catalogue
from backend.verification import report_routes as reconciliation_routes
from backend.verification import routes as verification_routes
from backend.verification import ward_routes as ward_history_routes
from backend.verification.express import LANE
from backend.web import api, health, lifecycle, logs, pages, problems, traces
from backend.web.answer_times import AnswerTimes
from backend.web.express import Express, ExpressCalls, ExpressForms
from backend.web.refused_codes import RefusedCodes
from backend.web.replica import make_replica
from backend.web.request import Services, clock
from backend.web.request_limits import RequestLimits
from backend.web.strict import StrictProvider
from backend.webhooks import routes as webhooks_routes
from backend.webhooks import staff_routes as partner_webhooks_routes

ROOMS = (
    audit_routes, trust_routes, issuers_routes, regions_routes, seals_routes, people_routes, desktop_routes,
    registries_routes,
    batches_routes, certificates_routes,
    certificate_cards_routes, revocation_routes,
    verification_routes, reconciliation_routes, ward_history_routes,
    notices_routes, partners_routes, partner_applications_routes, partner_standing_routes,
    matters_routes, matter_versions_routes, proofs_routes, privacy_routes,
    cases_routes, case_proofs_routes, my_cases_routes, commitment_routes, office_routes, check_routes,
    case_agents_routes, my_agents_routes,
    proposals_routes, ratings_routes, statistics_routes, metrics_routes, offers_routes, authorisations_routes,
    issuer_routes,
    openid_routes, taken_copies_routes,
    webhooks_routes, partner_webhooks_routes, questions_routes, presentations_routes, presentation_wallets_routes,
    requests_routes, my_routes, duty_routes, kiosks_routes, guardians_routes, family_records_routes, delegations_routes,
    companies_routes, company_freezes_routes, printed_routes, print_routes,
    papers_routes, case_papers_routes,
)  # fmt: skip


class Office(Flask):
    """Flask without its question, six times a request, whether a function is a coroutine: none here is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def log_exception(self, exc_info: Any) -> None:
        """Nothing: the one edge of errors logs each by type and place, for a message may quote values."""


def create_app(settings: Settings, *, engine: Engine | None = None) -> Flask:
    """The whole office for one start. Tests hand in an engine; anyone else lets the settings make it."""
    logs.configure()
    app = Office("liangma", static_folder=None)
    app.json = StrictProvider(app)
    engine = engine or db.make_engine(settings.database_url, settings.database)
    load_calendar(settings.holidays_dir)  # a broken file stops the start, of programmes too
    catalogue = load_catalogue(settings.types_dir)
    load_programmes(settings.programmes_dir, catalogue)
    key_device.use(settings)
    trust_for(settings)
    app.extensions["liangma"] = Services(
        settings=settings,
        engine=engine,
        box=checked_box(settings, engine, now=clock()),
        catalogue=catalogue,
        request_limits=RequestLimits(
            settings.redis_url, everybody=settings.most_a_minute, timeout=settings.redis_ms / 1000
        ),
        refused_codes=RefusedCodes(),
        answer_times=AnswerTimes(),
        authenticate=sign_ins.make_authenticator(engine, settings),
        admit=Turnstile(engine),
        awaited=awaited,
        purpose_words=purpose_words,
        replica=make_replica(engine, settings),
    )
    sign_ins.configure(app, settings)
    _add_lanes(app, settings)
    lifecycle.register(app)
    problems.register(app)
    documented = api.make_api(app)
    for room in ROOMS:
        documented.register_blueprint(room.blueprint)
    documented.register_blueprint(partners_routes.for_staff)
    health.register(app)
    pages.register(app, settings.pages_dir)
    traces.trace_requests(app, LANE.path)
    return app


def _add_lanes(app: Flask, settings: Settings) -> None:
    """Those for anybody stand behind the proxy's word, for they count addresses."""
    app.wsgi_app = ExpressForms(app, WALLETS)  # type: ignore[method-assign]
    app.wsgi_app = ExpressCalls(app, COPIES)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.wsgi_app = Express(app, LANE)  # type: ignore[method-assign]


def from_environment() -> Flask:
    """The factory that servers call: `granian --factory backend.app:from_environment`."""
    settings = from_env(os.environ)
    check_fonts(settings.fonts_dir)  # here, not in create_app: a command without papers needs no fonts
    app = create_app(settings)
    logs.gather()
    gc.collect()
    gc.freeze()  # what lives as long as the process is not searched for garbage again and again
    return app
