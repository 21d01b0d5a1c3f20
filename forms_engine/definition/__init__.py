"""The journey language: one JSON document a journey. Nothing of Django here.

``parse.parse_definition`` turns the document into the frozen types of ``document``; ``lint.lint`` says everything that
is wrong with a document, also between its parts. Stable keys name pages, questions, options and conditions; texts carry
their translations, so wording can change without touching logic.
"""
