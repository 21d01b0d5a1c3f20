from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        """Follow pages that Wagtail saves as plain pages, which is how it moves them; journeys show pictures, and
        themes the name, look and contact details of a site, by way of this part."""
        from django.db.models.signals import post_save, pre_delete, pre_save
        from wagtail.models import Page
        from wagtail.signals import copy_for_translation_done, post_page_move

        from content.brand import name_in_letters
        from content.facts import council_of, phone_in_letters
        from content.languages.trees import delete_with_original, follow_move
        from content.models import ContentPage
        from content.moves import (
            remember_state_before_move,
            rewrite_keys_of_moved_page,
            tell_of_removed_page,
        )
        from content.pictures import picture_html
        from content.sections.services import follow_translation
        from forms_engine.journeys import pictures
        from themes import council

        pre_save.connect(remember_state_before_move, sender=Page)
        post_save.connect(rewrite_keys_of_moved_page, sender=Page)
        post_page_move.connect(follow_move)
        pre_delete.connect(delete_with_original, sender=ContentPage)
        pre_delete.connect(tell_of_removed_page, sender=ContentPage)
        # A section's page in another language is made deep inside Wagtail and wagtail-localize.
        copy_for_translation_done.connect(follow_translation)
        pictures.register(picture_html)
        council.register(council_of, name_in_letters, phone_in_letters)
