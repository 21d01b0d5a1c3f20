from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        """Journeys show articles by way of this part."""
        from forms_engine.journeys import articles
        from knowledge.embedding import article_html, articles_to_choose

        articles.register(article_html, articles_to_choose)
