"""Who may issue what: a type names its issuers and the issuer names its types; both must agree."""

from sqlalchemy.orm import Session

from backend.registries.refusals import TypeNotAllowed, UnknownType
from backend.trust.models import Issuer
from certs.catalogue import Catalogue, CertificateType


def known_type(catalogue: Catalogue, type_id: str) -> CertificateType:
    """The type with this id; raises UnknownType."""
    type = catalogue.by_id(type_id)
    if type is None:
        raise UnknownType(type_id[:60])
    return type


def allowed_type(session: Session, catalogue: Catalogue, type_id: str, *, issuer_code: str) -> CertificateType:
    """The type, which this issuer may issue; raises UnknownType, TypeNotAllowed."""
    type = known_type(catalogue, type_id)
    allowed_issuer(session, type, issuer_code)
    return type


def allowed_issuer(session: Session, type: CertificateType, issuer_code: str) -> Issuer:
    """The issuer, which may issue this type; raises TypeNotAllowed."""
    issuer = session.get(Issuer, issuer_code)
    if issuer is None or issuer_code not in type.issuers or type.number not in issuer.types:
        raise TypeNotAllowed(f"{issuer_code}: {type.id}")
    return issuer
