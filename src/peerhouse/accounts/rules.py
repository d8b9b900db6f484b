"""Who may what in the house as a whole: one row a rule. Rules about a thing live in the app of that thing."""

from collections.abc import Callable
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerhouse.accounts import queries
from peerhouse.accounts.enums import Role
from peerhouse.accounts.models import Person
from peerhouse.kernel.decisions import Allowed, Decision, Denied

Rule = Callable[[Person | AnonymousUser, object], Decision]

SECRETARIAT: Final = frozenset(Role)
SIGN_IN_FIRST: Final = Denied(_("Sign in first."))


def is_signed_in(person: Person | AnonymousUser, _subject: object) -> Decision:
    return Allowed() if isinstance(person, Person) and person.is_active else SIGN_IN_FIRST


def any_of(*roles: Role, reason: str | Promise) -> Rule:
    """The rule that one of `roles` is needed, in the whole house."""

    def rule(person: Person | AnonymousUser, subject: object) -> Decision:
        return is_signed_in(person, subject) and (
            Allowed() if queries.roles_of(person) & set(roles) else Denied(reason)
        )

    return rule


is_secretariat = any_of(*Role, reason=_("Only the secretariat can open this page."))
may_convene = any_of(Role.ADMINISTRATOR, Role.CONVENOR, reason=_("Only a convenor can do this."))
may_grant_roles = any_of(Role.ADMINISTRATOR, reason=_("Only an administrator can grant roles."))
