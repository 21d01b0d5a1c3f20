"""Words that others have settled: browsers' autofill tokens, and the runtime's problems."""

# The HTML standard's field names that a resident's own answers can have.
AUTOCOMPLETE = frozenset(
    {
        "off", "on", "name", "honorific-prefix", "given-name", "additional-name", "family-name",
        "honorific-suffix", "nickname", "email", "username", "organization", "organization-title",
        "street-address", "address-line1", "address-line2", "address-line3", "address-level4",
        "address-level3", "address-level2", "address-level1", "country", "country-name", "postal-code",
        "language", "bday", "bday-day", "bday-month", "bday-year", "sex", "url", "photo", "tel",
        "tel-country-code", "tel-national", "tel-area-code", "tel-local", "tel-extension",
    }
)  # fmt: skip
# The problems an answer can have (``runtime.problems``), for which a question may have words of its own.
PROBLEM_CODES = frozenset(
    {
        "required", "choose", "date-required", "month-required", "time-required", "upload", "confirm", "sign",
        "not-text", "too-long", "too-short", "too-many-words", "pattern", "bad-email", "bad-phone",
        "bad-website", "bad-national-insurance", "bad-registration", "bad-number", "not-whole",
        "too-many-decimals", "too-low", "too-high", "bad-money", "bad-option", "exclusive", "too-few-choices",
        "too-many-choices", "bad-date", "bad-month", "bad-time", "too-early", "too-late", "address-required",
        "address-line", "address-town", "bad-postcode", "location", "bad-location", "bad-grid",
        "bad-grid-reference", "two-locations", "bank-required", "account-name", "bad-sort-code",
        "bad-account-number", "bad-roll-number", "bad-bank-details", "too-many-files", "bad-file", "infected-file",
        "too-many-items", "too-much-to-pay",
        "too-little-to-pay", "look-up-waiting", "look-up-not-found", "look-up-down",
    }
)  # fmt: skip
