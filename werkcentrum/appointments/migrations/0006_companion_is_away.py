"""An appointment needs somebody when who would come along is away."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("appointments", "0005_companion")]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="orphan_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("hours", "de tijden zijn veranderd"), ("absence", "de gids is er niet"),
                    ("companion", "de collega van de partner is er niet"),
                ],
                max_length=16, verbose_name="waarom",
            ),
        ),
    ]
