"""Routes of the room audit."""

from backend.web.api import Room

blueprint = Room("audit")
