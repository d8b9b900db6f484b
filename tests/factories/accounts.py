"""People and organisations for tests: roles, never names; every address is at example."""

from itertools import count

from peerhouse.accounts.enums import Region, Role, Sector, Size
from peerhouse.accounts.models import Organisation, Person, fold

_numbers = count(1)


def person(email: str = "", **fields) -> Person:
    """Somebody with an account and no role."""
    number = next(_numbers)
    return Person.objects.create_user(email or f"person{number}@company.example", **fields)


def staff(*roles: Role, **fields) -> Person:
    """A member of the secretariat; an administrator where no role is said."""
    member = person(fields.pop("email", f"staff{next(_numbers)}@secretariat.example"), **fields)
    for role in roles or (Role.ADMINISTRATOR,):
        member.grants.create(role=role)
    return member


def organisation(name: str = "", **fields) -> Organisation:
    name = name or f"Sample Messaging {next(_numbers)}"
    described = {"sector": Sector.PLATFORMS, "region": Region.AFRICA, "size": Size.SMALL} | fields
    return Organisation.objects.create(name=name, folded_name=fold(name), **described)
