"""Every address of the site, and who may read and write there. The test beside it goes to all of them as everybody.

A line is an address with what is posted to it, who may GET it, and who may POST to it, by the first letter of the
role: R(eader), E (persona editor), M (enablement manager), A(dministrator); “-” is nobody, “*” everybody, signed in or
not. “!” after the letters: to all others who are signed in it isn't there, and they are told no more than that (404).
Names in braces stand for rows of `world.py`: `draft…` are of the draft, `other…` another reader's, `own…` one's own.
"""

from dataclasses import dataclass

EVERYBODY, NOBODY, HIDDEN = "*", "-", "!"

PAGES = """
/healthz                                                            *       -
/readyz                                                             *       -
/metrics                                                            -       -
/accounts/login/                                                    *       *
/accounts/logout/                                                   -       *
/account/password/                                                  REMA    REMA
/accounts/oidc/                                                     -!      -!
/accounts/oidc/company/callback/                                    -!      -
/                                                                   REMA    -
/personas/                                                          REMA    -
/personas/?status=draft&q=quorum                                    REMA    -
/personas/deprecated/                                               REMA    -
/personas/compare/?p={persona}&p={second}&p={draft}                 REMA    -
/personas/compare/?choose=1&find=quorum                             REMA    -
/personas/compare/download/csv/?p={persona}&p={second}&p={draft}    REMA    -
/personas/charts/                                                   REMA    -
/personas/charts/download/csv/                                      REMA    -
/personas/charts/{facet}/?p={persona}&p={draft}                     REMA    -
/personas/charts/{facet}/?deprecated=1                              REMA    -
/personas/charts/{facet}/download/csv/                              REMA    -
/charts/of/?status=draft&q=quorum                                   REMA    -
/personas/{persona}/                                                REMA    -
/personas/{draft}/                                                  EA!     -
/personas/{persona}/around/                                         REMA    -
/personas/{draft}/around/                                           EA!     -
/personas/{persona}/one-page/                                       REMA    -
/personas/{draft}/one-page/                                         EA!     -
/personas/{persona}/text/                                           REMA    -
/personas/{draft}/text/                                             EA!     -
/personas/{persona}/portrait/                                       REMA    -
/personas/{draft}/portrait/                                         EA!     -
/personas/{persona}/portrait/small/                                 REMA    -
/personas/{draft}/portrait/small/                                   EA!     -
/personas/{persona}/editions/                                       REMA    -
/personas/{draft}/editions/                                         EA!     -
/personas/{persona}/editions/2/                                     REMA    -
/personas/{draft}/editions/1/                                       EA!     -
/personas/{persona}/editions/2/changes/                             REMA    -
/personas/{draft}/editions/1/changes/                               EA!     -
/guides/                                                            REMA    -
/guides/{guide}/                                                    REMA    -
/content-types/                                                     REMA    -
/views/                                                             -       REMA
/views/{own_view}/                                                  REMA    REMA
/views/{other_view}/                                                -!      -!
/views/{own_view}/delete/                                           -       REMA
/views/{other_view}/delete/                                         -       -!
/stars/ star={persona}                                              -       REMA
/stars/ star={draft}                                                -       EA!
/search/                                                            REMA    -
/search/?q=quorum                                                   REMA    -
/search/missed/                                                     -       REMA
/traits/{trait}/                                                    REMA    -
/traits/{draft_trait}/                                              EA!     -
/titles/?title=Quorum+Officer                                       REMA    -
/titles/unmatched/                                                  -       REMA
/titles/many/                                                       REMA    REMA
/titles/many/ titles=Quorum+Officer                                 REMA    REMA
/titles/many/unmatched/                                             -       REMA
/titles/many/download/csv/ titles=Quorum+Officer                    -       REMA
/job-titles/{title}/                                                REMA    -
/job-titles/{draft_title}/                                          EA!     -
/account/data/                                                      REMA    -
/account/data/file/                                                 REMA    -
/account/data/forget/                                               REMA    REMA
/journeys/                                                          REMA    -
/journeys/{journey}/                                                REMA    -
/journeys/{draft_journey}/                                          EA!     -
/journeys/{journey}/download/csv/                                   REMA    -
/journeys/{draft_journey}/download/csv/                             EA!     -
/journeys/{journey}/marks/                                          EA      -
/journeys/{journey}/marks/set/ cell={cell}                          -       EA
/journeys/{journey}/marks/undo/                                     -       EA
/journeys/{draft_journey}/marks/                                    EA!     -
/journeys/{draft_journey}/marks/set/ cell={cell}                    -       -!
/journeys/assets/                                                   REMA    -
/journeys/assets/{asset}/                                           REMA    -
/journeys/coverage/?journey={journey}                               REMA    -
/journeys/coverage/download/csv/?journey={journey}                  REMA    -
/journeys/coverage/plan/?persona={persona}&stage={stage}&content={format}   EA   EA
/journeys/coverage/plan/?persona={draft}&stage={stage}&content={format}     EA   EA
/journeys/tasks/                                                    REMA    -
/journeys/tasks/{own_task}/ drop=1                                  REMA    REMA
/journeys/tasks/{other_task}/ drop=1                                REMA    EA
/journeys/tasks/{draft_task}/                                       EA!     EA!
/enablement/                                                        REMA    -
/enablement/?show=past                                              REMA    -
/enablement/?view=calendar                                          REMA    -
/enablement/mine/                                                   REMA    -
/enablement/mine/zone/                                              REMA    REMA
/enablement/sessions/{session}/                                     REMA    -
/enablement/sessions/{session}/register/                            -       REMA
/enablement/sessions/{session}/leave/                               -       REMA
/enablement/sessions/{session}/check-in/                            MA      MA
/enablement/sessions/{session}/check-in.svg                         MA      -
/enablement/sessions/{session}/attendance/                          MA      MA
/enablement/sessions/{session}/attendance/list/                     -       MA
/enablement/sessions/{session}/attendance/guests/                   -       MA
/enablement/sessions/{session}/watched/                             -       REMA
/enablement/check-in/                                               REMA    REMA
/enablement/calendar/                                               REMA    -
/enablement/calendar/?of=persona:{draft}                            REMA    -
/enablement/calendar/renew/                                         -       REMA
/enablement/calendar/session/{session}.ics                          REMA    -
/enablement/calendar/feed/{own_feed}/everything.ics                 *       -
/enablement/calendar/feed/{own_draft_feed}/persona/{draft}.ics      EA!     -
/enablement/calendar/feed/{other_feed}x/everything.ics              -!      -
/enablement/mail/                                                   REMA    REMA
/enablement/mail/stop/{own_stop}/                                   *       *
/enablement/mail/stop/rubbish/                                      -!      -!
/enablement/rollout/                                                REMA    -
/enablement/rollout/download/csv/                                   REMA    -
/enablement/rollout/requirements/{requirement}/                     MA      -
/enablement/rollout/requirements/{draft_requirement}/               A       -
/enablement/questions/                                              REMA    -
/enablement/questions/?q=quorum                                     REMA    -
/enablement/questions/ask/ persona={persona}&text=Why               -       REMA
/enablement/questions/ask/ persona={draft}&text=Why                 -       EA!
/enablement/questions/follow/ follow={persona}                      -       REMA
/enablement/questions/follow/ follow={draft}                        -       EA!
/enablement/questions/{question}/vote/                              -       REMA
/enablement/questions/{draft_question}/vote/                        -       EA!
/enablement/questions/{question}/answer/                            EMA     EMA
/enablement/questions/{draft_question}/answer/                      EA      EA
/enablement/{series}/                                               REMA    -
/api/                                                               REMA    -
/api/v1/openapi.json                                                REMA    REMA
/api/v1/                                                            -!      -!
/api/v1/titles/match?title=Quorum+Officer                           REMA    -
/api/titles/match?title=Quorum+Officer                              REMA    -
/api/v1/personas                                                    REMA    -
/api/v1/personas?status=draft                                       REMA    -
/api/v1/personas/{persona}                                          REMA    -
/api/v1/personas/{draft}                                            EA!     -
/api/v1/persona-types                                               REMA    -
/api/v1/content-types                                               REMA    -
/api/v1/content-types/{format}                                      REMA    -
/api/v1/journeys                                                    REMA    -
/api/v1/journeys/{journey}                                          REMA    -
/api/v1/journeys/{draft_journey}                                    EA!     -
/api/v1/sessions                                                    REMA    -
/api/v1/sessions/{session}                                          REMA    -
/api/v1/series                                                      REMA    -
/api/v1/nowhere                                                     -!      -!
"""

