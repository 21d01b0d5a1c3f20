from django.apps import AppConfig


class ContentApiConfig(AppConfig):
    name = "content_api"

    def ready(self) -> None:
        """Check the blocks, let programs in by their tokens, and tell subscribers of changes."""
        from django.core.checks import register

        from audiences.registry import register_bearer
        from audiences.tokens.scopes import CONTENT_READ, open_to_tokens
        from content import changes
        from content_api.checks import blocks_have_schemas
        from content_api.editors.door import principal_of_editors_token
        from content_api.openapi import TOKEN_READS
        from content_api.webhooks.telling import tell_subscribers

        register(blocks_have_schemas)
        open_to_tokens(CONTENT_READ, TOKEN_READS)
        register_bearer(principal_of_editors_token)
        changes.register(tell_subscribers)
