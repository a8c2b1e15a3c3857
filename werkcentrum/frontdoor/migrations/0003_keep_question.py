from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0002_queue'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='question',
            name='delete_on',
        ),
        migrations.AlterField(
            model_name='question',
            name='asked_on',
            field=models.DateField(db_index=True, verbose_name='gesteld op'),
        ),
    ]
