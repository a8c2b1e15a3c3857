from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_keep_recipient'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('expires_at__isnull', False), ('state', 'queued')), fields=['expires_at'], name='outbox_too_late'),
        ),
    ]
