"""What a batch may be: reading → waiting (for a second person) → running ⇄ paused → done; or cancelled before that."""

READING, WAITING, RUNNING, PAUSED, CANCELLED, DONE = "reading", "waiting", "running", "paused", "cancelled", "done"
STATES = (READING, WAITING, RUNNING, PAUSED, CANCELLED, DONE)
OPEN = (READING, WAITING, RUNNING, PAUSED)
FILE, REGISTER = "file", "register"
CHUNK = 1_000  # rows of a chunk, which is one transaction
AT_ONCE = 2  # chunks that one department may have at work at the same time
