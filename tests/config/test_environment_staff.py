"""What the environment says of staff sign-in, and what is refused."""

import pytest

from config.environment import EnvironmentRefused, read_environment

DEMO = {"GUILDHALL_MODE": "demo", "GUILDHALL_VAR": "/nonexistent/var"}
TENANT = "6f0c2a7e-3d11-4b0e-9a55-0d6a1f2b7c01"
ENTRA = {
    "STAFF_OPENID_ISSUER": f"https://login.microsoftonline.com/{TENANT}/v2.0",
    "STAFF_OPENID_CLIENT_ID": "an-application",
    "STAFF_OPENID_CLIENT_SECRET": "a secret",
    "STAFF_OPENID_TENANT": TENANT,
}


def read(**changed):
    return read_environment({**DEMO, **ENTRA, **changed}).staff_openid


def test_without_a_provider_there_is_none():
    assert read_environment(DEMO).staff_openid is None


def test_app_roles_are_called_as_ours_are_unless_they_are_told_otherwise():
    assert read().roles["team-lead"] == {"team-lead"}
    told = read(STAFF_OPENID_ROLES="Web.Publisher=editor+publisher, Desk=officer, Web.Publisher=auditor")
    assert told.roles == {"web.publisher": {"editor", "publisher", "auditor"}, "desk": {"officer"}}


def test_the_secret_is_not_shown_with_the_rest():
    assert "a secret" not in repr(read())


@pytest.mark.parametrize("value", ["", "off", "on"])
def test_the_provider_brings_a_second_factor_only_where_that_is_said(value):
    assert read(STAFF_OPENID_BRINGS_SECOND_FACTOR=value).brings_second_factor is (value == "on")


def test_another_provider_needs_no_tenant():
    other = read(STAFF_OPENID_ISSUER="https://login.council.example/realms/staff", STAFF_OPENID_TENANT="")
    assert (other.issuer, other.tenant) == ("https://login.council.example/realms/staff", "")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"STAFF_OPENID_CLIENT_SECRET": ""}, "STAFF_OPENID_CLIENT_SECRET is not set"),
        ({"STAFF_OPENID_ISSUER": ""}, "STAFF_OPENID_ISSUER is not set"),
        ({"STAFF_OPENID_ISSUER": "login.example"}, "STAFF_OPENID_ISSUER cannot be used"),
        ({"STAFF_OPENID_ISSUER": "http://login.example"}, "STAFF_OPENID_ISSUER cannot be used"),
        ({"STAFF_OPENID_ISSUER": "https://[login.example"}, "STAFF_OPENID_ISSUER cannot be used"),
        ({"STAFF_OPENID_ISSUER": "https://login.example/?tenant=1"}, "STAFF_OPENID_ISSUER cannot be used"),
        (
            {"STAFF_OPENID_ISSUER": "https://login.microsoftonline.com/common/v2.0"},
            "names 'common', which lets any organisation in",
        ),
        (
            {"STAFF_OPENID_ISSUER": "https://login.microsoftonline.com/Organizations/v2.0"},
            "names 'Organizations', which lets any organisation in",
        ),
        (
            {"STAFF_OPENID_ISSUER": f"https://login.microsoftonline.com/{TENANT}/"},
            r"STAFF_OPENID_ISSUER must end in /v2\.0",
        ),
        ({"STAFF_OPENID_TENANT": ""}, "STAFF_OPENID_TENANT must be the tenant id"),
        ({"STAFF_OPENID_TENANT": "another"}, "STAFF_OPENID_TENANT must be the tenant id"),
        ({"STAFF_OPENID_ROLES": "officer"}, "STAFF_OPENID_ROLES holds 'officer'"),
        ({"STAFF_OPENID_ROLES": "Desk=resident"}, "STAFF_OPENID_ROLES gives 'resident', which is no role"),
        ({"STAFF_OPENID_BRINGS_SECOND_FACTOR": "yes"}, "STAFF_OPENID_BRINGS_SECOND_FACTOR is 'yes'"),
        ({"BREAK_GLASS_EMAIL": "security"}, "BREAK_GLASS_EMAIL is no email address"),
    ],
)
def test_refusals_are_one_sentence(changed, words):
    with pytest.raises(EnvironmentRefused, match=words) as refused:
        read(**changed)
    assert "\n" not in str(refused.value)


def test_plain_http_is_for_the_demonstrations_own_machine_alone():
    assert read(STAFF_OPENID_ISSUER="http://127.0.0.1:9000", STAFF_OPENID_TENANT="").issuer
    with pytest.raises(EnvironmentRefused, match="STAFF_OPENID_ISSUER cannot be used"):
        read_environment(
            {
                **ENTRA,
                "STAFF_OPENID_ISSUER": "http://127.0.0.1:9000",
                "DATABASE_URL": "postgresql://guildhall@db/guildhall",
                "SECRET_KEY": "x" * 50,
                "STRIPE_SECRET_KEY": "sk_test_x",
                "STRIPE_WEBHOOK_SECRETS": "whsec_x",
                "EMAIL_URL": "smtp://mail.example",
                "BASE_DOMAIN": "council.example",
            }
        )
