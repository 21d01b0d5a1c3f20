"""Stripe's objects as the API gives them: sessions, line items, payment intents."""

import secrets
from typing import Any

from payments.sandbox.errors import ApiError


def new_session(
    session_id: str, url: str, params: dict[str, Any], lines: list[dict[str, Any]], now: int, expires_at: int
) -> dict[str, Any]:
    """An open Checkout Session for these line items."""
    total = sum(line["amount_total"] for line in lines)
    return {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": params.get("adaptive_pricing"),
        "amount_subtotal": total,
        "amount_total": total,
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "created": now,
        "currency": lines[0]["currency"],
        "customer": None,
        "customer_details": None,
        "expires_at": expires_at,
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": params.get("metadata") or {},
        "mode": "payment",
        "payment_intent": None,
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "status": "open",
        "submit_type": params.get("submit_type"),
        "success_url": params["success_url"],
        "ui_mode": "hosted_page",
        "url": url,
    }


def new_intent(session: dict[str, Any], asked: dict[str, Any], now: int) -> dict[str, Any]:
    """The intent behind a session; ``asked`` is the session's payment_intent_data. Its state is set by the caller."""
    return {
        "id": "pi_test_" + secrets.token_hex(12),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "created": now,
        "currency": session["currency"],
        "description": asked.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": asked.get("metadata") or {},
        "payment_method_types": ["card"],
    }


def line_item(item: dict[str, Any], index: int) -> dict[str, Any]:
    """A line item as Stripe gives it back."""
    path = f"line_items[{index}]"
    price = item.get("price_data")
    if not price:
        raise ApiError(400, "The sandbox takes line items with price_data only", param=f"{path}[price_data]")
    product = price.get("product_data")
    if not product or not product.get("name") or "currency" not in price or "unit_amount" not in price:
        raise ApiError(
            400,
            "price_data needs currency, unit_amount and product_data[name]",
            code="parameter_missing",
            param=path,
        )
    quantity = item.get("quantity", 0)
    if quantity < 1 or price["unit_amount"] < 0:
        raise ApiError(400, "This value must be greater than or equal to 1.", param=f"{path}[quantity]")
    total = price["unit_amount"] * quantity
    return {
        "id": "li_" + secrets.token_hex(8),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"].lower(),
        "description": product["name"],
        "quantity": quantity,
    }
