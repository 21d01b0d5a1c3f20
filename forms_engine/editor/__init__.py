"""Building journeys in the Wagtail admin: drafts, question sets, and the road from a draft to a published version.

The draft is the definition document itself. ``services`` and ``publishing`` are the only places that write;
``editing`` holds the screens on which pages, questions and conditions are changed, one at a time.
"""
