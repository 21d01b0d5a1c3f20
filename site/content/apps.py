from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        """Follow pages that Wagtail saves as plain pages, which is how it moves them; journeys show pictures by way of
        this part."""
        from django.db.models.signals import post_save
        from wagtail.models import Page

        from content.moves import rewrite_keys_of_moved_page
        from content.pictures import picture_html
        from forms_engine.journeys import pictures

        post_save.connect(rewrite_keys_of_moved_page, sender=Page)
        pictures.register(picture_html)
