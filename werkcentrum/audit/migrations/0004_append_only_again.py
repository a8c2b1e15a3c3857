from django.db import migrations

from werkcentrum.audit import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_logbook'),
    ]

    operations = [
        migrations.RunPython(append_only.install, append_only.remove),
    ]
