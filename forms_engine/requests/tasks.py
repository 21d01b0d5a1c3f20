"""What the worker does for requests. Arguments are references and ids only."""

from procrastinate.contrib.django import app


@app.task(queue="requests")
def send_code(reference: str, browser: str) -> None:
    """Send a one-time code to the address on a request, if there is one."""
    from forms_engine.requests import access

    access.send_code(reference, browser=browser)
