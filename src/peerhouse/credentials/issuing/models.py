"""The side that knows people: it signs for who came, and can never recognise what it signed."""

import uuid

from django.db import models


class Issuer(models.Model):
    """The keys of one sitting as everybody may see them. Outlives the private keys: they are never made anew."""

    sitting = models.OneToOneField("programmes.Sitting", primary_key=True, on_delete=models.CASCADE, related_name="+")
    manifest = models.BinaryField(help_text="The bytes whose digest is read out as eight words")
    destroyed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.sitting_id}"


class SlotPrivateKey(models.Model):
    """Worth a vote for each use: there from the making of the sitting to the closing of its doors, then deleted."""

    issuer = models.ForeignKey(Issuer, on_delete=models.CASCADE, related_name="private_keys")
    slot = models.CharField(max_length=16)
    content = models.BinaryField(help_text="PKCS#8 DER")

    class Meta:
        ordering = ["slot"]
        constraints = [models.UniqueConstraint(fields=["issuer", "slot"], name="one_private_key_per_slot")]

    def __str__(self) -> str:
        return self.slot


class Batch(models.Model):
    """One batch was signed for one registration. The row stays when the person goes: what was signed must stay counted.

    `digest` is the SHA-256 of the blinded messages, to know the same batch again. Blinding hides perfectly: not even
    with the private keys does it lead to a seal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.ForeignKey(Issuer, on_delete=models.CASCADE, related_name="batches")
    registration = models.ForeignKey("programmes.Registration", null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.BinaryField(max_length=32)
    superseded = models.BooleanField(default=False, help_text="The convenor allowed another batch in its place")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=models.Q(superseded=False), name="one_batch_per_registration"
            )
        ]

    def __str__(self) -> str:
        return "batch"
