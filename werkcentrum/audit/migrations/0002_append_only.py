from django.db import migrations


class Migration(migrations.Migration):
    """Made the database refuse; 0004 does that now, for lines that know their period."""

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
    ]
