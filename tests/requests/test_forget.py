"""What is forgotten of requests, each at its limit."""

import time

from backend import db
from backend.requests.forget import DAY, KEEP, forget_requests
from backend.requests.models import HolderRequest, RequestStep
from tests.requests.bank import KEEP as KEEP_DAYS
from tests.requests.bank import Bank, good


def test_results_go_when_the_days_are_over_and_requests_long_after(bank: Bank) -> None:
    phone = bank.city.phone(0)
    kept, untaken = bank.taken(phone), bank.asked()
    missed = good(bank.look_up("990101190001010013", "查无此人", minutes=60), 201)
    bank.yes(phone, kept)
    answered, end = int(time.time()), {"results": 0, "requests": 0}
    with db.transaction(bank.city.engine) as session:
        assert forget_requests(session, now=answered + KEEP_DAYS * DAY - 60) == end
        assert forget_requests(session, now=answered + KEEP_DAYS * DAY) == end | {"results": 1}
        assert forget_requests(session, now=answered + KEEP) == end
        assert forget_requests(session, now=answered + KEEP + 2 * DAY) == end | {"requests": 2}  # untaken, missed
        assert [str(one) for (one,) in session.query(HolderRequest.request_id)] == [kept["request_id"]]
        assert forget_requests(session, now=answered + KEEP + (KEEP_DAYS + 1) * DAY) == end | {"requests": 1}
        assert session.query(RequestStep).count() == 0
    for one in (untaken, missed):
        assert bank.city.get(f"/requests/{one['request_id']}", bank.token).status_code == 404
