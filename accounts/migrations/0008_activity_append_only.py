"""The audit can be added to and nothing else: the database itself refuses the rest.

What may leave a line is its address, a week after it was written at the earliest.
Whoever changes this table in a later migration must lay the triggers of SQLite again
after it: there Django makes the table anew, and its triggers go with the old one.
"""

import django.db.models.deletion
from django.db import migrations, models

SAYS = "The audit is never changed."
STAYS = (
    "id", "center_id", "at", "member_id", "actor_label", "verb", "target_kind",
    "target_id", "account_id", "detail",
)
SAME = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in STAYS)
SQLITE = (
    f"""CREATE TRIGGER activity_unchanged BEFORE UPDATE ON accounts_activity
    WHEN NOT ({SAME} AND NEW.ip IS NULL
              AND OLD.at < strftime('%Y-%m-%d %H:%M:%f', 'now', '-7 days'))
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER activity_undeleted BEFORE DELETE ON accounts_activity
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    # INSERT OR REPLACE takes the old row away without asking the trigger above.
    f"""CREATE TRIGGER activity_unreplaced BEFORE INSERT ON accounts_activity
    WHEN EXISTS (SELECT 1 FROM accounts_activity WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",  # noqa: S608 # nosec B608 # our own words
)
POSTGRES = (
    f"""CREATE FUNCTION activity_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF NEW.ip IS NULL AND OLD.at < now() - interval '7 days'
           AND to_jsonb(NEW) - 'ip' = to_jsonb(OLD) - 'ip' THEN
          RETURN NEW;
        END IF;
      END IF;
      RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER activity_unchanged BEFORE UPDATE OR DELETE ON accounts_activity
    FOR EACH ROW EXECUTE FUNCTION activity_stays()""",
    """CREATE TRIGGER activity_unemptied BEFORE TRUNCATE ON accounts_activity
    FOR EACH STATEMENT EXECUTE FUNCTION activity_stays()""",
)


def lay(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("unchanged", "undeleted", "unreplaced"):
            schema_editor.execute(f"DROP TRIGGER activity_{name}")
    else:
        schema_editor.execute("DROP FUNCTION activity_stays() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0007_roles_and_leaving"),
    ]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="center",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="activity", to="accounts.center"),
        ),
        migrations.AlterField(
            model_name="activity",
            name="member",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.member"),
        ),
        migrations.AddField(
            model_name="activity",
            name="account",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"),
        ),
        migrations.RemoveIndex(
            model_name="activity",
            name="accounts_ac_center__c757d5_idx",
        ),
        migrations.RenameIndex(
            model_name="activity",
            new_name="activity_of",
            old_name="accounts_ac_center__e8ae35_idx",
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["center", "-at", "-id"], name="activity_newest"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["center", "member", "-at", "-id"], name="activity_by_whom"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["center", "verb", "-at", "-id"], name="activity_by_verb"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["center", "account", "-at", "-id"], name="activity_by_account"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(condition=models.Q(("ip__isnull", False)), fields=["at"], name="activity_from_where"),
        ),
        # Last, for SQLite makes the table anew above.
        migrations.RunPython(lay, lift),
    ]
