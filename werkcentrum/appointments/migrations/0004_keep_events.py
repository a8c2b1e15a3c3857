from django.db import migrations

from werkcentrum.appointments.append_only import EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0003_news'),
    ]

    operations = [
        migrations.RunPython(EVENTS.renew, migrations.RunPython.noop),
    ]
