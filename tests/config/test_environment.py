"""Reading the environment: what is made of it, and what is refused."""

from pathlib import Path

import pytest

from config.environment import EnvironmentRefused, read_environment
from config.environment_database import parse_database_url

TILES = "https://maps.marlshire.example/{z}/{x}/{y}.png"
DEMO = {"GUILDHALL_MODE": "demo", "GUILDHALL_VAR": "/nonexistent/var"}


def test_the_demonstration_needs_nothing_but_its_mode():
    environment = read_environment(DEMO)
    assert environment.origin("staff") == "http://staff.localhost:8000"
    assert environment.database["HOST"] == "/nonexistent/var/postgres/socket"


def test_any_port_and_any_base_domain():
    environment = read_environment({**DEMO, "PORT": "9000", "BASE_DOMAIN": "Marlshire.example"})
    assert environment.origin("partner") == "http://partners.marlshire.example:9000"
    assert environment.hosts["staff.marlshire.example"] == "staff"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db.internal:5433/name", ("db.internal", "5433", "u", "p@ss", "name")),
        ("postgres:///name?host=/run/socket&port=6000", ("/run/socket", "6000", "", "", "name")),
    ],
)
def test_database_urls(url, expected):
    database = parse_database_url(url)
    assert tuple(database[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")) == expected


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"GUILDHALL_MODE": "test"}, "GUILDHALL_MODE is 'test'"),
        ({"PORT": "70000"}, "PORT is '70000'"),
        ({"STRIPE_SECRET_KEY": "rk_live_x"}, "is a live key"),
        ({"DATABASE_URL": "postgresql://u@h:port/x"}, "cannot be read"),
        ({"EMAIL_URL": "http://x"}, "EMAIL_URL cannot be read"),
        ({"GUILDHALL_MODE": ""}, "GUILDHALL_MODE is ''"),
        ({"DRAFT_DAYS": "3"}, "DRAFT_DAYS is '3': set it to how many days a draft is kept, from 7 to 365"),
        ({"IDLE_MINUTES": "-1"}, "IDLE_MINUTES is '-1'"),
        ({"CONTACT_MONTHS": "1201"}, "CONTACT_MONTHS is '1201': set it to how many months contacts"),
        ({"CLAMAV_URL": "clamav:3310"}, "CLAMAV_URL cannot be read: write it as tcp://"),
        ({"CLAMAV_URL": "tcp://clamav"}, "CLAMAV_URL cannot be read"),
        ({"CLAMAV_URL": "tcp://clamav:port"}, "CLAMAV_URL cannot be read"),
        ({"CLAMAV_URL": "unix:"}, "CLAMAV_URL cannot be read"),
        ({"MAP_TILES_URL": "http://maps.example/{z}/{x}/{y}.png"}, "MAP_TILES_URL cannot be read"),
        ({"MAP_TILES_URL": "https://maps.example/tile.png"}, "MAP_TILES_URL cannot be read"),
        ({"MAP_TILES_URL": TILES, "MAP_CENTRE": "Marlford"}, "MAP_CENTRE must say where the map starts"),
    ],
)
def test_refusals_are_one_sentence(changed, words):
    with pytest.raises(EnvironmentRefused, match=words) as refused:
        read_environment({**DEMO, **changed})
    assert "\n" not in str(refused.value)


def test_the_demonstrations_key_is_the_one_the_supervisor_wrote(tmp_path: Path):
    (tmp_path / "secret-key").write_text("kept\n")
    assert read_environment({**DEMO, "GUILDHALL_VAR": str(tmp_path)}).secret_key == "kept"


def test_a_council_may_have_its_own_map_and_address_provider():
    environment = read_environment(
        {
            **DEMO,
            "MAP_TILES_URL": TILES,
            "MAP_CENTRE": "52.11,-1.9,10",
            "ADDRESS_LOOKUP": "marlshire.Gazetteer",
        }
    )
    assert (environment.map_tiles_url, environment.map_centre) == (TILES, "52.11,-1.9,10")
    assert environment.look_ups.addresses == "marlshire.Gazetteer"


@pytest.mark.parametrize(
    "url", ["", "tcp://clamav.internal:3310", "tcp://[::1]:3310", "unix:///run/clamd.ctl"]
)
def test_files_are_scanned_where_a_scanner_is_named(url):
    assert read_environment({**DEMO, "CLAMAV_URL": url}).clamav_url == url
