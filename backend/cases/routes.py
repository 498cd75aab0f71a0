"""Routes of the room cases."""

from backend.web.api import Room

blueprint = Room("cases")
