"""Routes of the room certificates."""

from backend.web.api import Room

blueprint = Room("certificates")
