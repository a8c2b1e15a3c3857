from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0002_append_only'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('days', None), ('days__gte', 28), _connector='OR'), name='period_lasts_a_while'),
        ),
    ]
