from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        """Journeys show articles by way of this part; what readers did not find is a source of open questions."""
        from content import objections
        from forms_engine.journeys import articles
        from knowledge import questions
        from knowledge.embedding import article_html, articles_to_choose
        from knowledge.keeping import why_not_take_down
        from knowledge.votes.questions import ReadersComments

        articles.register(article_html, articles_to_choose)
        questions.register(ReadersComments())
        objections.register(why_not_take_down)
