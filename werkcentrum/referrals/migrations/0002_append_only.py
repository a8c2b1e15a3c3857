from django.db import migrations

from werkcentrum.referrals.append_only import EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(EVENTS.install, EVENTS.remove),
    ]
