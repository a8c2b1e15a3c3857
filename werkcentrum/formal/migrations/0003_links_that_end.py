"""The link to a complaint or request ends, and somebody can ask for a new one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("formal", "0002_staff_terms_and_channels")]

    operations = [
        migrations.AddField(
            model_name="formalrequest",
            name="link_turn",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="hoeveelste link"),
        ),
        migrations.AddField(
            model_name="formalrequest",
            name="link_until",
            field=models.DateField(blank=True, null=True, verbose_name="nieuwe link werkt tot"),
        ),
    ]
