"""The one API of the house, at ``/api/v1/`` on every host. Each part brings its router; this file puts them together."""

from ninja import NinjaAPI

from content_api.api import router as content
from content_api.problems import register_problems

api = NinjaAPI(
    title="Guildhall",
    version="1",
    description="Answers are cut to what the host and the signed-in person may see. Errors are problem documents.",
    # The interactive page would load scripts from another host.
    docs_url=None,
    urls_namespace="api",
)
register_problems(api)
api.add_router("", content)
