"""Routes of the room trust."""

from backend.web.api import Room

blueprint = Room("trust")
