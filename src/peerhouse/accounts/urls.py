"""Our pages for signing in, and those of allauth's pages that are needed; the rest of allauth is not mounted.

The names with `mfa_` and `account_` are those by which allauth finds its own pages.
"""

from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app_codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from peerhouse.accounts import rules
from peerhouse.accounts.views import me, people, sign_in
from peerhouse.web.authorisation import guarded, public

own = guarded(rules.is_signed_in)
security = own(second_factor.index)

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign-in-code"),
    path("sign-in/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-factor/", public(second_factor.authenticate), name="mfa_authenticate"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("me/", me.me, name="me"),
    path("me/security/", security, name="mfa_index"),
    path("me/security/", security, name="mfa_list_webauthn"),
    path("me/security/confirm/", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("me/security/confirm-passkey/", own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("me/security/app/", own(app_codes.activate_totp), name="mfa_activate_totp"),
    path("me/security/app/remove/", own(app_codes.deactivate_totp), name="mfa_deactivate_totp"),
    path("me/security/passkeys/add/", own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("me/security/passkeys/<int:pk>/remove/", own(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("me/security/recovery-codes/", own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "me/security/recovery-codes/new/",
        own(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("desk/people/", people.people, name="people"),
    path("desk/people/<int:grant_id>/revoke/", people.role_revoke, name="role-revoke"),
]
