"""Where officers work; on the staff host only."""

from django.urls import include, path

from workplace import (
    absences,
    acting,
    delivery_log,
    duplicates,
    finding,
    first_contact,
    held_back,
    kept,
    paying,
    reads,
)
from workplace.bookings import urls as bookings_urls
from workplace.councillors import urls as councillors_urls
from workplace.desk import urls as desk_urls
from workplace.duty import urls as duty_urls
from workplace.finance import urls as finance_urls
from workplace.glass import urls as glass_urls
from workplace.letters import one as letters
from workplace.letters import urls as letters_urls
from workplace.lines import keeping as line_keeping
from workplace.lines import urls as lines_urls
from workplace.measures import urls as measures_urls
from workplace.morning import views as morning
from workplace.officer import urls as officer_urls
from workplace.operations import urls as operations_urls
from workplace.people import urls as people_urls
from workplace.practice import urls as practice_urls
from workplace.queues import urls as queues_urls
from workplace.request_page import urls as request_page_urls
from workplace.tools import urls as tools_urls
from workplace.unreachable import views as unreachable

urlpatterns = [
    path("colleagues/", include(people_urls)),
    path("workplace/operations/", include(operations_urls)),
    path("workplace/desk/", include(desk_urls)),
    path("workplace/duty/", include(duty_urls)),
    path("workplace/officer/", include(officer_urls)),
    path("workplace/casework/", include(councillors_urls)),
    path("workplace/finance/", include(finance_urls)),
    path("workplace/bookings/", include(bookings_urls)),
    path("workplace/measures/", include(measures_urls)),
    path("workplace/glass/", include(glass_urls)),
    path("workplace/lines/", include(lines_urls)),
    path("workplace/letters/", include(letters_urls)),
    path("workplace/bookmarks/", include(tools_urls)),
    path("workplace/unreachable/", unreachable.unreachable, name="unreachable"),
    path("workplace/kept/", kept.kept, name="kept"),
    path("workplace/kept/holds/<uuid:hold_id>/lift/", kept.lift_hold, name="lift_hold"),
    path("workplace/new-line/", line_keeping.new_line, name="new_line"),
    path("workplace/practice/", include(practice_urls)),
    path("workplace/", include(queues_urls)),
    path("workplace/find/", finding.find_requests, name="find_requests"),
    path("workplace/suspected/", held_back.suspected_list, name="suspected"),
    path("workplace/morning-letter/", morning.morning_letter, name="morning_letter"),
    path("workplace/absences/", absences.absences, name="absences"),
    path("workplace/absences/<int:absence_id>/remove/", absences.remove_absence, name="remove_absence"),
    path("workplace/requests/<str:reference>/hand-on/", first_contact.work_hand_on, name="work_hand_on"),
    path("workplace/requests/<str:reference>/", include(request_page_urls)),
    path(
        "workplace/requests/<str:reference>/unreachable/<int:unreachable_id>/",
        unreachable.work_reached,
        name="work_reached",
    ),
    path("workplace/requests/<str:reference>/payment/", paying.work_payment, name="work_payment"),
    path("workplace/requests/<str:reference>/reads/", reads.work_reads, name="work_reads"),
    path("workplace/requests/<str:reference>/write/", acting.work_write, name="work_write"),
    path("workplace/requests/<str:reference>/cancel/", acting.work_cancel_unpaid, name="work_cancel_unpaid"),
    path("workplace/requests/<str:reference>/next-stage/", acting.work_next_stage, name="work_next_stage"),
    path("workplace/requests/<str:reference>/duplicate/", duplicates.work_duplicate, name="work_duplicate"),
    path("workplace/requests/<str:reference>/held-back/", held_back.work_held_back, name="work_held_back"),
    path("workplace/requests/<str:reference>/deliveries/", delivery_log.delivery_log, name="delivery_log"),
    path(
        "workplace/requests/<str:reference>/deliveries/<uuid:delivery_id>/",
        delivery_log.delivery_body,
        name="delivery_body",
    ),
    path(
        "workplace/requests/<str:reference>/letters/<uuid:letter_id>/",
        letters.work_letter,
        name="work_letter",
    ),
]
