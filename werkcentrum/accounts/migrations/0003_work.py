import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """Whoever worked for a region works for its Werkcentrum, else for its first organisation."""
    membership = apps.get_model('accounts', 'Membership')
    organisation = apps.get_model('partners', 'Organisation')
    for row in membership.objects.filter(organisation=None):
        known = organisation.objects.filter(region_id=row.region_id).order_by('name')
        row.organisation = known.filter(kind='werkcentrum').first() or known.first()
        if row.organisation is None:
            raise RuntimeError('Laad eerst de organisaties van de regio (load-region).')
        row.save(update_fields=['organisation'])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_staff'),
        ('partners', '0002_reach'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partners.organisation', verbose_name='organisatie'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
