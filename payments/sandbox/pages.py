"""The pay page: what the payer sees instead of Stripe's own. Everything on it is escaped."""

from html import escape
from pathlib import Path
from string import Template
from typing import Any

FILES = Path(__file__).parent / "page_files"
STYLESHEET = FILES / "pay.css"


def pounds(amount: int, currency: str = "gbp") -> str:
    """Pence as people write them."""
    sign = "£" if currency == "gbp" else f"{currency.upper()} "
    return f"{sign}{amount // 100:,}.{amount % 100:02}"


def pay(
    session: dict[str, Any], lines: list[dict[str, Any]], merchant: str, *, is_declined: bool = False
) -> str:
    """The page of one session: the form while it is open, otherwise what became of it."""
    if session["status"] == "open":
        return _open(session, lines, merchant, is_declined=is_declined)
    back = session["success_url"] if session["status"] == "complete" else session["cancel_url"]
    title, text = {
        "complete": ("You have already paid", "This payment is complete. You cannot pay twice on this page."),
        "expired": ("This page has expired", "No money was taken. Go back and start the payment again."),
    }[session["status"]]
    return _message(merchant, title, text, back, f"Return to {merchant}")


def authenticate(session: dict[str, Any], merchant: str) -> str:
    """What the payer's bank shows to make sure that it is them."""
    return _fill(
        "authenticate.html",
        title="Show your bank that it is you",
        merchant=escape(merchant),
        total=pounds(session["amount_total"], session["currency"]),
    )


def vanished(merchant: str) -> str:
    """What is left to see when the connection is lost right after paying."""
    return _message(
        merchant,
        "Connection lost",
        "You have paid, and this page will not take you back. The payment service tells the council by itself.",
    )


def not_found() -> str:
    """There is no such session."""
    return _message(
        "Payments", "Page not found", "Check the address, or go back and start the payment again."
    )


def _open(session: dict[str, Any], lines: list[dict[str, Any]], merchant: str, *, is_declined: bool) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(line['description'])}"
        + (f" <span class='quantity'>× {line['quantity']}</span>" if line["quantity"] > 1 else "")
        + f"</th><td>{pounds(line['amount_total'], session['currency'])}</td></tr>"
        for line in lines
    )
    total = pounds(session["amount_total"], session["currency"])
    cancel = session["cancel_url"]
    return _fill(
        "pay.html",
        title=("Error: " if is_declined else "") + f"Pay {escape(merchant)}",
        merchant=escape(merchant),
        rows=rows,
        total=total,
        declined=(FILES / "declined.html").read_text() if is_declined else "",
        cancel=f"<a class='back' href='{escape(cancel)}'>Cancel and go back</a>" if cancel else "",
    )


def _message(merchant: str, title: str, text: str, href: str | None = None, link: str = "") -> str:
    return _fill(
        "message.html",
        title=escape(title),
        merchant=escape(merchant),
        text=escape(text),
        link=f"<p><a class='button' href='{escape(href)}'>{escape(link)}</a></p>" if href else "",
    )


def _fill(name: str, **values: str) -> str:
    content = Template((FILES / name).read_text()).substitute(values)
    return Template((FILES / "frame.html").read_text()).substitute(values, content=content)
