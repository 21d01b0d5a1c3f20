"""The read API. ``config`` mounts the router on the one ``NinjaAPI`` of the house."""

from ninja import Router

from content_api.alerts import router as alerts
from content_api.articles import router as articles
from content_api.articles import topics_router as topics
from content_api.navigation import router as navigation
from content_api.pages import router as pages
from content_api.previews.api import router as previews
from content_api.schema_documents import router as schemas
from content_api.site import router as site

router = Router()
router.add_router("/pages", pages)
router.add_router("/articles", articles)
router.add_router("/topics", topics)
router.add_router("/navigation", navigation)
router.add_router("/alerts", alerts)
router.add_router("/site", site)
router.add_router("/previews", previews)
router.add_router("/schemas", schemas)
