"""What is forgotten of requests, each at its limit."""

import time

from backend import db
from backend.requests.forget import DAY, KEEP, KEEP_NOBODY, forget_requests
from backend.requests.models import HolderRequest, RequestStep
from tests.requests.bank import KEEP as KEEP_DAYS
from tests.requests.bank import Bank


def test_results_go_when_the_days_are_over_and_requests_long_after(bank: Bank) -> None:
    phone = bank.city.phone(0)
    kept, untaken = bank.taken(phone), bank.asked()
    bank.yes(phone, kept)
    answered, end = int(time.time()), {"results": 0, "requests": 0}
    with db.transaction(bank.city.engine) as session:
        assert forget_requests(session, now=answered + KEEP_DAYS * DAY - 60) == end
        assert forget_requests(session, now=answered + KEEP_DAYS * DAY) == end | {"results": 1}
        assert forget_requests(session, now=answered + KEEP_NOBODY + DAY) == end | {"requests": 1}
        assert [str(one) for (one,) in session.query(HolderRequest.request_id)] == [kept["request_id"]]
        assert forget_requests(session, now=answered + KEEP) == end
        assert forget_requests(session, now=answered + KEEP + (KEEP_DAYS + 1) * DAY) == end | {"requests": 1}
        assert session.query(RequestStep).count() == 0
    assert bank.city.get(f"/requests/{untaken['request_id']}", bank.token).status_code == 404
