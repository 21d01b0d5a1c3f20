"""Run inside the house (``python -m tests.faults.five_destinations JSON``): adds five destinations to the pothole's route,
each on the port given, and prints the webhooks' secrets."""

import json
import sys

import django


def main() -> None:
    """Add them."""
    told = json.loads(sys.argv[1])
    django.setup()
    from forms_engine.catalogue.models import Team
    from forms_engine.delivery.models import Destination, Route
    from forms_engine.delivery.secrets import signing_secrets

    route, team = Route.objects.get(slug="highways"), Team.objects.first()
    secrets = {}
    for name, kind, settings in told:
        made = Destination.objects.create(
            slug=name,
            name=name,
            kind=kind,
            settings=settings,
            team=team,
            wants_updates=True,
            takes_personal_data=True,
            concurrency=4,
        )
        route.destinations.add(made)
        if kind == "webhook":
            secrets[name] = signing_secrets(made.id)
    print(json.dumps(secrets))


if __name__ == "__main__":
    main()