# The admin, beside the pages that every model has.
DESK = """
/admin/                                                             EMA     EMA
/admin/login/                                                       *       *
/admin/logout/                                                      -       *
/admin/password_change/                                             EMA     EMA
/admin/password_change/done/                                        EMA     -
/admin/jsi18n/                                                      EMA     -
/admin/autocomplete/?app_label=personas&model_name=apitoken&field_name=owner EMA     -
/admin/autocomplete/?app_label=personas&model_name=persona&field_name=parent EA      -
/admin/autocomplete/?app_label=personas&model_name=persona&field_name=owner EMA     -
/admin/r/{persona_type}/{persona_pk}/                               EA      EA
/admin/r/{persona_type}/{draft_pk}/                                 EA      EA
/admin/r/rubbish/0/                                                 -!      -!
/admin/nowhere/                                                     -!      -!
/admin/personas/                                                    EMA     EMA
/admin/journeys/                                                    EA      EA
/admin/enablement/                                                  EMA     EMA
/admin/auth/                                                        EMA     EMA
/admin/access/                                                      A       A
/admin/personas/tables/                                             EA      -
/admin/personas/tables/personas/                                    EA      EA
/admin/personas/tables/personas/apply/                              -       EA
/admin/personas/tables/personas.csv                                 EA      -
/admin/personas/import/                                             EA      EA
/admin/personas/import/change/                                      -       EA
/admin/personas/import/plan/                                        -       EA
/admin/personas/import/apply/                                       -       EA
/admin/personas/suggest/titles/?q=quorum                            EA      -
/admin/personas/render/                                             -       EMA
/admin/personas/persona/preview/                                    -       EA
/admin/personas/persona/{draft_pk}/preview/                         -       EA
/admin/personas/persona/many/mark_reviewed/?ids={persona_pk}        EA      EA
/admin/personas/persona/{persona_pk}/history/{version}/             EA      EA
/admin/personas/persona/{persona_pk}/history/{version}/restore/     EA      EA
/admin/personas/persona/{persona_pk}/history/compare/               EA      EA
/admin/personas/persona/{persona_pk}/publish-edition/               EA      EA
/admin/personas/persona/{persona_pk}/retire/                        EA      EA
/admin/personas/persona/{persona_pk}/unretire/                      EA      EA
/admin/personas/deleted/                                            EMA     -
/admin/personas/deleted/{gone_guide}/                               EA      EA
/admin/personas/persona/recover/{gone_version}/                     EA      EA
/admin/personas/contentformat/merge/                                EA      EA
/admin/personas/contentformat/{contentformat_pk}/merge/                    EA      EA
/admin/personas/purchasingrole/merge/                               EA      EA
/admin/personas/purchasingrole/{purchasingrole_pk}/merge/                     EA      EA
/admin/personas/facet/merge/                                        EA      EA
/admin/personas/facet/{facet_pk}/merge/                             EA      EA
/admin/personas/personatype/merge/                                  EA      EA
/admin/personas/personatype/{personatype_pk}/merge/                        EA      EA
/admin/personas/trait/merge/                                        EA      EA
/admin/personas/trait/{trait}/merge/                                EA      EA
/admin/personas/trait/near-duplicates/                              EA      EA
/admin/personas/trait/near-duplicates/differ/                       -       EA
/admin/personas/trait/near-duplicates/undo/                         -       EA
/admin/personas/team/merge/                                         EA      EA
/admin/personas/team/{team_pk}/merge/                               EA      EA
/admin/personas/team/colleagues/?q=a                                EMA     -
/admin/personas/titlerule/preview/                                  -       EA
/admin/personas/unmatchedtitle/assign/?ids={unmatched}              EA      EA
/admin/personas/unmatchedtitle/settle/                              -       EA
/admin/personas/apitoken/{other_token}/change/                      A!      A!
/admin/personas/apitoken/{other_token}/delete/                      A!      A!
/admin/journeys/journey/{journey_pk}/copy/                          -       EA
/admin/enablement/series/{series_pk}/copy/                          MA      MA
/admin/enablement/session/many/cancel/?sessions={session_pk}        MA      MA
/admin/auth/user/{user_pk}/password/                              A       A
/admin/auth/user/{superuser_pk}/password/                           -       -
/admin/auth/user/{user_pk}/personal-data/                           A       A
/admin/auth/user/{user_pk}/personal-data.zip                        A       -
/admin/auth/user/{superuser_pk}/personal-data/                      -       -
/admin/auth/user/{superuser_pk}/personal-data.zip                   -       -
/admin/auth/user/{superuser_pk}/change/                             EMA     -
/admin/auth/group/{role_group}/change/                              A       -
/admin/auth/group/{role_group}/delete/                              -       -
/admin/access/auditentry/log.csv                                    A       -
"""

