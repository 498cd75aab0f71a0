"""Routes of the room people."""

from backend.web.api import Room

blueprint = Room("people")
