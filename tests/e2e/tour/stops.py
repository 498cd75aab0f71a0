"""Every page, one row a page or state of a page: who sees it, its name, its address, what is done there first.

A row without an address goes on from where the row before it ended.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.tour import acts, agents, applying, proofs, ratings, wallets
from tests.e2e.tour.visitors import City


@dataclass(frozen=True)
class Stop:
    visitor: str
    name: str
    path: str | None
    act: Callable[[Page, City], None] | None = None


STOPS = (
    Stop("stranger", "hello", "/"),
    Stop("stranger", "matters", "/matters"),
    Stop("stranger", "matter", "/matters/rs-pension-transfer"),
    Stop("stranger", "settings-stranger", "/settings"),
    Stop("stranger", "not-found", "/certificates/none"),
    Stop("stranger", "sign-in", "/sign-in"),
    Stop("stranger", "sign-in-code", None, acts.ask_for_number),
    Stop("stranger", "sign-in-name", None, acts.give_number),
    Stop("stranger", "sign-in-bind", None, acts.prove_name),
    Stop("citizen", "wallet", "/", acts.wallet),
    Stop("citizen", "certificate", None, acts.open_card),
    Stop("citizen", "copies", None, acts.open_copies),
    Stop("citizen", "copies-code", None, acts.offer),
    Stop("citizen", "authorise", None, wallets.asked),
    Stop("citizen", "authorise-over", "/authorize"),
    Stop("citizen", "show-used", "/", acts.used),
    Stop("citizen", "show", "/", acts.show),
    Stop("citizen", "show-portrait", None, acts.show_portrait),
    Stop("citizen", "show-number", "/", acts.show_number),
    Stop("citizen", "pack", "/pack"),
    Stop("citizen", "pack-matter", "/pack?matter=gj-loan"),
    Stop("citizen", "pack-code", None, acts.show_pack),
    Stop("citizen", "answer", "/answer"),
    Stop("citizen", "answer-to", None, acts.take_challenge),
    Stop("citizen", "history", "/history"),
    Stop("citizen", "devices", "/devices"),
    Stop("citizen", "notices", "/notices"),
    Stop("citizen", "settings", "/settings"),
    Stop("citizen", "matter-mine", "/matters/gj-loan"),
    Stop("citizen", "apply-begin", "/matters/rs-pension-transfer/apply"),
    Stop("citizen", "apply", None, applying.begin),
    Stop("citizen", "apply-form", None, applying.go_on),
    Stop("citizen", "apply-review", None, applying.fill),
    Stop("citizen", "case", None, applying.sign),
    Stop("citizen", "agent-name", None, agents.open_form),
    Stop("citizen", "case-agent", None, agents.authorise),
    Stop("citizen", "agencies", "/agencies", agents.listed),
    Stop("citizen", "cases", "/cases", applying.listed),
    Stop("citizen", "rate", "/", ratings.choose_level),
    Stop("citizen", "proofs", "/proofs"),
    Stop("citizen", "proof-kind", "/proofs/kinds/residence"),
    Stop("citizen", "proof", None, proofs.get_answer),
    Stop("citizen", "show-offline", "/", acts.without_network),
    Stop("stranger", "window-sign-in", "/window/sign-in"),
    Stop("clerk", "window", "/window"),
    Stop("clerk", "window-search", None, acts.search),
    Stop("clerk", "window-matter", "/window/matters/rs-pension-transfer", acts.choose_matter),
    Stop("clerk", "window-case", None, acts.begin_case),
    Stop("clerk", "window-exempt", None, acts.scan_at_window),
    Stop("clerk", "window-refused", None, acts.scan_again),
    Stop("clerk", "window-defer", None, acts.ask_to_defer),
    Stop("clerk", "window-agent", "/window/matters/rs-pension-transfer", agents.come_to_window),
    Stop("clerk", "window-letter", None, agents.name_from_letter),
    Stop("clerk", "window-check", "/window/check", acts.scan_at_window),
    Stop("clerk", "window-bring", "/window/cases/20260307-4830275911", acts.refused_to_bring),
    Stop("clerk", "window-keys", "/window", acts.keys),
    Stop("officer", "officer", "/officer"),
    Stop("officer", "officer-case", None, acts.take_case),
    Stop("officer", "officer-reject", None, acts.ask_to_reject),
    Stop("officer", "officer-checks", "/officer/checks"),
    Stop("officer", "officer-proofs", "/officer/proofs", proofs.wait_for_answer),
    Stop("officer", "officer-proof", None, proofs.open_request),
    Stop("gate", "gate-set-up", "/gate"),
    Stop("gate", "gate-anchor", None, acts.gate_connects),
    Stop("gate", "gate-purpose", None, acts.gate_trusts),
    Stop("gate", "gate", None, acts.gate_opens),
    Stop("gate", "gate-accepted", None, acts.gate_holds),
    Stop("gate", "gate-refused", "/gate", acts.gate_refuses),
    Stop("gate", "gate-day", "/gate/day"),
    Stop("gate", "gate-settings", "/gate/settings"),
    Stop("gate", "gate-challenge", None, acts.gate_challenges),
    Stop("gate", "gate-amber", None, acts.gate_hesitates),
    Stop("stranger", "admin-sign-in", "/admin/sign-in"),
    Stop("operator", "admin", "/admin"),
    Stop("operator", "admin-batches", "/admin/batches"),
    Stop("operator", "admin-imports", "/admin/imports"),
    Stop("operator", "admin-keys", "/admin/keys"),
    Stop("operator", "admin-partners", "/admin/partners"),
    Stop("operator", "admin-ratings", "/admin/ratings"),
    Stop("operator", "admin-follow-ups", "/admin/follow-ups", ratings.rate_badly),
    Stop("operator", "admin-proposals", "/admin/proposals"),
    Stop("operator", "admin-types", "/admin/catalogue"),
    Stop("operator", "admin-type", "/admin/catalogue/types/resident-id"),
    Stop("operator", "admin-matters", "/admin/catalogue/matters"),
    Stop("operator", "admin-matter", "/admin/catalogue/matters/rs-pension-transfer"),
    Stop("operator", "admin-versions", "/admin/catalogue/matters/rs-pension-transfer/versions"),
    Stop("operator", "admin-edit", "/admin/catalogue/matters/rs-pension-transfer/edit"),
    Stop("operator", "admin-calendar", "/admin/catalogue/calendar"),
    Stop("department", "admin-certificates", "/admin/certificates", acts.look_up),
    Stop("auditor", "admin-audit", "/admin/audit"),
    Stop("auditor", "admin-check", "/admin/check"),
)
