"""The headless door of journeys, below ``/api/v1/`` on every host: what the HTML form does, as data.

Everything is decided where the form's is: ``evaluate()``, ``journeys.services`` and the selectors. Here requests are read
and answers are put into words. ``router`` is what ``config`` mounts; docs/journeys-api.md shows a whole journey.
"""
