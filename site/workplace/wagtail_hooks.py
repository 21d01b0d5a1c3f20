"""What the workplace has in the admin."""

from wagtail.snippets.models import register_snippet

from workplace.finance.vat_codes import VatCodeViewSet

register_snippet(VatCodeViewSet)
