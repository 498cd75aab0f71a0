"""Copies for a citizen's own phone, which answers as a wallet: one SD-JWT VC bound to the phone's key, for one answer.

Rules: 1. the phone is the citizen's own and not removed, the certificate theirs or one they may act for; 2. each answer
takes a copy of its own, with its own salts and status, so that two verifiers have nothing to compare; 3. a person takes
few in an hour; 4. the certificate is looked at under its lock, as for any copy; 5. copies are recorded under the phone,
and end for good when it is removed; 6. when somebody else represents an organisation, all copies of its certificates
end, those in other wallets too: who was dismissed keeps none, and removing their phone later would not reach them.
"""

import uuid

from sqlalchemy.orm import Session

from backend.certificates.copies import end_copies, sign_copies
from backend.certificates.hold import hold
from backend.certificates.models import Certificate, WalletCopy
from backend.certificates.refusals import CertificateUnknown
from backend.people.devices import device_of, when_removed
from backend.people.limits import count_attempt
from backend.people.models import Device
from backend.people.persons import persons_reachable
from backend.registries.holders import when_represented_anew
from backend.security import Box
from certs import keys
from certs.catalogue import Catalogue

MOST_AN_HOUR = 60


def copy_for_phone(
    session: Session, person_id: uuid.UUID, device_id: uuid.UUID, certificate_id: uuid.UUID, *,
    catalogue: Catalogue, box: Box, base_url: str, now: int, actor: str,
) -> str:  # fmt: skip
    """The copy with all its disclosures. Raises NotFound, CertificateUnknown, NotShowable, NoActiveKey, TooMany."""
    count_attempt(session, "phone-copy", person_id.bytes, window_seconds=3600, most=MOST_AN_HOUR, now=now)
    mine = Certificate.person_id.in_(persons_reachable(session, person_id))
    held = hold(session, mine, Certificate.certificate_id == certificate_id)  # before phone and persons
    device = device_of(session, person_id, device_id, staying=True)  # or the copy would outlive it, or the role
    reachable = persons_reachable(session, person_id, staying=True)
    if not held or held[0].person_id not in reachable:
        raise CertificateUnknown
    batch = sign_copies(
        session, held[0], [keys.public_from_jwk(device.jwk)], offer_id=device.device_id, catalogue=catalogue,
        box=box, base_url=base_url, now=now, actor=actor,
    )  # fmt: skip
    return batch.tokens[0]


@when_removed
def end_with_phone(session: Session, device: Device, now: int) -> None:
    """Rule 5, also for certificates of those the citizen may act for."""
    for person_id in persons_reachable(session, device.person_id):
        end_copies(session, person_id, WalletCopy.offer_id == device.device_id, now=now)


@when_represented_anew
def end_with_representative(session: Session, organisation_id: uuid.UUID, now: int) -> None:
    """Rule 6."""
    end_copies(session, organisation_id, now=now)
