from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        """Journeys show articles by way of this part; what readers did not find is a source of open questions."""
        from forms_engine.journeys import articles
        from knowledge import questions
        from knowledge.embedding import article_html, articles_to_choose
        from knowledge.votes.questions import ReadersComments

        articles.register(article_html, articles_to_choose)
        questions.register(ReadersComments())
