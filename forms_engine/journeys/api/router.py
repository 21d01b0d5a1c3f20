"""The addresses of the journeys API. ``config`` mounts them below ``/api/v1/``."""

from ninja import Router

from forms_engine.journeys.api import (
    items,
    journeys,
    language,
    pages,
    requests,
    sending,
    starting,
    state,
    summary,
    uploads,
)

router = Router()
for part in (starting, language, journeys):
    router.add_router("/journeys", part.router)
for part in (state, pages, items, uploads, summary, sending):
    router.add_router("/submissions", part.router)
router.add_router("/requests", requests.router)
