"""The third door of journeys: an Open311 GeoReport v2 server at ``/open311/v2/`` on the public host, for FixMyStreet and
apps for reporting. docs/open311.md says what of the specification is served, and why the rest is not.

Everything is decided where the form's is: ``evaluate()``, ``journeys.services``. Here posts are read and answers are put
into the specification's words.
"""
