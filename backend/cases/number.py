"""Case numbers: the day and ten random digits, so that a number tells nothing of how many cases there are."""

import datetime
import secrets


def new_case_no(today: datetime.date) -> str:
    """20 characters at most, for example 20260307-4830275911."""
    return f"{today:%Y%m%d}-{secrets.randbelow(10**10):010}"
