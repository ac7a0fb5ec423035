from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0009_followers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(fields=['center', 'owed', 'noticed_at'], name='suggestion_noticed'),
        ),
    ]
