from django.db import migrations

from werkcentrum.governance.append_only import EVENTS, SIGNATURES, VERSIONS


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(table.install, table.remove)
        for table in (VERSIONS, EVENTS, SIGNATURES)
    ]
