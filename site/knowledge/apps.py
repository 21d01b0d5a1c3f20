from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        """Journeys show articles by way of this part; what readers did not find is a source of open questions; the base is
        read from files and written to them as the sites are."""
        from content import objections
        from content.exchange import kinds
        from forms_engine.journeys import articles
        from knowledge import questions
        from knowledge.embedding import article_html, articles_to_choose
        from knowledge.exchange import base
        from knowledge.keeping import why_not_take_down
        from knowledge.votes.questions import ReadersComments

        articles.register(article_html, articles_to_choose)
        questions.register(ReadersComments())
        objections.register(why_not_take_down)
        kinds.register(base())
