from django.db import migrations

from werkcentrum.desk.append_only import EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_visit_appointment'),
    ]

    operations = [
        migrations.RunPython(EVENTS.renew, migrations.RunPython.noop),
    ]
