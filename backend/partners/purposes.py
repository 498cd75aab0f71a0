"""What partners said that they ask for, in words, for whoever reads later what was shown to them.

1. The words are those of the registration that stands. 2. A purpose that was given up since keeps the words that it was
approved with last. 3. A purpose named by its code alone has no words.
One statement for any number of purposes, and one more only where rule 2 is needed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.partners.models import Partner, PartnerApplication
from backend.partners.states import APPROVED
from backend.web.purposes import Asked, Words


def purpose_words(session: Session, asked: Iterable[Asked]) -> dict[Asked, Words]:
    """As `web.purposes.PurposeWords` says. Whoever asks leaves out what is no partner's."""
    wanted = set(asked)
    if not wanted:
        return {}
    standing = select(Partner.client_id, Partner.registration["purposes"]).where(
        Partner.client_id.in_({client_id for client_id, _ in wanted})
    )
    found = _said(wanted, session.execute(standing))
    given_up = {one for one in wanted if one not in found}
    return _worded(_given_up(session, given_up) | found if given_up else found)


def _given_up(session: Session, wanted: set[Asked]) -> dict[Asked, Any]:
    """Rule 2: what was approved later is said over what was approved before."""
    before = (
        select(PartnerApplication.client_id, PartnerApplication.document["purposes"])
        .where(
            PartnerApplication.client_id.in_({client_id for client_id, _ in wanted}),
            PartnerApplication.state == APPROVED,
        )
        .order_by(PartnerApplication.decided_at, PartnerApplication.application_id)
    )
    return _said(wanted, session.execute(before))


def _said(wanted: set[Asked], rows: Iterable[Any]) -> dict[Asked, Any]:
    """Of each row's purposes those that are wanted; a later row over an earlier one."""
    return {
        (client_id, code): given
        for client_id, purposes in rows
        for code, given in purposes.items()
        if (client_id, code) in wanted
    }


def _worded(found: Mapping[Asked, Any]) -> dict[Asked, Words]:
    """Rule 3."""
    return {
        asked: {"zh": given["zh"], "en": given["en"]}
        for asked, given in found.items()
        if {given["zh"], given["en"]} != {asked[1]}
    }
