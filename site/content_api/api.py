"""The read API of pages and articles. ``config`` mounts the router on the one ``NinjaAPI`` of the house."""

from ninja import Router

from content_api.articles import router as articles
from content_api.pages import router as pages

router = Router()
router.add_router("/pages", pages)
router.add_router("/articles", articles)
