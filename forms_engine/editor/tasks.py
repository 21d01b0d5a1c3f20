"""What the worker does for editors. Arguments are ids only."""

from procrastinate.contrib.django import app


@app.task(queue="editor")
def tell_publishing_failed(draft_id: int, revision_id: int) -> None:
    """Write to those who have to know that a journey was not published on its day."""
    from forms_engine.editor import telling

    telling.tell_publishing_failed(draft_id, revision_id)
