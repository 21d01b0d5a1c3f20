"""The addresses of the journeys API. ``config`` mounts them below ``/api/v1/``."""

from ninja import Router

from forms_engine.journeys.api import (
    acting,
    duplicates,
    items,
    journeys,
    language,
    pages,
    requests,
    schemas,
    sending,
    starting,
    state,
    summary,
    times,
    uploads,
)

router = Router()
for part in (starting, language, schemas, journeys):
    router.add_router("/journeys", part.router)
router.add_router("/messages", schemas.messages)
for part in (state, pages, items, uploads, summary, duplicates, times, sending):
    router.add_router("/submissions", part.router)
router.add_router("/requests", requests.router)
router.add_router("/requests", acting.router)
