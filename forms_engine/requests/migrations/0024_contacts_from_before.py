"""Requests that came before contacts were counted, and what their customers wrote, are contacts too.

In a transaction of its own, that locks nothing but the rows it writes: requests go on coming in meanwhile, and those that
have their contact already are left alone. One pass over requests and one over their timelines (docs/contact-desk.md says
what that costs).
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0023_database_guards")]

    operations = [
        migrations.RunSQL(
            sql="""
            insert into requests_contact (id, channel, reason, outcome, service_id, language, started_at, ended_at,
                customer_id, location_id, request_id, identity, signposted_to, note, entry_number, is_practice, created_at)
            select gen_random_uuid(), request.channel, 'request', 'request-made', request.service_id, request.language,
                request.created_at, greatest(request.created_at, request.received_at),
                request.customer_id, request.location_id, request.id,
                case when customer.user_id is null or request.channel in ('phone', 'desk', 'chat', 'social', 'email')
                    then 'not-checked' else 'signed-in' end,
                '', '', 1, request.is_practice, now()
            from requests_request request
            join requests_customer customer on customer.id = request.customer_id
            left join catalogue_journeyversion version on version.id = request.journey_version_id
            left join catalogue_journey journey on journey.id = version.journey_id
            where request.received_at is not null and journey.is_practice is not true
            on conflict (request_id, entry_number) do nothing
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            sql="""
            insert into requests_contact (id, channel, reason, outcome, service_id, language, started_at, ended_at,
                customer_id, location_id, request_id, identity, signposted_to, note, entry_number, is_practice, created_at)
            select gen_random_uuid(), case when request.channel = 'partner' then 'partner' else 'web' end,
                case when entry.kind = 'from-customer' and before.state = 'waiting' then 'change' else 'chase' end,
                'request-chased', request.service_id, request.language, entry.at, entry.at,
                request.customer_id, request.location_id, request.id,
                case when entry.actor_id is null then 'code' else 'signed-in' end,
                '', '', entry.number, request.is_practice, now()
            from requests_timelineentry entry
            join requests_request request on request.id = entry.request_id
            join requests_customer customer on customer.id = request.customer_id
            left join catalogue_journeyversion version on version.id = request.journey_version_id
            left join catalogue_journey journey on journey.id = version.journey_id
            left join requests_timelineentry before
                on before.request_id = entry.request_id and before.number = entry.number - 1
            where journey.is_practice is not true and (entry.kind = 'from-customer'
                or entry.kind = 'stage' and (entry.actor_id is null or entry.actor_id = customer.user_id))
            on conflict (request_id, entry_number) do nothing
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
