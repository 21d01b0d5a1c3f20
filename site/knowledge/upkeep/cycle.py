"""How often an article is looked over."""

from django.utils.translation import gettext_lazy as _

from content.reviews.months import months_after

__all__ = ["REVIEW_MONTHS", "months_after"]

REVIEW_MONTHS = [(6, _("every 6 months")), (12, _("every 12 months")), (24, _("every 24 months"))]
