"""The catalogues of the house's own words: found in the sources, kept in ``site/locale``, held to rules.

No GNU gettext is needed: Babel reads the sources and polib reads and writes the catalogues. Compiling, which an
installation needs too, is ``running.catalogues``.
"""
