"""Every address of the three hosts, and who it is for.

**Whoever adds a URL or an API operation adds its line here**: ``test_routes.py`` fails for an address that is not
declared, for a declaration nothing answers any more, and where an address does not keep what its line promises.

An address is written as Django's URLconf has it, joined from the root and without the language prefix; an operation of
the API has its method before it. ``sample`` is needed where the pattern is a regular expression.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Door(StrEnum):
    """Who an address lets in. Each is a promise that ``doors.py`` turns into a check."""

    OPEN = "open"  # anybody on every host it is on, strangers on the staff and partner hosts too: a door by itself
    READERS = (
        "readers"  # whoever the host lets in; what they are shown is cut by their keys (the leak matrix)
    )
    SIGNED_IN = "signed in"  # somebody with a session of this host; others are sent to sign in
    OWNER = (
        "owner"  # own things, by session or by secret: 404, or the way to ask for a code, for everybody else
    )
    OFFICERS = "officers"  # council staff who answer requests: 403 or 404 for other staff
    COUNCILLORS = "councillors"  # councillors in office: 403 or 404 for everybody else, officers too
    WORK = "work"  # officers, and councillors on their way to theirs: 403 or 404 for other staff
    EDITORS = "editors"  # who may open the Wagtail admin
    TOKEN = "token"  # an editor's program with a token of its own: 401 without, whoever is signed in
    STEP = "step"  # a step of signing in: back to its beginning for whoever has not begun
    LEAVING = "leaving"  # ends the session of whoever has one, and shows nothing
    SIGNED_MESSAGE = "signed message"  # a machine that signs what it sends
    NOBODY = "nobody"  # an address of a library's that is shut: 404, or the way to our own sign-in


PUBLIC, STAFF, PARTNER = "public", "staff", "partner"
ALL = (PUBLIC, STAFF, PARTNER)
CONVERTERS = {
    "int": "987654321",
    "uuid": "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e",
    "uuidstr": "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e",
    "slug": "no-such-thing",
    "str": "no-such-thing",
    "path": "no/such/thing",
    "step": "no-such-step",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One address. ``hosts`` are those that have it; ``method`` is what it is tried with."""

    pattern: str
    door: Door
    hosts: tuple[str, ...] = ALL
    method: str = "GET"
    sample: str = ""

    @property
    def address(self) -> str:
        """An address that matches the pattern and names nothing that exists."""
        if self.sample:
            return self.sample
        return "/" + re.sub(
            r"<(?:(\w+):)?\w+>", lambda match: CONVERTERS[match.group(1) or "str"], self.pattern
        )


def api(operation: str, door: Door, hosts: tuple[str, ...] = ALL) -> Route:
    """An operation of ``/api/v1/``, as ``METHOD path``."""
    method, pattern = operation.split(" ", 1)
    return Route(f"api/v1/{pattern}", door, hosts, method)


