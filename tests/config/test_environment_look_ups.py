"""What the house looks up, and with whom, by environment."""

from config.environment_look_ups import DEMO_ANSWERS, HTTP_JSON, read_look_ups


def test_the_demonstration_has_stand_ins_and_a_council_names_its_own():
    demo, council = read_look_ups({}, demo=True), read_look_ups({}, demo=False)
    assert demo.addresses
    assert demo.answers == list(DEMO_ANSWERS)
    assert (council.addresses, council.kinds, council.answers) == ("", [HTTP_JSON], [])


def test_what_is_named_is_read():
    given = {
        "ADDRESS_ANSWERS": "waste.BINS, wards.COUNCILLORS",
        "LOOKUP_SECRET_PARKING": "s",
        "LOOKUP_KINDS": "a.B",
    }
    found = read_look_ups(given, demo=False)
    assert found.answers == ["waste.BINS", "wards.COUNCILLORS"]
    assert found.secrets == {"parking": "s"}
    assert found.kinds == ["a.B"]
