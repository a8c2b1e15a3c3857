"""How an address is looked up stands beside it, with an index."""

from django.db import migrations, models

from werkcentrum.core.reach import known_as

_BATCH = 1_000


def fill(apps, _schema_editor):
    clients = apps.get_model("casework", "Client")
    some = []
    for client in clients.objects.exclude(address="").iterator(chunk_size=_BATCH):
        client.known_as = known_as(client.address)
        some.append(client)
        if len(some) == _BATCH:
            clients.objects.bulk_update(some, ["known_as"])
            some = []
    clients.objects.bulk_update(some, ["known_as"])


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0005_open_enquiries_covered'),
    ]

    operations = [
        migrations.AddField(
            model_name='client',
            name='known_as',
            field=models.CharField(blank=True, default='', editable=False, max_length=508),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['region', 'known_as'], name='clients_by_address'),
        ),
    ]
