from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("referrals", "0002_append_only"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                fields=["enquiry", "team", "theme"], condition=Q(closed_at=None),
                name="one_open_referral_for_a_theme",
            ),
        ),
    ]
