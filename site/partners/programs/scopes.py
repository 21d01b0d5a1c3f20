"""What each scope opens: operations of the API, by the names of their addresses. An address that is not here takes no token
of an organisation's: writing messages and taking requests back are for people, who answer for what they say."""

from partners.models import OrganisationToken

_SUBMIT, _READ = OrganisationToken.Scope.SUBMIT.value, OrganisationToken.Scope.READ.value
_EITHER = frozenset({_SUBMIT, _READ})

# One address may have several operations: its name is that of the first.
OPENED_BY: dict[str, frozenset[str]] = {
    "api:list_journeys": _EITHER,
    "api:get_journey": _EITHER,
    "api:get_journey_schema": _EITHER,
    "api:get_payload_schema": _EITHER,
    "api:openapi-json": _EITHER,
    "api:start_submission": frozenset({_SUBMIT}),
    "api:get_submission": frozenset({_SUBMIT}),
    "api:get_submission_page": frozenset({_SUBMIT}),
    "api:add_submission_item": frozenset({_SUBMIT}),
    "api:remove_submission_item": frozenset({_SUBMIT}),
    "api:list_submission_files": frozenset({_SUBMIT}),
    "api:delete_submission_file": frozenset({_SUBMIT}),
    "api:get_submission_summary": frozenset({_SUBMIT}),
    "api:get_submission_duplicates": frozenset({_SUBMIT}),
    "api:get_submission_slots": frozenset({_SUBMIT}),
    "api:get_submission_slot": frozenset({_SUBMIT}),
    "api:submit_submission": frozenset({_SUBMIT}),
    "api:pay_submission": frozenset({_SUBMIT}),
    "api:get_request": frozenset({_READ}),
}
