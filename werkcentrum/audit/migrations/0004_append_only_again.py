from django.db import migrations

from werkcentrum.audit.append_only import TRAIL


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_logbook'),
    ]

    operations = [
        migrations.RunPython(TRAIL.install, TRAIL.remove),
    ]
