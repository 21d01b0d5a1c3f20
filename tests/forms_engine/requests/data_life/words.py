"""Every column of the house that words can stand in, and what becomes of them when a request or a person is erased.

Whoever adds a column names it here (``test_words.py`` says so until it is), and fills it in ``rich.py`` where it is erased:
what is named as erased has to hold a canary before, and none after (``test_canaries.py``).
"""

# Whole rows go, whatever stands in them.
ROWS_GO = {
    "account_emailaddress",
    "accounts_addresscode",
    "files_storedfile",
    "journeys_open311photo",
    "journeys_saveddraft",
    "journeys_setaside",
    "journeys_submission",
    "locations_location",
    "portal_askedupdates",
    "portal_subscriber",
    "requests_amendment",
    "requests_customerchange",
    "requests_follower",
    "requests_letter",
    "requests_unreachable",
    "workplace_bookmark",
    "workplace_profile",
}

# The rows stay, and these columns say nothing any more.
EMPTIED = {
    "accounts_user": {"name", "email", "mobile"},
    "booking_booking": {"person"},
    "booking_bookingevent": {"reason"},
    "delivery_attempt": {"detail"},
    "delivery_delivery": {"body", "message", "last_error", "handled_note"},
    "delivery_deliveryaction": {"note"},
    "delivery_open311case": {"words"},
    "journeys_open311filing": {"external_id"},
    "notices_notice": {
        "recipient", "heading", "body", "calendar", "unsubscribe", "provider_id", "last_error",
    },
    "payments_chargeevent": {"detail"},
    "payments_counterpayment": {"why_taken_back"},
    "payments_refund": {"note"},
    "payments_refundevent": {"note"},
    "requests_actingfor": {"helper_name", "invited_at_address", "consent_words"},
    "requests_brokenglass": {"reason", "words"},
    "requests_casework": {"resident", "consent_words", "ended_why"},
    "requests_contact": {"note", "signposted_to"},
    "requests_customer": {
        "name", "email", "mobile", "phone", "needs", "access_needs", "interpreter_language", "declines",
    },
    "requests_customermerge": {"why"},
    "requests_feedback": {"comment"},
    "requests_inbound": {"words", "seen_to_note"},
    "requests_legalhold": {"why"},
    "requests_request": {
        "answers", "facts", "name", "email", "mobile", "on_behalf_of", "authority", "organisation",
    },
    "requests_thresholddecision": {"why", "agreed_words"},
    "requests_timelineentry": {"message"},
}  # fmt: skip

# What else those rows say, and keep saying.
BESIDE = {
    "accounts_user": {"password", "session_mark", "work_identity"},  # replaced, and taken away
    "delivery_delivery": {"remote_id"},
    "delivery_open311case": {"service_request_id", "token", "status"},
    "notices_notice": {"calendar_method"},
    "payments_counterpayment": {"reference", "bank_reference"},
    "payments_refund": {"provider_id", "failure"},
    "payments_refundevent": {"from_state"},
    "requests_customermerge": {"followed"},  # ids
    "requests_inbound": {
        "message_id",
        "their_id",
        "about",
        "status",
    },  # by them it is known that it was erased
    # A title is its journey's: one that an officer or a back office made up is emptied (test_erasing).
    "requests_request": {"reference", "title", "spam_marks"},
    "requests_thresholddecision": {"met"},  # keys of criteria
}

# Names of columns that hold a word of ours, a number or a digest, wherever they stand; and any column with choices.
OF_OURS = {
    "audience", "channel", "digest", "kind", "language", "last_signs", "owner_id", "owner_type", "sha256", "slug", "subject",
}  # fmt: skip
DIGESTS = ("_hash", "_digest")

