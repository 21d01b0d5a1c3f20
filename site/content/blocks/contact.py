"""How to reach somebody."""

from wagtail import blocks


class ContactBlock(blocks.StructBlock):
    """A team's phone number, address and hours."""

    title = blocks.CharBlock()
    phone = blocks.CharBlock(required=False)
    email = blocks.EmailBlock(required=False)
    address = blocks.TextBlock(required=False)
    opening_hours = blocks.CharBlock(required=False)

    class Meta:
        icon = "mail"
        template = "content/blocks/contact.html"
