"""Who somebody is in the house."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from peerhouse.accounts.enums import Role
from peerhouse.accounts.errors import NoSuchGrant
from peerhouse.accounts.models import Organisation, Person, RoleGrant


def roles_of(person: Person | AnonymousUser) -> frozenset[Role]:
    """The roles in the secretariat, asked of the database each time: what is taken back is gone at once."""
    if not isinstance(person, Person) or not person.is_active:
        return frozenset()
    return frozenset(Role(role) for role in person.grants.values_list("role", flat=True))


def staff() -> QuerySet[Person]:
    """Everybody with a role, by address, with their grants."""
    return Person.objects.filter(grants__isnull=False).distinct().order_by("email").prefetch_related("grants")


def grant_with_id(grant_id: int) -> RoleGrant:
    found = RoleGrant.objects.select_related("person").filter(pk=grant_id).first()
    if found is None:
        raise NoSuchGrant
    return found


def people_with_ids(ids: Collection[UUID]) -> dict[UUID, Person]:
    return Person.objects.in_bulk(ids)


def organisations() -> QuerySet[Organisation]:
    """For the secretariat and the roster of the guard alone: a list of organisations is a list of who takes part."""
    return Organisation.objects.all()
