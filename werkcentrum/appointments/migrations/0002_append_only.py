from django.db import migrations

from werkcentrum.appointments import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(append_only.install, append_only.remove),
    ]
