from django.db import migrations

from werkcentrum.desk.append_only import EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(EVENTS.install, EVENTS.remove),
    ]
