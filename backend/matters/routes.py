"""Routes of the room matters."""

from backend.web.api import Room

blueprint = Room("matters")
