"""Errors in Stripe's shape."""

from typing import Any


class ApiError(Exception):
    """An answer that is not 2xx. ``saved`` says whether an idempotency key remembers it, as Stripe documents:
    not when parameters fail validation or another call with the key is under way."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        code: str = "",
        param: str = "",
        saved: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.saved = saved
        self.body: dict[str, Any] = {"error": {"type": kind, "message": message}}
        if code:
            self.body["error"]["code"] = code
        if param:
            self.body["error"]["param"] = param


def missing(kind: str, object_id: str, param: str = "id") -> ApiError:
    """404: no such object."""
    return ApiError(404, f"No such {kind}: '{object_id}'", code="resource_missing", param=param)
