"""Pages in more than one language.

Every language has a tree of its own on each site and in the knowledge base, and every published page of the first
language stands in each of them: translated, or as an alias that shows the original until it is. ``trees`` keeps them
alike, ``words`` writes down what language a page's words are really in, ``switch`` finds a page's other languages,
``status`` tells what is translated. ``docs/languages.md`` describes the whole.
"""
