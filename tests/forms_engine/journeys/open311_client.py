"""What tests of the Open311 door begin with: Marlshire's reports, a key, and posts as apps write them."""

from accounts.models import Role
from forms_engine.journeys.open311.keys import issue_key
from tests.factories import client, make_staff

DOOR = "/open311/v2"

POTHOLE = {
    "service_code": "report-a-pothole",
    "lat": "51.5601",
    "long": "-1.7802",
    "address_string": "High Street, Marlford",
    "description": "A deep hole by the kerb.",
    "first_name": "Ann",
    "last_name": "Archer",
    "email": "ann@example.com",
    "attribute[dangerous]": "no",
    "attribute[category]": "road",
}


class App:
    """An app with an API key."""

    def __init__(self, name="FixMyStreet", **may):
        self.key, self.secret = issue_key(make_staff(Role.ADMINISTRATOR), name=name, **may)
        self.http = client()

    def post(self, path="requests.json", **fields):
        """Post a form below the door, with the key unless another is given."""
        return self.http.post(f"{DOOR}/{path}", {"api_key": self.secret, **fields})

    def report(self, form="json", **changes):
        """File the pothole, changed or not; None takes a field out."""
        fields = {name: value for name, value in {**POTHOLE, **changes}.items() if value is not None}
        return self.post(f"requests.{form}", **fields)

    def filed(self, **changes):
        """File it; answers its service_request_id."""
        answer = self.report(**changes)
        assert answer.status_code == 201, answer.content
        return answer.json()[0]["service_request_id"]

    def get(self, path, **query):
        """Read something with the key."""
        return self.http.get(f"{DOOR}/{path}", {"api_key": self.secret, **query})
