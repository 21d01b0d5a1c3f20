"""Handing a stored file to somebody's browser. Who may see it is for the caller to have decided."""

from django.http import FileResponse, Http404

from forms_engine.files.models import StoredFile

# Shown in the page; anything else is downloaded, and opened by a program of its own.
SHOWN = frozenset({"image/jpeg"})
# Whatever a browser makes of it, it runs nothing, loads nothing and sees nothing of ours.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def file_response(stored: StoredFile, *, download: bool = False) -> FileResponse:
    """The file's content, streamed; ``download`` also what a browser could show.

    Raises:
        Http404: while it is in quarantine, and when it contained a virus or could not be scanned.
    """
    if not stored.is_open:
        raise Http404
    charset = "; charset=utf-8" if stored.content_type.startswith("text/") else ""
    return FileResponse(
        stored.content.open(),
        as_attachment=download or stored.content_type not in SHOWN,
        filename=stored.name,
        content_type=stored.content_type + charset,
        headers={
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