# Why whole tables stay as they are: by the table, or the beginning of its name where its whole app holds nothing of the
# people who write to the council.
STAYS = {
    # The council's own: what it offers, who works for it, how it is set up.
    "audiences_": "what programs of staff and partners may read",
    "auth_": "groups of staff",
    "booking_bankholiday": "calendars",
    "booking_resource": "calendars",
    "booking_scheduleexception": "calendars",
    "booking_slot": "calendars",
    "catalogue_": "what the council offers",
    "content_": "pages",
    "content_api_": "programs that read pages",
    "django_content_type": "the house's own tables",
    "editor_": "journeys as they are edited",
    "knowledge_": "articles; a vote of a reader names nobody, and is asked not to",
    "locations_area": "wards",
    "locations_propertypoint": "where properties are, whoever lives there",
    "page_cache_": "when pages changed",
    "partners_": "organisations and who belongs to them: work, managed there",
    "portal_knownpage": "what the public reads",
    "portal_subscription": "goes with its subscriber; a topic or a ward",
    "socialaccount_": "how council staff sign in",
    "taggit_": "tags of pages",
    "wagtail": "pages, pictures and their editors",
    "workplace_peoplepage": "a page",
    "workplace_policypage": "pages",
    "workplace_profilechange": "names of fields; goes with its entry",
    "workplace_skill": "what somebody here can do, and nobody in particular",
    "workplace_toolspage": "a page",
    "workplace_savedview": "an officer's filters; searches for people are never in an address",
    # Whoever is erased has none any more, or nothing that tells of them.
    "account_emailconfirmation": "never written: addresses are proved by our own codes",
    "accounts_codecard": "a digest; deleted with the account",
    "accounts_signedin": "sessions, deleted as the account is closed; no network address",
    "accounts_takenslot": "a digest and a number",
    "django_session": "sessions, ended as the account is closed; looked into for canaries all the same",
    "mfa_authenticator": "deleted with the account",
    "procrastinate_": "ids, never words (law 7)",
    "journeys_cannotsend": "deleted with its draft; where, never what was answered",
    "journeys_submitkey": "deleted with its submission",
    "journeys_open311comment": "the sender's number of an update",
    "journeys_open311key": "who files reports: an organisation",
    "journeys_journeyevent": "names nobody, forgotten after two days",
    "journeys_journeyday": "counts",
    "journeys_networkday": "counts under a hash, forgotten after a day",
    "journeys_visitsalt": "what makes those hashes, forgotten after a day",
    "journeys_lookupsource": "what can be looked up",
    "requests_requestfile": "goes with its file; the name of a question",
    # What is counted, and who had what by which number.
    "delivery_batch": "a file's name and settings",
    "delivery_destination": "back offices and how they are reached; why one is paused",
    "delivery_mappingversion": "how a back office is told",
    "delivery_open311poll": "errors of the line",
    "delivery_replay": "which were sent again, and an officer's note on all of them",
    "delivery_rerun": "which were routed again",
    "delivery_route": "routes",
    "delivery_routingdecision": "areas, rules and destinations; no answers",
    "delivery_ruleset": "rules",
    "notices_onetimecode": "digests; deleted",
    "notices_wording": "an administrator's words for everybody",
    "requests_erasure": "references and reasons: what could not be erased yet",
    "requests_inboundrefusal": "a code",
    "requests_line": "the council's phone lines",
    "requests_outcome": "what can come of a request",
    "requests_outsidecase": "the back office's number",
    "requests_replytemplate": "what officers begin from",
    "requests_retentionrule": "why so long",
    "requests_stage": "promises",
    "requests_statewording": "the council's words for states",
    "requests_statusmapping": "back offices' words for states",
    "requests_threshold": "criteria of a duty",
    "requests_tombstone": "that there was one",
    "requests_urgency": "whom customers ring",
    # The books, which name nobody.
    "payments_anomaly": "our own ids",
    "payments_balancetransaction": "Stripe's numbers",
    "payments_charge": "what was paid for, by its journey's title",
    "payments_chargeline": "what was paid for",
    "payments_dispute": "Stripe's numbers and reasons",
    "payments_exceptionevent": "why finance accepted a difference in money",
    "payments_ledger": "the ledger",
    "payments_paymentattempt": "Stripe's numbers",
    "payments_paymentevent": "Stripe's numbers",
    "payments_payout": "Stripe's numbers",
    "payments_providerevent": "what Stripe said, without who paid once it was acted on (payments.erasing)",
    "payments_reconcile": "numbers, and why nothing was reconciled",
    "payments_vatcode": "rates",
}
