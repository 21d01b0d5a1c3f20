"""How to reach somebody."""

from wagtail import blocks


class ContactBlock(blocks.StructBlock):
    """A team's phone number, address and hours."""

    title = blocks.CharBlock()
    phone = blocks.CharBlock(required=False, default="")
    email = blocks.EmailBlock(required=False, default="")
    address = blocks.TextBlock(required=False, default="")
    opening_hours = blocks.CharBlock(required=False, default="")

    class Meta:
        icon = "mail"
        template = "content/blocks/contact.html"