# Of every model in the admin: who may see the list and a row, add, change and delete.
MODELS = """
access.auditentry           A      -    -    -
auth.group                  A      A    A    A
auth.user                   EMA    A    A    -
enablement.guestattendance  MA     -    -    MA
enablement.question         EMA    -    EMA  MA
enablement.registration     MA     -    -    -
enablement.reminder         MA     -    -    MA
enablement.requirement      MA     MA   MA   MA
enablement.resource         MA     MA   MA   MA
enablement.series           MA     MA   MA   MA
enablement.session          MA     MA   MA   MA
journeys.asset              EA     EA   EA   EA
journeys.contenttask        EA     EA   EA   EA
journeys.journey            EA     EA   EA   EA
journeys.touchpoint         EA     EA   EA   EA
personas.apitoken           EMA    EMA  EMA  EMA
personas.contentformat      EA     EA   EA   EA
personas.facet              EA     EA   EA   EA
personas.guide              EA     EA   EA   EA
personas.handbookpage       EA     -    -    EA
personas.importguess        EA     -    -    EA
personas.jobtitle           EA     EA   EA   EA
personas.persona            EA     EA   EA   EA
personas.personatype        EA     EA   EA   EA
personas.purchasingrole     EA     EA   EA   EA
personas.searchmiss         EA     -    -    EA
personas.team               EMA    EMA  EMA  EMA
personas.titlerule          EA     EA   EA   EA
personas.trait              EA     EA   EA   EA
personas.unmatchedtitle     EA     -    -    EA
"""


@dataclass(frozen=True)
class Row:
    """An address with names in braces, what is posted to it, and who may do what there."""

    address: str
    sent: str
    get: str
    post: str


def rows() -> list[Row]:
    return [*map(row_of, lines(PAGES + DESK)), *(row for line in lines(MODELS) for row in model_rows(*line.split()))]


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def row_of(line: str) -> Row:
    *address, get, post = line.split()
    return Row(address[0], "".join(address[1:]), get, post)


def model_rows(label: str, view: str, add: str, change: str, delete: str) -> list[Row]:
    """The pages that Django makes for a model; its row is the one that the world names after it."""
    base, name = f"/admin/{label.replace('.', '/')}/", label.partition(".")[2]
    row = f"{base}{{{name}_pk}}/"
    return [
        Row(base, "", view, NOBODY if name == "auditentry" else view),
        Row(f"{base}add/", "", add, add),
        Row(row, "", "EMA", "EMA"),  # leads on to the next
        Row(f"{row}change/", "", view, change),
        Row(f"{row}history/", "", view, view),
        Row(f"{row}delete/", "", delete, delete),
    ]
