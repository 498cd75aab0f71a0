"""Routes of the room partners."""

from backend.web.api import Room

blueprint = Room("partners")
