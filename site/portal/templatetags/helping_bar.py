"""For whom whoever reads a page acts, above every page."""

from django import template
from django.template import Context

from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.selectors import agreement_of

register = template.Library()


@register.simple_tag(takes_context=True)
def person_acted_for(context: Context) -> dict[str, str]:
    """Their name, and whether it stands: "" for both where what was chosen stands no more. One query, and only for
    somebody who has chosen to act for another."""
    agreement = agreement_of(context["request"].principal)
    if agreement is None:
        return {"stands": "", "name": ""}
    return {"stands": "yes", "name": name_of(agreement.customer)}