# Pages, files, knowledge: what people read.
READING = [
    Route("robots.txt", Door.OPEN),
    Route("sitemap.xml", Door.READERS, (PUBLIC,)),
    Route("sitemap-<slug:kind>-<int:number>.xml", Door.READERS, (PUBLIC,)),
    Route("brand/<slug:mark>.css", Door.OPEN),
    Route("manifest.webmanifest", Door.READERS, (PUBLIC,)),
    Route("service-worker.js", Door.READERS, (PUBLIC,)),
    Route("offline/", Door.READERS, (PUBLIC,)),
    Route("components/", Door.EDITORS, (STAFF,)),
    Route("media/<path:name>", Door.READERS),
    Route(
        r"^documents/(?P<document_id>\d+)/(?P<filename>.*)$",
        Door.READERS,
        sample="/documents/987654321/plan.txt",
    ),
    Route("knowledge/", Door.READERS),
    Route(r"knowledge/^a-to-z/(?P<letter>[a-z]|0-9)/$", Door.READERS, sample="/knowledge/a-to-z/q/"),
    Route("knowledge/reading/", Door.READERS),
    Route("knowledge/reading/<int:page_id>/", Door.READERS, method="POST"),
    Route(r"knowledge/^topics/(?P<slug>[-\w]+)/$", Door.READERS, sample="/knowledge/topics/no-such-thing/"),
    Route(r"knowledge/^(?P<slug>[-\w]+)/$", Door.READERS, sample="/knowledge/no-such-thing/"),
    Route(
        r"knowledge/^(?P<slug>[-\w]+)/helpful/$",
        Door.READERS,
        method="POST",
        sample="/knowledge/no-such-thing/helpful/",
    ),
    Route(
        r"knowledge/^(?P<slug>[-\w]+)/helpful/why/$",
        Door.READERS,
        sample="/knowledge/no-such-thing/helpful/why/",
    ),
    Route(
        r"knowledge/^(?P<slug>[-\w]+)/helpful/thanks/$",
        Door.READERS,
        sample="/knowledge/no-such-thing/helpful/thanks/",
    ),
    Route(
        r"knowledge/^(?P<slug>[-\w]+)/read/$",
        Door.READERS,
        method="POST",
        sample="/knowledge/no-such-thing/read/",
    ),
    # Drafts shared by a link: its secret opens them.
    Route("drafts/<str:secret>/", Door.OWNER, (PUBLIC,)),
    Route("drafts/<str:secret>/<int:page_id>/", Door.OWNER, (PUBLIC,)),
    Route(r"^((?:[\w\-]+/)*)$", Door.READERS, sample="/no-such-page/"),
    Route(r"^((?:[\w\-]+/)+calendar\.ics)$", Door.READERS, sample="/no-such-page/calendar.ics"),
]

# The API of content.
CONTENT_API = [
    api("GET ", Door.NOBODY),
    api("GET openapi.json", Door.READERS),
    api("GET pages/", Door.READERS),
    api("GET pages/<int:page_id>", Door.READERS),
    api("GET pages/find", Door.READERS),
    api("GET articles/", Door.READERS),
    api("GET articles/<slug>", Door.READERS),
    api("GET topics/", Door.READERS),
    api("GET navigation/", Door.READERS),
    api("GET alerts/", Door.READERS),
    api("GET site/", Door.READERS),
    api("GET previews/<token>", Door.OWNER),
    api("GET schemas/<name>.json", Door.READERS),
    api("PUT lines/<slug:slug>/calls/<day>", Door.OWNER),
    Route("^api(?:/.*)?$", Door.NOBODY),
]

# The API of journeys.
JOURNEYS_API = [
    api("GET journeys/", Door.READERS),
    api("GET journeys/schema.json", Door.READERS),
    api("GET journeys/<slug:slug>", Door.READERS),
    api("POST journeys/<slug:slug>/submissions", Door.READERS),
    api("GET journeys/<slug:slug>/versions/<int:number>/payload-schema.json", Door.READERS),
    api("GET messages/<subject>/payload-schema.json", Door.READERS),
    api("GET submissions/<uuidstr:submission_id>", Door.OWNER),
    api("GET submissions/<uuidstr:submission_id>/pages/<path:step>", Door.OWNER),
    api("PUT submissions/<uuidstr:submission_id>/pages/<path:step>", Door.OWNER),
    api("POST submissions/<uuidstr:submission_id>/groups/<slug:group>/items", Door.OWNER),
    api("DELETE submissions/<uuidstr:submission_id>/groups/<slug:group>/items/<int:number>", Door.OWNER),
    api("GET submissions/<uuidstr:submission_id>/files", Door.OWNER),
    api("POST submissions/<uuidstr:submission_id>/files", Door.OWNER),
    api("DELETE submissions/<uuidstr:submission_id>/files/<uuidstr:file_id>", Door.OWNER),
    api("GET submissions/<uuidstr:submission_id>/summary", Door.OWNER),
    api("GET submissions/<uuidstr:submission_id>/duplicates", Door.OWNER),
    api("POST submissions/<uuidstr:submission_id>/duplicates", Door.OWNER),
    api("POST submissions/<uuidstr:submission_id>/follow", Door.OWNER),
    api("GET submissions/<uuidstr:submission_id>/slots", Door.OWNER),
    api("GET submissions/<uuidstr:submission_id>/slot", Door.OWNER),
    api("PUT submissions/<uuidstr:submission_id>/slot", Door.OWNER),
    api("DELETE submissions/<uuidstr:submission_id>/slot", Door.OWNER),
    api("POST submissions/<uuidstr:submission_id>/submit", Door.OWNER),
    api("POST submissions/<uuidstr:submission_id>/payment", Door.OWNER),
    api("GET requests/<str:reference>", Door.OWNER),
    api("POST requests/<str:reference>/cancel", Door.OWNER),
    api("POST requests/<str:reference>/messages", Door.OWNER),
]

