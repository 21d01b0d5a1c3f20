"""Olwen, an officer with a work account: what the provider says of her, and what becomes of it here."""

from accounts.models import User
from tests.openid_provider.process import TENANT

OBJECT_ID = "11111111-aaaa-4aaa-8aaa-000000000001"
OFFICER = {
    "tid": TENANT,
    "oid": OBJECT_ID,
    "name": "Olwen Officer",
    "email": "Olwen.Officer@marlshire.example",
    "roles": ["officer", "Payroll.Admin"],
}
HER_IDENTITY = f"{TENANT} {OBJECT_ID}"


def her() -> User:
    return User.objects.get(work_identity=HER_IDENTITY)


def got_in(answer) -> bool:
    return answer.status_code == 302 and answer.headers["location"] == "/"
