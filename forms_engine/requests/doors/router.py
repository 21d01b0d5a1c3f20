"""The addresses that back offices send to. ``config`` mounts them below ``/api/v1/``."""

from typing import Any

from ninja import Router

from forms_engine.requests.doors import callbacks, cases, files, letters, trying

SECURITY_SCHEMES: dict[str, Any] = {
    "StandardWebhooks": {
        "type": "apiKey",
        "in": "header",
        "name": "webhook-signature",
        "description": "Signed as standardwebhooks.com has it, with the inbound secret of the destination.",
    },
    "FileBearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The bearer that a delivery's body names beside the file.",
    },
}

router = Router()
router.add_router("/callbacks", callbacks.router)
router.add_router("/cases", cases.router)
router.add_router("/letters", letters.router)
router.add_router("/deliveries", files.router)
router.add_router("/deliveries", trying.router)
