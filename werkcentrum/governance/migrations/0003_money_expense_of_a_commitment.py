import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0002_append_only'),
    ]

    operations = [
        migrations.AlterField(
            model_name='expense',
            name='commitment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='governance.commitment', verbose_name='verplichting'),
        ),
    ]
