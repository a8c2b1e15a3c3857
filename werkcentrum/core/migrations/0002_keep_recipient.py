import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_outbox'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(django.db.models.functions.text.Lower('recipient'), models.F('region_key'), name='outbox_to_somebody'),
        ),
    ]
