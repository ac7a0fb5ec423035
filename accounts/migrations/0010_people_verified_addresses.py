"""Who could sign in until now has proven the address; and the devices are counted anew.

A session from before stands in no list of devices, and could not be ended from there:
everybody signs in once more.
"""

from django.db import migrations


def prove(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    known = EmailAddress.objects.values("user")
    rows = [
        EmailAddress(user_id=pk, email=email, verified=True, primary=True)
        for pk, email in User.objects.exclude(pk__in=known).values_list("pk", "email")
    ]
    EmailAddress.objects.bulk_create(rows, batch_size=200)
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0009_health"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(prove, migrations.RunPython.noop)]
