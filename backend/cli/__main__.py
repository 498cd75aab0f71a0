"""`python -m backend.cli`, which `./liangma` runs."""

from functools import partial

from backend.cli import main
from backend.cli.exits import exit_on_error

if __name__ == "__main__":  # the server's workers import this module too
    exit_on_error(partial(main, prog_name="liangma"))
