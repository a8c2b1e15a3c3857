from django.db import migrations, models

_CHANGED_AT = {"blank": True, "editable": False, "null": True,
               "verbose_name": "op de website veranderd op"}


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0003_keep_period'),
    ]

    operations = [
        migrations.AddField(
            model_name='purpose',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='vertalingen'),
        ),
        *(migrations.AddField(
            model_name=name,
            name='changed_at',
            field=models.DateTimeField(**_CHANGED_AT),
        )
        for name in ('purpose', 'legalground', 'consenttext', 'period'))
    ]
