from django.db import migrations

from werkcentrum.desk import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(append_only.install, append_only.remove),
    ]
