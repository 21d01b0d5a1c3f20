"""The verbs of ``manage.py journeys``, one module each with ``HELP``, ``add_arguments(parser)`` and ``run(out, options)``.

``run`` writes what there is to say to ``out`` and raises ``CommandError``, which ends with status 1, where something has
to be mended first.
"""
