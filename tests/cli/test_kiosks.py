"""liangma kiosks: added with a set-up code, set up anew, stopped once."""

from tests.cli.terminal import Terminal


def test_a_kiosk_is_added_set_up_anew_and_stopped_once(office: Terminal) -> None:
    made = office.type("kiosks", "add", "三号自助机", "--english", "Kiosk 3", "--hall", "一号大厅").must().out
    kiosk_id, code = made.split()
    again = office.type("kiosks", "setup-code", kiosk_id).must().out.strip()
    assert (len(code), len(again), code != again) == (10, 10, True)
    office.type("kiosks", "stop", kiosk_id).must()
    assert office.type("kiosks", "list").must().out.strip().endswith("stopped")
    office.type("kiosks", "stop", kiosk_id).refused("kiosk_not_found")
    office.type("kiosks", "setup-code", kiosk_id).refused("kiosk_not_found")