# The pull door of back offices.
PULL_DOOR = [
    api("POST callbacks/<slug:destination>", Door.SIGNED_MESSAGE),
    api("POST cases/<slug:destination>", Door.SIGNED_MESSAGE),
    api("POST letters/<slug:destination>", Door.SIGNED_MESSAGE),
    api("GET deliveries/<uuidstr:delivery_id>/files/<uuidstr:file_id>", Door.OWNER),
    api("GET deliveries/", Door.OWNER),
    api("GET deliveries/<uuidstr:delivery_id>", Door.OWNER),
    api("POST deliveries/<uuidstr:delivery_id>/acknowledge", Door.OWNER),
    api("POST deliveries/<uuidstr:delivery_id>/refuse", Door.OWNER),
    api("POST deliveries/test", Door.OWNER),
    api("POST deliveries/replay", Door.OWNER),
]

# Journeys as pages.
JOURNEYS = [
    Route("journeys/", Door.READERS),
    Route("journeys/<slug:slug>/", Door.READERS),
    Route("journeys/<slug:slug>/check/", Door.OWNER),
    Route("journeys/<slug:slug>/duplicates/", Door.OWNER),
    Route("journeys/<slug:slug>/duplicates/code/", Door.OWNER),
    Route("journeys/<slug:slug>/duplicates/<uuid:request_id>/", Door.OWNER),
    Route("journeys/<slug:slug>/time/", Door.OWNER),
    Route("journeys/<slug:slug>/following/", Door.OWNER),
    Route("journeys/<slug:slug>/payment/", Door.OWNER, method="POST"),
    Route("journeys/<slug:slug>/confirmation/", Door.OWNER),
    Route("journeys/<slug:slug>/done/", Door.OWNER, method="POST"),
    Route("journeys/<slug:slug>/saved/answers/", Door.OWNER),
    Route("journeys/<slug:slug>/saved/idle/", Door.OWNER),
    Route("journeys/<slug:slug>/saved/find/", Door.OWNER, method="POST"),
    Route("journeys/<slug:slug>/saved/phone/", Door.OWNER),
    Route("journeys/<slug:slug>/saved/<uuid:key>/", Door.OWNER),
    Route("journeys/<slug:slug>/drafts/<uuid:draft_id>/continue/", Door.OWNER, method="POST"),
    Route("journeys/<slug:slug>/drafts/<uuid:draft_id>/delete/", Door.OWNER, method="POST"),
    Route("journeys/<slug:slug>/<step:step>/", Door.OWNER),
]

