"""Acting for somebody else: family, a friend, a carer, an agent. ``ActingFor`` is the agreement.

``inviting.invite`` and ``recording.record`` make one, ``accepting.accept`` begins it or ``accepting.refuse`` does not,
``ending.end`` ends it at once; ``selectors`` says what it opens today, ``sending`` what is sent by it."""
