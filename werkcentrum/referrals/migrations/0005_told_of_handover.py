"""Whether a team was told that the appointment of the three does not go on."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("appointments", "0005_companion"),
        ("referrals", "0004_open_referrals_covered"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="is_handover_off",
            field=models.BooleanField(
                default=False, verbose_name="team weet dat de afspraak niet doorgaat"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=Q(closed_at=None, handover__isnull=False, is_handover_off=False),
                fields=["handover"], name="referrals_with_a_handover",
            ),
        ),
    ]
