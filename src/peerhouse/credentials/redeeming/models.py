"""The public half of each slot's key. This side knows sittings by number alone, and nobody who sat in them."""

from django.db import models


class SlotPublicKey(models.Model):
    """`sitting_id` is a value, not a foreign key: no road leads from here to a table that knows people."""

    sitting_id = models.UUIDField()
    slot = models.CharField(max_length=16)
    modulus = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting_id", "slot"], name="one_public_key_per_slot")]

    def __str__(self) -> str:
        return self.slot
