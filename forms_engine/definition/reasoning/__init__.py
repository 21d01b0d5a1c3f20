"""What answers could make true, found by finite reasoning over a definition: no answers and no clock are needed.

``outline`` says what is asked where, ``cells`` splits each question's answers into the few kinds that conditions can
tell apart, and ``search`` looks for kinds of answers that fulfil a wish. It is sound: ``NEVER`` is said only when no
answers whatever would do. It is bounded: what would take too long is ``UNKNOWN``.
"""
