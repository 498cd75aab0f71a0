"""Routes of the room registries."""

from backend.web.api import Room

blueprint = Room("registries")
