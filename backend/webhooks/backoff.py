"""When a message is tried again, and when an address is left alone.

Rules: 1. after a failed try the message waits for 1 minute, then longer, up to 24 hours; after the last wait's try it
has failed; 2. a wait is lengthened by up to a fifth, told by the message's id, so that many do not come back at once;
3. an address that fails rests for 1 minute, twice as long with each failure in a row, an hour at most: nothing else is
tried there meanwhile; 4. after PAUSE_AFTER failures in a row, or the answer 410 Gone, it is paused until its partner
sets it again.
"""

import uuid

WAITS = (60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)  # seconds
LONGEST_REST, PAUSE_AFTER = 3600, 12
GONE = 410


def next_try(delivery_id: uuid.UUID, step: int, *, now: int) -> int | None:
    """When the next try after `step` failed ones is due (seconds since 1970); None when there is none."""
    if step > len(WAITS):
        return None
    wait = WAITS[step - 1]
    return now + wait + wait * (delivery_id.int % 1009) // 5045


def rest(failures: int, *, now: int) -> int:
    """Until when an address rests after so many failures in a row."""
    return now + min(60 << min(failures - 1, 10), LONGEST_REST)


def pause(failures: int, status: int | None) -> str | None:
    """Why an address is to be paused, or None."""
    if status == GONE:
        return "gone"
    return "failures" if failures >= PAUSE_AFTER else None
