"""The extranet."""

from config.urls.shared import assemble, handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = assemble(pages=[], machines=[])
