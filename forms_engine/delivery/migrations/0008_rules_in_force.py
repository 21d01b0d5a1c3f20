"""There are always rules in force, with somewhere to send what nothing else is for: the first are empty and send it to a
queue of ours. The database keeps it so, and says when something about routing changes."""

import uuid

from django.db import migrations

TEAM, QUEUE = "routing", "unrouted"


def begin(apps, schema_editor):
    """Idempotent: what an installation has made under these names is used as it is."""
    team, _ = apps.get_model("catalogue", "Team").objects.get_or_create(
        slug=TEAM, defaults={"name": "Requests to route"}
    )
    apps.get_model("catalogue", "Queue").objects.get_or_create(
        slug=QUEUE, defaults={"name": "Requests to route", "team": team}
    )
    destination, _ = apps.get_model("delivery", "Destination").objects.get_or_create(
        slug=QUEUE,
        defaults={
            "name": "Requests to route (our queue)",
            "kind": "queue",
            "settings": {"queue": QUEUE},
            "team": team,
        },
    )
    apps.get_model("delivery", "RoutingStamp").objects.create(stamp=uuid.uuid4())
    apps.get_model("delivery", "RuleSet").objects.create(
        number=1,
        document={"rules": []},
        default_destination=destination,
        note="The first: each journey's own routes.",
    )


class Migration(migrations.Migration):
    dependencies = [("delivery", "0007_routing_rules"), ("catalogue", "0005_absences")]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        # Rows first: PostgreSQL does not alter a table with triggers that are still to fire.
        migrations.RunSQL("set constraints all immediate", "set constraints all immediate"),
        migrations.RunSQL(
            sql="""
            create function delivery_keep_rule_sets() returns trigger language plpgsql as $$
            begin
                if tg_op = 'TRUNCATE' or old.number is not null then
                    raise exception 'rules that have been in force never change';
                end if;
                return case tg_op when 'DELETE' then old else new end;
            end $$;
            create trigger keep_rule_sets before update or delete on delivery_ruleset
                for each row execute function delivery_keep_rule_sets();
            create trigger keep_all_rule_sets before truncate on delivery_ruleset
                for each statement execute function delivery_keep_rule_sets();

            create function delivery_keep_decisions() returns trigger language plpgsql as $$
            begin
                raise exception 'a decision that was made stays as it is';
            end $$;
            create trigger keep_decisions before update or delete on delivery_routingdecision
                for each row execute function delivery_keep_decisions();

            create function delivery_keep_the_default() returns trigger language plpgsql as $$
            begin
                if new.retired_at is not null and new.id = (
                    select default_destination_id from delivery_ruleset
                    where number is not null order by number desc limit 1
                ) then
                    raise exception 'what nothing else is for goes to this destination';
                end if;
                return new;
            end $$;
            create trigger keep_the_default before insert or update of retired_at on delivery_destination
                for each row execute function delivery_keep_the_default();

            create function delivery_default_is_there() returns trigger language plpgsql as $$
            begin
                if new.number is not null and exists (
                    select 1 from delivery_destination
                    where id = new.default_destination_id and retired_at is not null
                ) then
                    raise exception 'a retired destination cannot be the default';
                end if;
                return new;
            end $$;
            create trigger default_is_there before insert or update on delivery_ruleset
                for each row execute function delivery_default_is_there();

            create function delivery_say_routing_changed() returns trigger language plpgsql as $$
            begin
                update delivery_routingstamp set stamp = gen_random_uuid();
                return null;
            end $$;
            create trigger say_routing_changed after insert or update or delete on delivery_ruleset
                for each statement execute function delivery_say_routing_changed();
            create trigger say_routing_changed after insert or update or delete on delivery_route
                for each statement execute function delivery_say_routing_changed();
            create trigger say_routing_changed after insert or update or delete on delivery_route_destinations
                for each statement execute function delivery_say_routing_changed();
            create trigger say_routing_changed after insert or delete
                or update of slug, name, kind, settings, retired_at on delivery_destination
                for each statement execute function delivery_say_routing_changed();
            """,
            reverse_sql="""
            drop trigger say_routing_changed on delivery_destination;
            drop trigger say_routing_changed on delivery_route_destinations;
            drop trigger say_routing_changed on delivery_route;
            drop trigger say_routing_changed on delivery_ruleset;
            drop function delivery_say_routing_changed();
            drop trigger default_is_there on delivery_ruleset;
            drop function delivery_default_is_there();
            drop trigger keep_the_default on delivery_destination;
            drop function delivery_keep_the_default();
            drop trigger keep_decisions on delivery_routingdecision;
            drop function delivery_keep_decisions();
            drop trigger keep_all_rule_sets on delivery_ruleset;
            drop trigger keep_rule_sets on delivery_ruleset;
            drop function delivery_keep_rule_sets();
            """,
        ),
    ]
