"""Routes of the room verification."""

from backend.web.api import Room

blueprint = Room("verification")
