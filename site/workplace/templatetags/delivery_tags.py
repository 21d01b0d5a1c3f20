"""What deliveries tell, in words for officers."""

from django import template

register = template.Library()

TOLD = {
    "request.received": "The request itself",
    "request.updated": "What became of the request",
    "request.message": "A message about the request",
    "request.cancelled": "That the request is cancelled",
}


@register.filter
def what_it_tells(subject: str) -> str:
    """A delivery's subject in words; as it is where it is none of a request's."""
    return TOLD.get(subject, subject)
