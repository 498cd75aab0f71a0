"""What one caller may ask before it waits: strangers by network, signed-in verifiers by the codes refused to them."""

from dataclasses import replace

from flask import Flask

from backend.web.address_limits import AddressLimits
from backend.web.networks import network_of


def test_an_address_stands_for_what_one_visitor_controls() -> None:
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert network_of("") == network_of("no address") == "unknown"


def test_addresses_of_one_ipv6_network_are_counted_as_one_visitor(app: Flask) -> None:
    own = app.extensions["liangma"]
    app.extensions["liangma"] = replace(own, address_limits=AddressLimits(None, most=3))
    client = app.test_client()
    addresses = [f"2001:db8:1:2::{n}" for n in range(1, 5)] + ["2001:db8:1:3::1"]
    answers = [client.get("/api/v1/time", environ_overrides={"REMOTE_ADDR": address}) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 200]
