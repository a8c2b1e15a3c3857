from django.db import migrations

from werkcentrum.privacy.append_only import DISCLOSURES


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(DISCLOSURES.install, DISCLOSURES.remove),
    ]
