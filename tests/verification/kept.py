"""A phone that keeps its wallet and asks with the version of it, as the page does."""

import uuid
from typing import Any

from tests.verification.world import City, Phone

_KEPT: dict[uuid.UUID, tuple[str, list[dict[str, Any]]]] = {}


def kept_cards(city: City, phone: Phone) -> list[dict[str, Any]]:
    """What the phone shows after it has asked: what it was told now, or what it has when nothing changed, which then is
    what a phone without anything is told."""
    path, device_id = f"/api/v1/wallet?device_id={phone.device_id}", uuid.UUID(str(phone.device_id))
    version, cards = _KEPT.get(device_id, ("", []))
    bearer = {"Authorization": f"Bearer {phone.token}"}
    answer = city.client().get(path, headers=bearer | {"If-None-Match": version})
    whole = city.client().get(path, headers=bearer)
    assert whole.status_code == 200, whole.text
    if answer.status_code == 304:
        assert _unsigned(whole.json["cards"]) == _unsigned(cards)
        return cards
    _KEPT[device_id] = answer.headers["ETag"], answer.json["cards"]
    return _KEPT[device_id][1]


def _unsigned(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [card | {"views": [view["number"] for view in card["views"]]} for card in cards]
