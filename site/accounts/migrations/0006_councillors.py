from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_slots_and_leavers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('resident', 'Resident'), ('officer', 'Officer'), ('restricted-case-officer', 'Restricted-case officer'), ('team-lead', 'Team lead'), ('service-manager', 'Service manager'), ('booking-officer', 'Booking officer'), ('finance', 'Finance'), ('finance-approver', 'Finance approver'), ('editor', 'Editor'), ('publisher', 'Publisher'), ('emergency-publisher', 'Emergency publisher'), ('journey-builder', 'Journey builder'), ('auditor', 'Auditor'), ('councillor', 'Councillor'), ('administrator', 'Administrator'), ('partner-member', 'Partner member'), ('partner-manager', 'Partner manager')], max_length=32),
        ),
    ]
