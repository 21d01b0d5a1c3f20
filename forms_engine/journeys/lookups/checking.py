"""Whether a journey's look-ups are there, and take and give what it names."""

from django.core.exceptions import ValidationError

from forms_engine.definition.document import Definition
from forms_engine.definition.errors import Finding
from forms_engine.journeys.lookup_models import LookupSource
from forms_engine.journeys.lookups.interface import build


def check_lookups(definition: Definition) -> list[Finding]:
    """What stands in the way of publishing: a look-up that is not there, or that knows no such input or output."""
    wanted = definition.lookups
    if not wanted:
        return []
    sources = {
        one.slug: one
        for one in LookupSource.objects.filter(slug__in={lookup.source for lookup in wanted.values()})
    }
    found: list[Finding] = []
    for page, lookup in wanted.items():

        def refuse(rule: str, message: str, page: str = page) -> None:
            found.append(Finding(rule, f"page {page}", message))

        source = sources.get(lookup.source)
        if source is None:
            refuse("missing-lookup", f"There is no look-up “{lookup.source}”: add it or correct the name.")
            continue
        try:
            provider = build(source.kind, source.settings)
        except ValidationError:
            refuse("missing-lookup", f"The look-up “{source.name}” cannot be used: its settings will not do.")
            continue
        takes, gives = provider.inputs.model_fields, provider.outputs.model_fields
        for name in lookup.inputs.keys() - takes.keys():
            refuse("lookup-names", f"“{source.name}” takes no {name}: it takes {', '.join(takes)}.")
        for name, one in takes.items():
            if one.is_required() and name not in lookup.inputs:
                refuse("lookup-names", f"Say which answer is the {name} that “{source.name}” needs.")
        for output in lookup.outputs:
            if output.source not in gives:
                refuse(
                    "lookup-names", f"“{source.name}” gives no {output.source}: it gives {', '.join(gives)}."
                )
    return found
