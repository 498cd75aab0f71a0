"""Alembic's entry: models of every room, the database of LIANGMA_DATABASE_URL or the connection handed in."""

from alembic import context
from sqlalchemy import Connection

from backend import db, months
from backend.audit import models as audit_models
from backend.batches import models as batches_models
from backend.cases import models as cases_models
from backend.certificates import models as certificates_models
from backend.companies import models as companies_models
from backend.delegations import models as delegations_models
from backend.guardians import models as guardians_models
from backend.kiosks import models as kiosks_models
from backend.matters import models as matters_models
from backend.notices import models as notices_models
from backend.papers import models as papers_models
from backend.partners import models as partners_models
from backend.people import models as people_models
from backend.presentations import models as presentations_models
from backend.proofs import models as proofs_models
from backend.proposals import models as proposals_models
from backend.ratings import models as ratings_models
from backend.regions import models as regions_models
from backend.registries import models as registries_models
from backend.requests import models as requests_models
from backend.seals import models as seals_models
from backend.security import models as security_models
from backend.statistics import models as statistics_models
from backend.trust import models as trust_models
from backend.verification import models as verification_models
from backend.web import models as web_models

ROOMS = (
    audit_models, batches_models, cases_models, certificates_models, companies_models, delegations_models,
    guardians_models, kiosks_models, matters_models, notices_models, papers_models, partners_models, people_models,
    presentations_models, proofs_models, proposals_models,
    ratings_models, regions_models, registries_models, requests_models, seals_models, security_models,
    statistics_models, trust_models, verification_models, web_models,
)  # fmt: skip


def ours(name: str | None) -> bool:
    """Whether the models say what the table is: months of a table are no tables of theirs, nor are procrastinate's."""
    return not months.is_part(name) and not (name or "").startswith("procrastinate_")


def migrate(connection: Connection) -> None:
    """In the transaction of the connection, where it has one (see backend.migrate)."""
    context.configure(
        connection=connection, target_metadata=db.Base.metadata, render_as_batch=True, compare_type=True,
        include_name=lambda name, kind, _parents: kind != "table" or ours(name),
        include_object=lambda item, *_: db.is_on(connection.dialect.name, item),
    )  # fmt: skip
    with context.begin_transaction():
        context.run_migrations()


migrate(context.config.attributes["connection"])
