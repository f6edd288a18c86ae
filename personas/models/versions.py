"""Which state of the catalogue it is."""

from django.db import models


class DataVersion(models.Model):
    """One row whose number grows with every transaction that changes what readers see; triggers see to it."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_data_version"),
        ]

    def __str__(self):
        return str(self.number)
