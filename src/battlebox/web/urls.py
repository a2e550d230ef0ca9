"""Every address of the desk.

Law: an address is named; pages of an incident lie under /i/<short>/; nothing of the libraries is reachable but what
is named here.
Not here: what the pages show.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as codes
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from battlebox.desk import Act
from battlebox.share.identity import BACK
from battlebox.web import views
from battlebox.web.accounts import (
    access,
    admin_keys,
    joining,
    lost_factor,
    own_password,
    own_sessions,
    paper_codes,
    slips,
)
from battlebox.web.composing.routes import COMPOSING_ROUTES
from battlebox.web.drilling.routes import DRILLING_ROUTES
from battlebox.web.estates import before, export_jobs, exports
from battlebox.web.following.routes import SERVED_ROUTES
from battlebox.web.hooks import pages as hooks
from battlebox.web.hooks import secret
from battlebox.web.identities import admin, pages
from battlebox.web.incident import papers
from battlebox.web.machines import explained, keys
from battlebox.web.places.routes import ROUTES
from battlebox.web.readiness.routes import READINESS_ROUTES
from battlebox.web.recording import opening
from battlebox.web.rights import sent_by
from battlebox.web.sending import answering
from battlebox.web.telling.routes import TELLING_ROUTES

handler400 = "battlebox.web.failures.bad_request"
handler403 = "battlebox.web.failures.forbidden"
handler404 = "battlebox.web.failures.not_found"
handler500 = "battlebox.web.failures.fault"


@login_not_required
def _closed(request: HttpRequest) -> HttpResponse:
    """The library of accounts asks for these addresses by name; here nobody signs up, and nobody has mail."""
    del request
    raise Http404


incident_pages: list[URLPattern | URLResolver] = [*ROUTES, *TELLING_ROUTES, *COMPOSING_ROUTES]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("open/", sent_by(Act.STAND, opening.open_incident), name="open_incident"),
    path("estates/", sent_by(Act.ESTATE, before.estates), name="estates"),
    path("estates/from/", sent_by(Act.ESTATE, exports.estate_export), name="estate_export"),
    path("estates/from/job/<str:job>/", export_jobs.export_job, name="estate_export_job"),
    path("estates/from/<str:digest>/<slug:tool>/", exports.estate_mapping, name="estate_mapping"),
    path("favicon.ico", views.mark, name="mark"),
    path("heard/", views.heard, name="heard"),
    path("licences/", views.notices, name="notices"),
    path("join/", joining.join, name="join"),
    path("notice/<int:notice>/", lost_factor.notice_read, name="notice_read"),
    path("r/<str:code>/", answering.answer, name="answer"),
    path("role/<int:membership>/", views.act_as, name="act_as"),
    path("job/<str:job>/", views.job, name="job"),
    path("job/<str:job>/stop/", views.stop_job, name="stop_job"),
    path("access/", access.access, name="access"),
    path("access/let-in/", access.let_in, name="let_in"),
    path("access/role/<int:membership>/end/", access.end_role, name="end_role"),
    path("access/role/<int:membership>/second-factor/", lost_factor.lost_factor, name="lost_factor"),
    path("access/role/<int:membership>/sign-out/", access.sign_out_person, name="sign_out_person"),
    path("access/role/<int:membership>/identities/", admin.identities, name="identities"),
    path("access/identities/<int:identity>/take-off/", admin.unbind_identity, name="unbind_identity"),
    path("access/alarm/<int:alarm>/seen/", access.alarm_seen, name="alarm_seen"),
    path("access/slips/", slips.make_slips, name="make_slips"),
    path("access/slips/<int:slip>/cancel/", slips.cancel_slip, name="cancel_slip"),
    path("access/keys/", admin_keys.admin_keys, name="admin_keys"),
    path("access/keys/<str:body>/", admin_keys.hand_over_key, name="hand_over_key"),
    path("access/seal/", access.seal, name="seal"),
    path("access/monitoring/", keys.monitoring_keys, name="monitoring_keys"),
    path("access/monitoring/make/", keys.make_monitoring_key, name="make_monitoring_key"),
    path("access/monitoring/<int:key>/revoke/", keys.revoke_monitoring_key, name="revoke_monitoring_key"),
    path("api/", explained.machines_explained, name="machines_explained"),
    path("access/machines/", hooks.hooks, name="hooks"),
    path("access/machines/new/", hooks.new_hook, name="new_hook"),
    path("access/machines/<int:number>/", hooks.hook, name="hook"),
    path("access/machines/<int:number>/test/", hooks.try_hook, name="try_hook"),
    path("access/machines/<int:number>/pause/", hooks.pause_hook, name="pause_hook"),
    path("access/machines/<int:number>/go-on/", hooks.go_on_hook, name="go_on_hook"),
    path("access/machines/<int:number>/secret/", secret.renew_hook_secret, name="renew_hook_secret"),
    path("access/machines/<int:number>/end/", hooks.end_hook, name="end_hook"),
    path("papers/", papers.crate, name="crate"),
    path("papers/assessment/", papers.dpia, name="dpia"),
    path("papers/assessment/print/", papers.dpia_print, name="dpia_print"),
    *SERVED_ROUTES,
    *READINESS_ROUTES,
    *DRILLING_ROUTES,
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", own_password.OwnPasswordView.as_view(), name="account_change_password"),
    path("account/issuer/", pages.begin, name="issuer_begin"),
    path(BACK.lstrip("/"), pages.back, name="issuer_back"),
    path("account/sessions/", own_sessions.own_sessions, name="own_sessions"),
    path("account/sessions/end/", own_sessions.end_own_sessions, name="end_own_sessions"),
    path("account/second-factor/paper/", paper_codes.paper_codes, name="paper_codes"),
    path("account/second-factor/", paper_codes.AccountView.as_view(), name="mfa_index"),
    *(
        path(f"account/second-factor/recovery-codes/{way}", paper_codes.where_readable(view), name=f"mfa_{name}")
        for way, view, name in (
            ("", codes.view_recovery_codes, "view_recovery_codes"),
            ("generate/", codes.generate_recovery_codes, "generate_recovery_codes"),
            ("download/", codes.download_recovery_codes, "download_recovery_codes"),
        )
    ),
    path("account/second-factor/", include("allauth.mfa.urls")),
    *(
        path(f"account/closed/{name}/", _closed, name=f"account_{name}")
        for name in ("signup", "inactive", "reset_password", "set_password", "email_verification_sent")
    ),
    path("i/<slug:short>/", include(incident_pages)),
]
