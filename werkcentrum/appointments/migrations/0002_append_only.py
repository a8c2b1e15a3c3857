from django.db import migrations

from werkcentrum.appointments.append_only import EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(EVENTS.install, EVENTS.remove),
    ]
