"""Running a journey: pure functions from a definition and answers. No Django, no database, no clock.

``evaluate.evaluate`` is the one door: path, problems, fee lines. ``summary.summarise`` words the answers.
Everyone who runs a journey (HTML, API, submit) calls the same functions, so what one refuses, all refuse.
"""