# A resident's own corner, and paying.
PORTAL = [
    Route("account/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/requests/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/bookings/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/payments/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/letters/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/details/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/needs/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/preferences/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/earlier/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/helpers/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/helpers/invite/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/helpers/<uuid:agreement_id>/end/", Door.OWNER, (PUBLIC,), method="POST"),
    Route("account/helping/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/helping/invited/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("account/export/", Door.SIGNED_IN, (PUBLIC,)),
    Route("account/delete/", Door.SIGNED_IN, (PUBLIC,)),
    Route("finish/", Door.READERS, (PUBLIC,)),
    # Updates by email: asked for by anybody; the rest by the secret of a letter's link, which shows nothing else.
    Route("updates/", Door.READERS, (PUBLIC,)),
    Route("updates/asked/", Door.READERS, (PUBLIC,)),
    Route("updates/confirm/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("updates/choices/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("updates/stop/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("account/updates/", Door.SIGNED_IN, (PUBLIC,)),
    Route("following/<uuid:follower_id>/", Door.OWNER, (PUBLIC,)),
    # On the intranet and the extranet: what one has sent there oneself.
    Route("requests/", Door.READERS),
    Route("requests/<str:reference>/", Door.OWNER),
    Route("requests/<str:reference>/code/", Door.OWNER, (PUBLIC,)),
    Route("requests/<str:reference>/pay/", Door.OWNER, method="POST"),
    Route("requests/<str:reference>/message/", Door.OWNER, method="POST"),
    Route("requests/<str:reference>/booking/", Door.OWNER),
    Route("requests/<str:reference>/booking/confirm/", Door.OWNER),
    Route("requests/<str:reference>/correct/", Door.OWNER),
    Route("requests/<str:reference>/correct/<path:step>/", Door.OWNER),
    Route("requests/<str:reference>/cancel/", Door.OWNER),
    Route("requests/<str:reference>/next-stage/", Door.OWNER),
    Route("requests/<str:reference>/files/<uuid:file_id>/", Door.OWNER),
    Route("requests/<str:reference>/letters/<uuid:letter_id>/", Door.OWNER),
    Route("requests/<str:reference>/claim/", Door.OWNER, (PUBLIC,), method="POST"),
    Route("requests/<str:reference>/feedback/", Door.OWNER, (PUBLIC,), method="POST"),
    # By the secret of a letter's link; it shows nothing of the request.
    Route("feedback/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("requests/<str:reference>/print/", Door.OWNER),
    Route("payments/pay/", Door.OPEN, (PUBLIC,)),
    Route("payments/pay/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("payments/receipt/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("payments/return/<str:token>/", Door.OWNER, (PUBLIC,)),
    Route("payments/stripe/webhook", Door.SIGNED_MESSAGE, (PUBLIC,), method="POST"),
]

# Apps that report, by Open311: what needs an API key is its holder's own.
_FORM = "<open311_form:form>"
OPEN311 = [
    Route(f"open311/v2/discovery{_FORM}", Door.READERS, (PUBLIC,), sample="/open311/v2/discovery.xml"),
    Route(f"open311/v2/services{_FORM}", Door.READERS, (PUBLIC,), sample="/open311/v2/services.xml"),
    Route(
        f"open311/v2/services/<open311_name:code>{_FORM}",
        Door.READERS,
        (PUBLIC,),
        sample="/open311/v2/services/no-such-thing.json",
    ),
    Route(f"open311/v2/requests{_FORM}", Door.READERS, (PUBLIC,), sample="/open311/v2/requests.json"),
    Route(
        f"open311/v2/requests/<open311_name:reference>{_FORM}",
        Door.OWNER,
        (PUBLIC,),
        sample="/open311/v2/requests/K7W-Q3X-T9D4.json",
    ),
    Route(
        f"open311/v2/tokens/<open311_name:token>{_FORM}",
        Door.OWNER,
        (PUBLIC,),
        sample="/open311/v2/tokens/no-such-thing.json",
    ),
    Route(
        f"open311/v2/servicerequestupdates{_FORM}",
        Door.OWNER,
        (PUBLIC,),
        sample="/open311/v2/servicerequestupdates.json",
    ),
    Route(
        r"open311/^.*?(?P<form>\.xml|\.json|)$", Door.NOBODY, (PUBLIC,), sample="/open311/no/such/thing.json"
    ),
]

# The people directory; its list is a page. Somebody's entry is changed by themselves and by those who keep it.
PEOPLE = [
    Route("colleagues/own/", Door.READERS, (STAFF,)),
    Route("colleagues/keeping/", Door.READERS, (STAFF,)),
    Route("colleagues/teams/<slug:slug>/", Door.READERS, (STAFF,)),
    Route("colleagues/<uuid:person>/", Door.READERS, (STAFF,)),
    Route("colleagues/<uuid:person>/photo/", Door.READERS, (STAFF,)),
    Route("colleagues/<uuid:person>/change/", Door.OWNER, (STAFF,)),
    Route("colleagues/<uuid:person>/confirm/", Door.OWNER, (STAFF,), method="POST"),
    Route("colleagues/<uuid:person>/hide/", Door.OWNER, (STAFF,)),
    Route("colleagues/<uuid:person>/taken-over/", Door.OWNER, (STAFF,)),
]

# Where officers work.
WORKPLACE = [
    Route("workplace/", Door.WORK, (STAFF,)),
    Route("workplace/bookmarks/", Door.SIGNED_IN, (STAFF,)),
    Route("workplace/bookmarks/<uuid:bookmark_id>/", Door.SIGNED_IN, (STAFF,)),
    Route("workplace/bookmarks/pages/<int:page_id>/", Door.SIGNED_IN, (STAFF,), method="POST"),
    Route("workplace/bookmarks/tools/<int:page_id>/<uuid:tool_id>/", Door.SIGNED_IN, (STAFF,), method="POST"),
    Route("workplace/suspected/", Door.OFFICERS, (STAFF,)),
    Route("workplace/morning-letter/", Door.OFFICERS, (STAFF,)),
    Route("workplace/absences/", Door.OFFICERS, (STAFF,)),
    Route("workplace/absences/<int:absence_id>/remove/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/find/", Door.OFFICERS, (STAFF,)),
    Route("workplace/officer/", Door.OFFICERS, (STAFF,)),
    Route("workplace/officer/code/", Door.OFFICERS, (STAFF,)),
    Route("workplace/officer/journeys/<slug:slug>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/officer/journeys/<slug:slug>/<uuid:submission_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/officer/journeys/<slug:slug>/<uuid:submission_id>/time/", Door.OFFICERS, (STAFF,)),
    Route("workplace/officer/journeys/<slug:slug>/<uuid:submission_id>/done/", Door.OFFICERS, (STAFF,)),
    Route(
        "workplace/officer/journeys/<slug:slug>/<uuid:submission_id>/delete/",
        Door.OFFICERS,
        (STAFF,),
        method="POST",
    ),
    Route("workplace/desk/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/log/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/begin/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/desk/end/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/customers/new/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/desk/customers/<uuid:customer_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/customers/<uuid:customer_id>/details/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/customers/<uuid:customer_id>/helpers/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/customers/<uuid:customer_id>/hold/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/customers/<uuid:customer_id>/identity/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/customers/<uuid:customer_id>/same-as/<uuid:other_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/merges/<uuid:merge_id>/undo/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/desk/requests/<str:reference>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/locations/<int:location_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/desk/locations/<int:location_id>/lives-here/", Door.OFFICERS, (STAFF,), method="POST"),
    # Officers who lead a team, or cover for whoever does: 403 for the others.
    Route("workplace/lines/", Door.OFFICERS, (STAFF,)),
    Route("workplace/lines/<slug:slug>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/new-line/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/letters/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/messages/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/messages/<uuid:inbound_id>/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/operations/deliveries/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/deliveries/do/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/operations/deliveries/<uuid:delivery_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/destinations/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/destinations/<slug:slug>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/operations/destinations/<slug:slug>/resume/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/kept/", Door.OFFICERS, (STAFF,)),
    Route("workplace/kept/holds/<uuid:hold_id>/lift/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/bookings/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/find/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/waiting/<slug:slug>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/over-capacity/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/weeks/<slug:slug>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/times/<int:slot_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/<uuid:booking_uuid>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/<uuid:booking_uuid>/move/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/<uuid:booking_uuid>/cancel/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/<uuid:booking_uuid>/refuse/", Door.OFFICERS, (STAFF,)),
    Route("workplace/bookings/<uuid:booking_uuid>/approve/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/bookings/<uuid:booking_uuid>/mark/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/glass/", Door.OFFICERS, (STAFF,)),
    Route("workplace/glass/reviews/", Door.OFFICERS, (STAFF,)),
    Route("workplace/glass/reviews/<uuid:glass_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/glass/requests/<str:reference>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/glass/requests/<str:reference>/close/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/glass/requests/<str:reference>/files/<uuid:file_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/glass/requests/<str:reference>/letters/<uuid:letter_id>/", Door.OFFICERS, (STAFF,)),
    # Team leads, service managers and administrators only: 403 for officers too.
    Route("workplace/measures/", Door.OFFICERS, (STAFF,)),
    Route("workplace/measures/measures.csv", Door.OFFICERS, (STAFF,)),
    Route("workplace/measures/journeys.csv", Door.OFFICERS, (STAFF,)),
    Route("workplace/measures/definitions/", Door.OFFICERS, (STAFF,)),
    # Finance, its approvers and auditors only: 403 for officers too.
    Route("workplace/finance/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payments/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payments/download/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payments/<uuid:uuid>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payments/<uuid:uuid>/refund/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payments/<uuid:uuid>/ask-stripe/", Door.OFFICERS, (STAFF,), method="POST"),
    Route(
        "workplace/finance/payments/<uuid:uuid>/seen-to/<slug:flag>/", Door.OFFICERS, (STAFF,), method="POST"
    ),
    Route("workplace/finance/attention/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/anomalies/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/refunds/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/refunds/<uuid:uuid>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/disputes/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/counter-payments/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/counter-payments/<uuid:uuid>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payouts/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payouts/download/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payouts/<str:provider_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/payouts/<str:provider_id>/download/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/exceptions/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/exceptions/download/", Door.OFFICERS, (STAFF,)),
    Route("workplace/finance/exceptions/<int:exception_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/deliveries/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/deliveries/<uuid:delivery_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/queues/<slug:slug>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/queues/<slug:slug>/next/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/everything/", Door.OFFICERS, (STAFF,)),
    Route("workplace/many/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/keys/", Door.OFFICERS, (STAFF,)),
    Route("workplace/saved-lists/", Door.OFFICERS, (STAFF,)),
    Route("workplace/saved-lists/<uuid:view_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/take/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/give/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/put-back/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/practice/", Door.OFFICERS, (STAFF,)),
    Route("workplace/practice/turn/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/practice/requests/<str:reference>/letters/", Door.OFFICERS, (STAFF,)),
    Route("workplace/practice/requests/<str:reference>/pay/", Door.OFFICERS, (STAFF,)),
    Route("workplace/duty/", Door.OFFICERS, (STAFF,)),
    Route("workplace/duty/thresholds/", Door.OFFICERS, (STAFF,)),
    Route("workplace/duty/thresholds/<slug:service>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/duty/<str:reference>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/duty/<str:reference>/agree/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/casework/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/raise/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/raise/<uuid:casework_id>/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/follow/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/wards/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/<uuid:casework_id>/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/<uuid:casework_id>/end/", Door.COUNCILLORS, (STAFF,)),
    Route("workplace/casework/<uuid:casework_id>/answer/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/hand-on/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/payment/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/ask/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/split/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/as-customer/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/files/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/reads/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/write/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/cancel/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/next-stage/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/duplicate/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/requests/<str:reference>/held-back/", Door.OFFICERS, (STAFF,), method="POST"),
    Route(
        "workplace/requests/<str:reference>/deliveries/<uuid:delivery_id>/resend/",
        Door.OFFICERS,
        (STAFF,),
        method="POST",
    ),
    Route("workplace/requests/<str:reference>/files/<uuid:file_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/letters/<uuid:letter_id>/", Door.OFFICERS, (STAFF,)),
    Route("workplace/letters/", Door.OFFICERS, (STAFF,)),
    Route("workplace/letters/<uuid:letter_id>/posted/", Door.OFFICERS, (STAFF,), method="POST"),
    Route("workplace/unreachable/", Door.OFFICERS, (STAFF,)),
    Route("workplace/requests/<str:reference>/unreachable/<int:unreachable_id>/", Door.OFFICERS, (STAFF,)),
]

# Teams outside the council, on the extranet: 404 for partners who are none.
OUTSIDE = [
    Route("workplace/", Door.OWNER, (PARTNER,)),
    Route("workplace/queues/<slug:slug>/", Door.OWNER, (PARTNER,)),
    Route("workplace/queues/<slug:slug>/next/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/", Door.OWNER, (PARTNER,)),
    Route("workplace/requests/<str:reference>/files/<uuid:file_id>/", Door.OWNER, (PARTNER,)),
    Route("workplace/requests/<str:reference>/take/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/put-back/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/photos/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/update/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/ask/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/note/", Door.OWNER, (PARTNER,), method="POST"),
    Route("workplace/requests/<str:reference>/hand-back/", Door.OWNER, (PARTNER,), method="POST"),
]

# Signing in and out, and a person's own account.
ACCOUNTS = [
    Route("account/sign-in/", Door.OPEN),
    Route("account/sign-in/code/", Door.STEP),
    Route("account/sign-in/code/enter/", Door.STEP),
    Route("account/sign-in/code/again/", Door.STEP, method="POST"),
    Route("account/sign-in/name/", Door.STEP),
    Route("account/sign-in/passkey/", Door.OPEN, method="POST"),
    Route("account/sign-in/passkey/options/", Door.OPEN, method="POST"),
    Route("account/sign-in/refused/", Door.OPEN),
    Route("account/sign-out/", Door.LEAVING, method="POST"),
    Route("account/confirm/", Door.SIGNED_IN),
    Route("account/confirm/passkey/", Door.SIGNED_IN, method="POST"),
    Route("account/confirm/code/", Door.SIGNED_IN, method="POST"),
    Route("account/confirm/code/enter/", Door.SIGNED_IN),
    Route("account/signing-in/", Door.SIGNED_IN),
    Route("account/signing-in/code/", Door.SIGNED_IN),
    Route("account/signing-in/code/again/", Door.SIGNED_IN, method="POST"),
    Route("account/signing-in/password/", Door.SIGNED_IN),
    Route("account/signing-in/password/remove/", Door.SIGNED_IN),
    Route("account/signing-in/passkeys/add/", Door.SIGNED_IN),
    Route("account/signing-in/passkeys/<int:passkey_id>/", Door.SIGNED_IN),
    Route("account/signing-in/passkeys/<int:passkey_id>/remove/", Door.SIGNED_IN),
    Route("account/signing-in/sessions/end/", Door.LEAVING, method="POST"),
    Route("account/signing-in/sessions/<uuid:session_id>/end/", Door.SIGNED_IN, method="POST"),
    Route("account/signing-in/<slug:kind>/", Door.SIGNED_IN),
    Route("account/signing-in/<slug:kind>/remove/", Door.SIGNED_IN),
    Route("account/work/", Door.OPEN, (STAFF,)),
    Route("account/work/callback/", Door.OPEN, (STAFF,)),
    Route("account/second-factor/", Door.SIGNED_IN, (STAFF, PARTNER)),
    Route("account/second-factor/set-up/", Door.SIGNED_IN, (STAFF, PARTNER)),
    Route("account/second-factor/app/", Door.SIGNED_IN, (STAFF, PARTNER)),
    Route("account/second-factor/app/remove/", Door.SIGNED_IN, (STAFF, PARTNER), method="POST"),
    Route("account/second-factor/passkey/", Door.SIGNED_IN, (STAFF, PARTNER), method="POST"),
    Route("account/second-factor/passkey/options/", Door.SIGNED_IN, (STAFF, PARTNER), method="POST"),
    Route("account/second-factor/passkey/make/", Door.SIGNED_IN, (STAFF, PARTNER)),
    Route("account/second-factor/recovery-codes/", Door.SIGNED_IN, (STAFF, PARTNER)),
    Route("account/second-factor/done/", Door.SIGNED_IN, (STAFF, PARTNER), method="POST"),
    Route("account/api-tokens/", Door.SIGNED_IN, (STAFF, PARTNER)),
    Route("account/api-tokens/<int:token_id>/revoke/", Door.SIGNED_IN, (STAFF, PARTNER), method="POST"),
    Route(r"^(?:[a-z-]+/)?_util/login/$", Door.NOBODY, sample="/_util/login/"),
    Route(
        r"^(?:[a-z-]+/)?_util/authenticate_with_password/",
        Door.NOBODY,
        sample="/_util/authenticate_with_password/1/1/",
    ),
    Route("_util/login/", Door.NOBODY),
    Route("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", Door.NOBODY),
]

# Partner organisations: their managers' own on the extranet, the council's on the intranet.
_BOTH = (STAFF, PARTNER)
PARTNERS = [
    Route("organisations/", Door.READERS, _BOTH),
    Route("organisations/<slug:slug>/", Door.OWNER, _BOTH),
    Route("organisations/<slug:slug>/invite/", Door.OWNER, _BOTH),
    Route(
        "organisations/<slug:slug>/invitations/<uuid:invitation_id>/resend/",
        Door.OWNER,
        _BOTH,
        method="POST",
    ),
    Route(
        "organisations/<slug:slug>/invitations/<uuid:invitation_id>/cancel/",
        Door.OWNER,
        _BOTH,
        method="POST",
    ),
    Route("organisations/<slug:slug>/people/<uuid:person>/", Door.OWNER, _BOTH),
    Route("organisations/<slug:slug>/people/<uuid:person>/end/", Door.OWNER, _BOTH),
    Route("organisations/<slug:slug>/people/<uuid:person>/second-factor/", Door.OWNER, _BOTH),
    Route("organisations/<slug:slug>/people/<uuid:person>/code-card/", Door.OWNER, _BOTH),
    # Which organisation one acts for, and what was sent for it: shown by the keys that one holds.
    Route("organisations/choose/", Door.READERS, (PARTNER,)),
    Route("organisations/requests/", Door.READERS, (PARTNER,)),
    Route("organisations/requests/drafts/<uuid:draft_id>/take-over/", Door.OWNER, (PARTNER,), method="POST"),
    Route("organisations/requests/<str:reference>/copy/", Door.OWNER, (PARTNER,)),
    Route("organisations/<slug:slug>/tokens/", Door.OWNER, (PARTNER,)),
    Route("organisations/<slug:slug>/tokens/<int:token_id>/revoke/", Door.OWNER, (PARTNER,), method="POST"),
    Route("new-organisation/", Door.READERS, (STAFF,)),
    Route("organisations/<slug:slug>/change/", Door.OWNER, (STAFF,)),
    Route("organisations/<slug:slug>/confirm/", Door.OWNER, (STAFF,)),
    Route("organisations/<slug:slug>/close/", Door.OWNER, (STAFF,)),
    Route("organisations/<slug:slug>/reopen/", Door.OWNER, (STAFF,), method="POST"),
    Route("invitations/accept/", Door.OPEN, (PARTNER,)),
    Route("invitations/<str:token>/", Door.OPEN, (PARTNER,)),
]

# The demonstration's own, which no other mode has.
DEMONSTRATION = [
    Route("_mail/", Door.READERS, (PUBLIC,)),
    Route("_mail/<str:letter_id>/", Door.READERS, (PUBLIC,)),
]

# Whole groups, by prefix: every address below it is tried. Static files and health are answered before hosts are
# looked at (``config.middleware``) and have no address in a URLconf.
PREFIXES = [
    Route("admin/", Door.EDITORS, (STAFF,)),
    # Wagtail's own API, for editors' programs.
    Route("api/wagtail/v3/", Door.TOKEN, (STAFF,)),
]

ROUTES = [
    *READING,
    *CONTENT_API,
    *JOURNEYS_API,
    *PULL_DOOR,
    *JOURNEYS,
    *PORTAL,
    *OPEN311,
    *PEOPLE,
    *WORKPLACE,
    *OUTSIDE,
    *ACCOUNTS,
    *PARTNERS,
    *DEMONSTRATION,
]
