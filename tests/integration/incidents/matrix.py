"""Who may ask for what of a referral: each page and each endpoint, and who is answered (B11)."""

from __future__ import annotations

from collections.abc import Iterator

PAGES = """
GET  /support/talk                              managers
GET  /support/requests                         managers
GET  /support/requests/{draft}/draft           manager
GET  /support/requests/{draft}/draft/when      manager
POST /support/requests/{draft}/draft/when      manager
GET  /support/requests/{draft}/draft/talk      manager
POST /support/requests/{draft}/draft/talk      manager
GET  /support/requests/{draft}/draft/staff-member  manager
POST /support/requests/{draft}/draft/staff-member  manager
GET  /support/requests/{draft}/draft/what-happened manager
POST /support/requests/{draft}/draft/what-happened manager
GET  /support/requests/{draft}/draft/manager   manager
POST /support/requests/{draft}/draft/manager   manager
GET  /support/requests/{draft}/draft/team      manager
POST /support/requests/{draft}/draft/team      manager
GET  /support/requests/{draft}/draft/check     manager
POST /support/requests/{draft}/draft/check     manager
GET  /support/requests/{draft}/draft/discard   manager
GET  /support/requests/{draft}                 nobody
GET  /support/desk/{draft}                      nobody
GET  /support/mine/{draft}                      nobody
GET  /support/requests/{sent}                  manager
GET  /support/requests/{sent}/sent             manager
GET  /support/requests/{sent}/withdraw         manager
POST /support/requests/{missing}/withdraw      nobody
GET  /support/requests/{sent}/amend            manager
POST /support/requests/{sent}/amend            manager
GET  /support/requests/{sent}/reopen           manager
GET  /support/requests/{sent}/dates/new        manager
POST /support/requests/{sent}/dates/new        manager
GET  /support/desk                              leads
GET  /support/desk/{sent}                       lead
GET  /support/desk/{sent}/opened                lead
POST /support/desk/{sent}/pass-on               lead
GET  /support/desk/{sent}/send-back             lead
POST /support/desk/{sent}/redirect              lead
GET  /support/desk/{sent}/mistaken              lead
POST /support/desk/{sent}/close                 lead
GET  /support/desk/{sent}/reopen                lead
GET  /support/desk/{sent}/one-more              lead
GET  /support/desk/{sent}/late/meeting-target   nobody
POST /support/desk/{sent}/late/meeting-target   nobody
POST /support/desk/{sent}/one-more              lead
GET  /support/desk/{sent}/dates/new             lead
POST /support/desk/{sent}/dates/new             lead
GET  /support/measures                          leads
GET  /support/measures.csv                      leads
GET  /support/allocation/measures               allocators
GET  /support/allocation/measures.xlsx          allocators
GET  /support/allocation                        allocators
GET  /support/allocation/{sent}                 allocator
GET  /support/allocation/{sent}/late/meeting-limit  nobody
GET  /support/work/{sent}/late/manager-contact  nobody
POST /support/allocation/{sent}                 allocator
GET  /support/allocation/{sent}/hand-back       allocator
POST /support/allocation/{sent}/hand-back       allocator
GET  /support/allocation/{sent}/ask             allocator
POST /support/allocation/{sent}/ask             allocator
POST /support/allocation/{sent}/ask/stop        allocator
GET  /support/allocation/{missing}/ask          nobody
GET  /support/asked                             therapists
GET  /support/asked/{offered}                   therapist
GET  /support/asked/{offered}/no                therapist
POST /support/asked/{offered}/no                therapist
GET  /support/asked/{sent}                      nobody
POST /support/asked/{sent}/accept               nobody
GET  /support/work/{offered}                    nobody
GET  /support/week                              therapists
GET  /support/room                              therapists
POST /support/room                              therapists
GET  /support/room/ties/new                     therapists
POST /support/room/ties/new                     therapists
POST /support/room/ties/{missing}/remove        nobody
GET  /support/work                          therapists
GET  /support/work/{sent}                   therapist
GET  /support/work/{sent}/sessions/new          therapist
POST /support/work/{sent}/sessions/new          therapist
GET  /support/work/{sent}/sessions/{kept}/book  therapist
POST /support/work/{sent}/sessions/{kept}/book  therapist
POST /support/work/{sent}/sessions/{missing}/let-go  nobody
GET  /support/work/{sent}/sessions/{booked}/move     therapist
POST /support/work/{sent}/sessions/{booked}/move     therapist
GET  /support/work/{sent}/sessions/{booked}/call-off therapist
POST /support/work/{sent}/sessions/{booked}/call-off therapist
GET  /support/work/{sent}/sessions/{booked}/outcome  therapist
POST /support/work/{sent}/sessions/{booked}/outcome  therapist
GET  /support/work/{sent}/sessions/{missing}/outcome nobody
GET  /support/work/{sent}/review                therapist
POST /support/work/{sent}/review                therapist
GET  /support/work/{sent}/one-more              therapist
POST /support/work/{sent}/one-more              therapist
GET  /support/work/{sent}/dates/new             therapist
POST /support/work/{sent}/dates/new             therapist
GET  /support/work/{sent}/dates/{date}/day      therapist
POST /support/work/{sent}/dates/{date}/offer    therapist
POST /support/work/{sent}/dates/{date}/session  therapist
POST /support/work/{sent}/dates/{missing}/drop  nobody
GET  /support/work/{sent}/dates/{missing}/day   nobody
GET  /support/work/{sent}/manager-contact       therapist
POST /support/work/{sent}/manager-contact       therapist
GET  /support/work/{sent}/end                   therapist
POST /support/work/{sent}/end                   therapist
GET  /support/work/{ended}/summary              therapist
POST /support/work/{ended}/summary              therapist
GET  /support/work/{ended}/summary/release      therapist
POST /support/work/{ended}/summary/release      therapist
GET  /support/mine/{ended}/summary              staff-member
POST /support/mine/{ended}/summary              staff-member
GET  /support/work/{sent}/close                 therapist
POST /support/work/{sent}/reopen                therapist
GET  /support/own-request                       own
POST /support/own-request                       own
GET  /support/own-complaints                    own
GET  /support/own-complaints/new                own
POST /support/own-complaints/new                own
POST /support/own-complaints/{missing}/take-back  nobody
GET  /support/own-complaints/{missing}/reader     nobody
GET  /support/own-complaints/{complaint}/reader   complainant
POST /support/own-complaints/{complaint}/reader   complainant
GET  /support/complaints                        readers
GET  /support/complaints/{complaint}            lead
POST /support/complaints/{complaint}            lead
POST /support/complaints/{missing}/acknowledge  nobody
GET  /support/mine                              staff-members
GET  /support/mine/{sent}                       staff-member
GET  /support/mine/{sent}/correction            staff-member
POST /support/mine/{sent}/correction            staff-member
GET  /support/mine/{sent}/contact               staff-member
POST /support/mine/{sent}/contact               staff-member
GET  /support/mine/{sent}/no                    staff-member
POST /support/mine/{sent}/change-mind           staff-member
POST /support/mine/{sent}/go-ahead              staff-member
GET  /support/mine/{sent}/story                 staff-member
GET  /support/mine/{sent}/pause                 staff-member
POST /support/mine/{sent}/pause                 staff-member
POST /support/mine/{missing}/go-on              nobody
GET  /support/mine/{sent}/manager               staff-member
POST /support/mine/{sent}/manager               staff-member
POST /support/mine/{sent}/manager/answer        staff-member
GET  /support/requests/{sent}/hand-over         manager
POST /support/requests/{sent}/hand-over         manager
GET  /support/mine/{sent}/everything.txt        staff-member
GET  /support/desk/{missing}                    nobody
GET  /support/requests/{sent}/colleagues        manager
POST /support/requests/{sent}/colleagues        manager
GET  /support/work/{sent}/colleagues            therapist
POST /support/work/{sent}/colleagues            therapist
GET  /support/offer                             staff-members
POST /support/offer                             staff-members
GET  /support/wishes                            leads
POST /support/wishes/{missing}/taken-up         nobody
GET  /support/kept                              leads
GET  /support/desk/{sent}/hold                  lead
POST /support/desk/{sent}/hold                  lead
POST /support/desk/{missing}/hold/lift          nobody
GET  /support/emergencies                       agreers
GET  /support/emergencies/new                   organisation-leads
POST /support/emergencies/new                   organisation-leads
GET  /support/emergencies/{missing}             nobody
GET  /support/emergencies/{agreed}              asker
POST /support/emergencies/{missing}/agree       nobody
GET  /support/mine/{ended}/questions            staff-member
POST /support/mine/{ended}/questions            staff-member
POST /support/mine/{missing}/questions/leave    nobody
GET  /support/groups                            managers
GET  /support/groups/new                        managers
POST /support/groups/new                        managers
GET  /support/groups/{group}                    manager
GET  /support/groups/{asked}/asked              manager
POST /support/groups/{asked}/asked              manager
POST /support/groups/{group}/send               manager
POST /support/groups/{missing}/call-off         nobody
GET  /support/desk/groups                       leads
GET  /support/desk/groups/{group}               lead
GET  /support/desk/groups/{asked}               nobody
POST /support/desk/groups/{group}/pass-on       lead
POST /support/desk/groups/{missing}/call-off    nobody
GET  /support/allocation/groups                 allocators
GET  /support/allocation/groups/{group}         allocator
POST /support/allocation/groups/{group}         allocator
GET  /support/work/groups                       therapists
GET  /support/work/groups/{group}               therapist
GET  /support/work/groups/{group}/session       therapist
POST /support/work/groups/{group}/session       therapist
GET  /support/work/groups/{group}/held          therapist
POST /support/work/groups/{group}/held          therapist
POST /support/work/groups/{missing}/call-off    nobody
"""
ENDPOINTS = """
GET  /api/v1/incidents/referrals                        managers
POST /api/v1/incidents/referrals                        managers
GET  /api/v1/incidents/referrals/{sent}                 manager
GET  /api/v1/incidents/referrals/{draft}                nobody
POST /api/v1/incidents/referrals/{missing}/withdraw     nobody
POST /api/v1/incidents/referrals/{sent}/amendment       manager
POST /api/v1/incidents/referrals/{sent}/dates           manager
GET  /api/v1/incidents/desk                             leads
GET  /api/v1/incidents/desk/{sent}                      lead
GET  /api/v1/incidents/desk/{sent}/openings             lead
POST /api/v1/incidents/desk/{sent}/pass-on              lead
POST /api/v1/incidents/desk/{sent}/send-back            lead
POST /api/v1/incidents/desk/{sent}/one-more             lead
POST /api/v1/incidents/desk/{sent}/late                 lead
POST /api/v1/incidents/allocation/{sent}/late           allocator
POST /api/v1/incidents/caseload/{sent}/late             therapist
POST /api/v1/incidents/desk/{sent}/dates                lead
GET  /api/v1/incidents/measures                         leads
GET  /api/v1/incidents/allocation/measures              allocators
GET  /api/v1/incidents/allocation                       allocators
GET  /api/v1/incidents/allocation/{sent}                allocator
POST /api/v1/incidents/allocation/{sent}/therapist      allocator
GET  /api/v1/incidents/allocation/{sent}/ask            allocator
POST /api/v1/incidents/allocation/{sent}/ask            allocator
POST /api/v1/incidents/allocation/{sent}/ask/stop       allocator
GET  /api/v1/incidents/asked                            therapists
GET  /api/v1/incidents/asked/{offered}                  therapist
POST /api/v1/incidents/asked/{missing}/accept           nobody
POST /api/v1/incidents/asked/{sent}/no                  nobody
GET  /api/v1/incidents/week                             therapists
GET  /api/v1/incidents/room                             therapists
PUT  /api/v1/incidents/room                             therapists
POST /api/v1/incidents/room/ties                        therapists
DELETE /api/v1/incidents/room/ties/{missing}            nobody
GET  /api/v1/incidents/caseload                         therapists
GET  /api/v1/incidents/caseload/{sent}                  therapist
POST /api/v1/incidents/allocation/{missing}/hand-back   nobody
POST /api/v1/incidents/caseload/{sent}/sessions         therapist
POST /api/v1/incidents/caseload/{sent}/sessions/{booked}/move      therapist
POST /api/v1/incidents/caseload/{sent}/sessions/{kept}/booking     therapist
POST /api/v1/incidents/caseload/{sent}/sessions/{missing}/call-off nobody
POST /api/v1/incidents/caseload/{sent}/sessions/{booked}/outcome   therapist
POST /api/v1/incidents/caseload/{sent}/sessions/{missing}/let-go   nobody
POST /api/v1/incidents/caseload/{sent}/review           therapist
POST /api/v1/incidents/caseload/{sent}/one-more         therapist
POST /api/v1/incidents/caseload/{sent}/dates            therapist
POST /api/v1/incidents/caseload/{sent}/dates/{date}/day     therapist
POST /api/v1/incidents/caseload/{sent}/dates/{date}/session therapist
POST /api/v1/incidents/caseload/{sent}/dates/{date}/offer   therapist
POST /api/v1/incidents/caseload/{sent}/dates/{missing}/drop nobody
POST /api/v1/incidents/caseload/{sent}/manager-contact  therapist
POST /api/v1/incidents/caseload/{ended}/summary         therapist
POST /api/v1/incidents/caseload/{ended}/summary/release therapist
POST /api/v1/incidents/mine/{ended}/summary             staff-member
POST /api/v1/incidents/caseload/{sent}/reopen           therapist
POST /api/v1/incidents/caseload/{sent}/end              therapist
POST /api/v1/incidents/own-request                      own
GET  /api/v1/incidents/own-complaints                   own
GET  /api/v1/incidents/own-complaints/readers           own
POST /api/v1/incidents/own-complaints                   own
POST /api/v1/incidents/own-complaints/{missing}/take-back   nobody
PUT /api/v1/incidents/own-complaints/{missing}/reader       nobody
GET  /api/v1/incidents/complaints                       readers
GET  /api/v1/incidents/complaints/{complaint}           lead
POST /api/v1/incidents/complaints/{complaint}/acknowledge   lead
POST /api/v1/incidents/complaints/{complaint}/answer    lead
GET  /api/v1/incidents/mine                             staff-members
GET  /api/v1/incidents/mine/{sent}                      staff-member
POST /api/v1/incidents/mine/{sent}/correction           staff-member
POST /api/v1/incidents/mine/{sent}/contact              staff-member
POST /api/v1/incidents/mine/{missing}/no                nobody
POST /api/v1/incidents/mine/{sent}/change-mind          staff-member
POST /api/v1/incidents/mine/{sent}/go-ahead             staff-member
GET  /api/v1/incidents/mine/{sent}/story                staff-member
POST /api/v1/incidents/mine/{sent}/pause                staff-member
POST /api/v1/incidents/mine/{missing}/go-on             nobody
POST /api/v1/incidents/mine/{sent}/manager              staff-member
POST /api/v1/incidents/mine/{sent}/manager/answer       staff-member
POST /api/v1/incidents/referrals/{missing}/hand-over    nobody
GET  /api/v1/incidents/handed-over                      managers
POST /api/v1/incidents/referrals/{sent}/colleagues      manager
POST /api/v1/incidents/caseload/{sent}/colleagues       therapist
GET  /api/v1/incidents/offer                            staff-members
POST /api/v1/incidents/offer                            staff-member
GET  /api/v1/incidents/wishes                           leads
POST /api/v1/incidents/wishes/{missing}/taken-up        nobody
GET  /api/v1/incidents/kept                             leads
POST /api/v1/incidents/desk/{sent}/hold                 lead
POST /api/v1/incidents/desk/{missing}/hold/lift         nobody
GET  /api/v1/incidents/emergencies                      agreers
POST /api/v1/incidents/emergencies                      organisation-leads
GET  /api/v1/incidents/emergencies/{agreed}             asker
GET  /api/v1/incidents/groups                           managers
POST /api/v1/incidents/groups                           managers
GET  /api/v1/incidents/groups/{group}                   manager
POST /api/v1/incidents/groups/{asked}/asked             manager
POST /api/v1/incidents/groups/{group}/send              manager
POST /api/v1/incidents/groups/{missing}/call-off        nobody
GET  /api/v1/incidents/desk/groups                      leads
GET  /api/v1/incidents/desk/groups/{group}              lead
POST /api/v1/incidents/desk/groups/{group}/pass-on      lead
POST /api/v1/incidents/desk/groups/{missing}/call-off   nobody
GET  /api/v1/incidents/allocation/groups                allocators
POST /api/v1/incidents/allocation/groups/{group}/therapist  allocator
GET  /api/v1/incidents/caseload/groups                  therapists
GET  /api/v1/incidents/caseload/groups/{group}          therapist
POST /api/v1/incidents/caseload/groups/{group}/held     therapist
POST /api/v1/incidents/caseload/groups/{group}/session  therapist
POST /api/v1/incidents/caseload/groups/{missing}/call-off   nobody
"""
GROUPS = {
    "managers": {"manager", "another manager", "manager elsewhere"},
    "leads": {"lead", "lead elsewhere"},
    "allocators": {"allocator", "allocator elsewhere"},
    "therapists": {"therapist", "another therapist", "therapist elsewhere"},
    "staff-members": {"staff-member", "another staff-member", "staff-member elsewhere"},
    "own": {
        *("manager", "lead", "staff-member", "another manager", "another staff-member"),
        *("organisation-lead of own", "champion of own", "facilitator of own", "board-viewer of own"),
    },
    "readers": {
        *("lead", "lead elsewhere"),
        *("lead of the provider", "organisation-lead of own", "organisation-lead of other"),
    },
    "organisation-leads": {"organisation-lead of own", "organisation-lead of other", "lead of the provider"},
    "agreers": {"lead", "lead elsewhere", "organisation-lead of own", "organisation-lead of other"}
    | {"lead of the provider"},
    "asker": {"organisation-lead of own"},
    "complainant": {"another staff-member"},
    "nobody": set(),
}


def cells(table: str) -> Iterator[tuple[str, str, set[str]]]:
    """Method, path with the names of its rows, and whoever is answered: everybody else finds nothing."""
    for line in table.strip().splitlines():
        method, path, who = line.split()
        yield method, path, GROUPS.get(who, {who})
