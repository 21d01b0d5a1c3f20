"""A program that runs journeys by API: what the tests of the API speak through."""

import json
import uuid

from forms_engine.catalogue.models import Journey, JourneyVersion
from tests.factories import client, signed_in

API = "/api/v1"


class Program:
    """Calls the API as somebody would from outside, with a submission's token once it has one."""

    def __init__(self, audience="public", user=None):
        self.http = signed_in(user, audience) if user else client(audience)
        self.token = ""
        self.id = ""

    def call(self, method, path, body=None, *, token=None, **headers):
        """One request; ``body`` goes as JSON."""
        token = self.token if token is None else token
        if token:
            headers["Authorization"] = f"Bearer {token}"
        path = path if path.startswith(("/", "http:")) else f"{API}/{path}"
        options = {"headers": headers}
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.http, method)(path, **options)

    def get(self, path, **headers):
        return self.call("get", path, **headers)

    def post(self, path, body=None, **headers):
        return self.call("post", path, body, **headers)

    def start(self, slug, **how):
        answer = self.post(f"journeys/{slug}/submissions", how, token="")
        assert answer.status_code == 201, answer.content
        self.token, self.id = answer.json()["token"], answer.json()["id"]
        return answer.json()

    def at(self, rest=""):
        """The address of the submission, or below it."""
        return f"submissions/{self.id}{rest}"

    def page(self, step, **headers):
        return self.call("get", self.at(f"/pages/{step}"), **headers)

    def put(self, step, answers, **headers):
        return self.call("put", self.at(f"/pages/{step}"), {"answers": answers}, **headers)

    def send_file(self, question, file, **fields):
        return self.http.post(
            f"{API}/{self.at('/files')}",
            {"question": question, "file": file, **fields},
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def send(self, key=None, **body):
        return self.post(self.at("/submit"), body, **{"Idempotency-Key": key or str(uuid.uuid4())})


BADGE_PAGES = {
    "where-you-live": {"lives-in-marlshire": "yes"},
    "date-of-birth": {"date-of-birth": "1958-03-27"},
    "benefits": {"benefit": "war-pensioner"},
    "your-details": {"full-name": "Ben Barrow", "email": "ben@example.com"},
    "address": {"address": {"line1": "1 Mill Lane", "town": "Thornbeck", "postcode": "zz22bb"}},
}
POTHOLE_PAGES = {
    "danger": {"dangerous": "no"},
    "location": {"where": {"description": "High Street, Marlford"}},
    "damage": {"category": "road"},
    "photo": {},
    "about-you": {"your-name": "Ann Archer"},
}


def report(program=None, upto=""):
    """A pothole report answered by API up to (not with) a page, or whole."""
    program = program or Program()
    program.start("report-a-pothole")
    for step, answers in POTHOLE_PAGES.items():
        if step == upto:
            break
        answer = program.put(step, answers)
        assert answer.status_code == 200, answer.content
    return program


def published(slug, pages, **parts):
    """A journey of these pages, published for the pothole's service as it is, without a word from the linter."""
    document = {
        "format": "guildhall-journey/1",
        "slug": slug,
        "kind": "apply",
        "title": {"en": slug.title()},
        "service": "highways",
        "routes": ["highways"],
        "retention_days": 30,
        "pages": pages,
        **parts,
    }
    service = Journey.objects.get(slug="report-a-pothole").service
    journey = Journey.objects.create(
        slug=slug, kind="apply", service=service, audience_keys=[parts.get("audience", "public")]
    )
    return JourneyVersion.objects.create(journey=journey, number=1, document=document, sha256="0" * 64)
