"""What changes people, their roles and their organisations."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from peerhouse.accounts.enums import Region, Role, Sector, Size
from peerhouse.accounts.errors import LastAdministrator
from peerhouse.accounts.models import Organisation, Person, RoleGrant, fold
from peerhouse.kernel import audit

# Wagtail's own group, made by its migrations: it may write and publish pages of the portal.
PORTAL_EDITORS = "Moderators"
EDITS_THE_PORTAL = frozenset({Role.ADMINISTRATOR, Role.CONVENOR})


@transaction.atomic
def open_account(address: str, *, language: str, time_zone: str, actor: Person | None) -> Person:
    """The person at an address, made on first sight. `actor` is null where the person proved the address."""
    person, new = Person.objects.get_or_create(
        email=address.lower(), defaults={"language": language, "time_zone": time_zone, "password": make_password(None)}
    )
    if new and actor:
        audit.record("account.opened", person, actor=actor)
    return person


def describe_person(person: Person, *, name: str, language: str, time_zone: str, actor: Person) -> Person:
    """Changes what people say about themselves, which is nobody else's to change."""
    assert person == actor, "people describe themselves"
    person.name, person.language, person.time_zone = name, language, time_zone
    person.save(update_fields=["name", "language", "time_zone"])
    return person


@transaction.atomic
def grant_role(person: Person, role: Role, *, actor: Person) -> RoleGrant:
    """Gives a role in the whole house; giving it twice changes nothing."""
    grant, new = RoleGrant.objects.get_or_create(person=person, role=role)
    if new:
        _follow_roles(person)
        audit.record("role.granted", person, actor=actor, role=role)
    return grant


@transaction.atomic
def revoke_role(grant: RoleGrant, *, actor: Person) -> Person:
    """Takes a role back, from the next page on. The last administrator stays."""
    person, role = grant.person, grant.role
    administrators = RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR, person__is_active=True)
    if role == Role.ADMINISTRATOR and not [other for other in administrators if other != grant]:
        raise LastAdministrator
    grant.delete()
    _follow_roles(person)
    audit.record("role.revoked", person, actor=actor, role=role)
    return person


def _follow_roles(person: Person) -> None:
    """Wagtail knows superusers and groups, not our roles: both follow the grants."""
    roles = set(person.grants.values_list("role", flat=True))
    person.is_superuser = Role.ADMINISTRATOR in roles
    person.save(update_fields=["is_superuser"])
    editors, _new = Group.objects.get_or_create(name=PORTAL_EDITORS)
    if roles & EDITS_THE_PORTAL:
        person.groups.add(editors)
    else:
        person.groups.remove(editors)


def describe_organisation(name: str, sector: Sector, region: Region, size: Size, *, actor: Person) -> Organisation:
    """The organisation of that name, described by whoever came first.

    Never show its values to `actor`: they may be somebody else's, and would say that a colleague takes part.
    """
    del actor  # no audit event: participants are not staff, and their organisation is nobody's to list
    organisation, _new = Organisation.objects.get_or_create(
        folded_name=fold(name),
        defaults={"name": " ".join(name.split()), "sector": sector, "region": region, "size": size},
    )
    return organisation
