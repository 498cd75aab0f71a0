"""A case at the window: open it for one of the built-in matters, scan codes for it."""

from functools import cache
from typing import Any

from sqlalchemy import insert, select

from backend import db
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.matters.models import MatterVersion
from backend.matters.stored import digest_of, to_document
from tests.verification.world import CATALOGUE, City


def offer_matters(city: City) -> None:
    """The built-in ones. An empty table gets the rows that an import leaves: importing takes longer than most tests."""
    with db.transaction(city.engine) as session:
        known = set(session.scalars(select(MatterVersion.code)))
        lacking = [matter for matter in load_builtin() if matter.code not in known]
        if lacking and known:
            import_matters(session, lacking, catalogue=CATALOGUE, now=city.now, actor="cli:test")
        elif lacking:
            session.execute(insert(MatterVersion), [{**row, "imported_at": city.now} for row in rows()])


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """What the table keeps of each, but for the time."""
    documents = [(matter, to_document(matter)) for matter in load_builtin()]
    return tuple(
        {
            "code": matter.code,
            "version": matter.version,
            "document": document,
            "digest": digest_of(document),
            "current": True,
        }
        for matter, document in documents
    )


def open_case(city: City, matter: str, **answers: str) -> str:
    """Offer the built-in matters and open a case; its number."""
    offer_matters(city)
    response = city.post("/cases", {"matter": matter, "answers": answers})
    assert response.status_code == 201, response.get_data(as_text=True)
    return str(response.get_json()["case_no"])


def scan(city: City, case_no: str, code: str, **more: Any) -> dict[str, Any]:
    response = city.post(f"/cases/{case_no}/scans", {"code": code, **more})
    assert response.status_code == 200, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    return answer


def states(case: dict[str, Any]) -> dict[str, str]:
    return {material["code"]: material["state"] for material in case["materials"]}


def form(case: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: field["value"] for field in case["form"] if field["value"] is not None}
