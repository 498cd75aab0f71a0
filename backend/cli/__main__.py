"""`python -m backend.cli`, which `./liangma` runs."""

from backend.cli import main
from backend.cli.exits import exit_on_error

exit_on_error(main)
