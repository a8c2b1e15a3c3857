from datetime import date, timedelta

from django.db import migrations, models

from werkcentrum.audit.activities import ACTIVITIES, activity_of
from werkcentrum.audit.append_only import TRAIL


def fill(apps, schema_editor):
    """What older lines belong to, and until when they stay."""
    line = apps.get_model('audit', 'AuditLine')
    for row in line.objects.all().iterator():
        row.activity = activity_of(row.verb)
        row.keep_until = row.at.date() + timedelta(days=ACTIVITIES[row.activity].keep_days)
        row.save(update_fields=['activity', 'keep_until'])


def let_go(apps, schema_editor):
    TRAIL.remove(apps, schema_editor)
    # What it was called on PostgreSQL before.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS audit_no_change ON audit_auditline")


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.RunPython(let_go, migrations.RunPython.noop),
        migrations.AddField(
            model_name='auditline',
            name='activity',
            field=models.SlugField(db_index=False, default='', help_text='Uit het verwerkingsregister.', max_length=64),
        ),
        migrations.AddField(
            model_name='auditline',
            name='keep_until',
            field=models.DateField(db_index=True, default=date(2031, 12, 31), help_text='De laatste dag die de regel blijft.'),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='auditline',
            index=models.Index(fields=['region_key', '-at', '-id'], name='audit_of_region'),
        ),
        migrations.AddIndex(
            model_name='auditline',
            index=models.Index(fields=['subject_id'], name='audit_of_subject'),
        ),
        migrations.AddIndex(
            model_name='auditline',
            index=models.Index(fields=['actor'], name='audit_of_actor'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # Until the next migration nothing refuses; both run in one go.
    ]
