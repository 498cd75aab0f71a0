"""A certificate and a view of it, named by their holder to be resolved here: by a pack, or by a signed consent.

1. The certificate is there, its live state is good, and it has the view. 2. Fields are opened only by `open_view`.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from backend.certificates.models import Certificate, Showing
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import open_fields
from backend.certificates.showings import on_behalf
from backend.registries.calendar import day_of
from backend.verification import live
from backend.verification.verdict import Behalf, Shown
from backend.web.request import Services
from certs.catalogue import CertificateType
from certs.verify import Check


@dataclass(frozen=True, slots=True)
class NamedView:
    """A certificate that was named, and the fields that its view would show."""

    certificate: Certificate
    type: CertificateType
    view: int
    names: tuple[str, ...]
    showing: Showing | None = None  # where another's phone shows it


class Refused(Exception):
    """Ends an examination; whoever examines makes an answer of it. `at` is the check's name."""

    def __init__(self, at: str, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


def checks_in(order: Sequence[str], why: Refused | None, *, unasked: Sequence[str] = ()) -> tuple[Check, ...]:
    """Every check in this order: passed up to the one that failed, skipped after it, and skipped where nothing was to
    be looked at."""
    end = len(order) if why is None else order.index(why.at)
    passed = [Check(name, "skipped" if name in unasked else "passed") for name in order[:end]]
    if why is None:
        return tuple(passed)
    return (*passed, Check(why.at, "failed", why.reason), *(Check(name, "skipped") for name in order[end + 1 :]))


def name_view(
    certificate: Certificate | None, view: int, *, today: str, services: Services, showing: Showing | None = None,
    only: Container[int] | None = None,
) -> NamedView:  # fmt: skip
    """Rule 1. `certificate` None: there is none of the holder's. `only`: numbers of the types of which the asker may
    learn whether a certificate stands; None: of all. Raises Refused."""
    if certificate is None:
        raise Refused("certificates", "certificate_unknown")
    if only is not None and certificate.type_number not in only:
        raise Refused("certificates", "type_not_permitted")
    why = live.state_why(certificate, today)
    if why is not None:
        raise Refused(*why)
    type_ = services.catalogue.by_number(certificate.type_number)
    if type_ is None:
        raise Refused("certificates", "unknown_type")
    if view not in type_.views:
        raise Refused("certificates", "view_unknown")
    return NamedView(certificate, type_, view, type_.views[view].fields, showing)


def open_view(named: NamedView, *, services: Services, now: int) -> Shown:
    """What the view shows today. Raises Refused for a row that was put under another person."""
    certificate = named.certificate
    try:
        clean = open_fields(certificate, box=services.box)
    except CertificateUnknown:
        raise Refused("certificates", "certificate_unknown") from None
    labels = named.type.view_fields(named.view, clean, today=day_of(now))
    fields = named.type.read_fields(labels)
    ids = certificate.certificate_id, certificate.person_id
    shown = Shown(*ids, named.type, certificate.handle, fields, certificate.valid_to)
    if named.showing is None:
        return shown
    one, by = named.showing, on_behalf(named.showing, box=services.box)
    return shown._replace(handle=one.handle, on_behalf=Behalf(by.kind, by.name, one.showing_id, one.presenter_id))
