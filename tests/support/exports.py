"""Files as other systems write them: made by hand after what each is known to write, in its own encoding.

Nobody in them is real. `says` is what a careful reader takes from each row: who, and the day or why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NOT_YET = "not yet"
REFUSED = "refused"

Says = tuple[str, date | str]


@dataclass(frozen=True)
class Export:
    """One file, and what it says."""

    name: str
    system: str
    text: str
    says: tuple[Says, ...]
    encoding: str = "utf-8"
    courses: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """What has to be answered first, when the course is given."""

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.encoding)


SEPTEMBER_3 = date(2026, 9, 3)
SEPTEMBER_4 = date(2026, 9, 4)

_MOODLE_PROGRESS = (
    ("", "Email address", "ID number", "Department", "Tier 1: First look", "", "Quiz", "2026-09-30 00:00:00"),
    ("Siân O'Dell", "sian@council.example", "0017", "Children's Services", "Completed", "2026-09-03 14:05:11",
     "Completed (achieved pass grade)", "2026-09-04 14:31:40"),
    ("Zoë Vance", "Zoe@Council.example", "", "", "Completed (set by Admin Not User)", "2026-09-03 09:00:00",
     "Completed (did not achieve pass grade)", "2026-09-03 09:20:00"),
    ("Léa 'Lee' Ng", "lee@council.example", "", "", "Not completed", "", "Not completed", ""),
    ("Ada Bright", "ada@council.example", "", "", "Not completed (set by Ann Other)", "2026-09-03 09:00:00",
     "Completed", "2026-09-03 09:00:00"),
    ("Tom Hale", "tom@council.example", "", "", "Completed", "2026-09-02 09:00:00", "Completed", ""),
)  # fmt: skip


def _quoted(rows: tuple[tuple[str, ...], ...], divider: str) -> str:
    """As Moodle writes: every cell in quotation marks but an empty first one of the headings, LF at the end."""
    lines = [divider.join(f'"{cell}"' if at or number else cell for number, cell in enumerate(row))
             for at, row in enumerate(rows)]  # fmt: skip
    return "\n".join(lines) + "\n"


_PROGRESS_SAYS: tuple[Says, ...] = (
    ("sian@council.example", SEPTEMBER_4),
    ("zoe@council.example", NOT_YET),
    ("lee@council.example", NOT_YET),
    ("ada@council.example", NOT_YET),
    ("tom@council.example", REFUSED),
)

EXPORTS = (
    Export("moodle progress", "moodle", _quoted(_MOODLE_PROGRESS, ","), _PROGRESS_SAYS),
    Export(
        "moodle progress for Excel", "moodle", "\ufeff" + _quoted(_MOODLE_PROGRESS, "\t"), _PROGRESS_SAYS, "utf-16-le"
    ),
    Export(
        "moodle course completion",
        "moodle",
        'ID,Name,Username,"Email address","First look","First look - Completion date","Course complete"\n'
        '12,"Ann Smith",asmith,ann@trust.example,Completed,"29/12/25, 10:17","29/12/25, 10:17"\n'
        '13,"Bo Lund",blund,bo@trust.example,"Not completed","",""\n'
        '14,"Cy Tan",ctan,cy@trust.example,Completed,"04/09/26, 10:17","04/09/26, 10:17"\n',
        (("ann@trust.example", date(2025, 12, 29)), ("bo@trust.example", NOT_YET), ("cy@trust.example", SEPTEMBER_4)),
    ),
    Export(
        "totara import, lines ending in CR alone",
        "totara",
        "username,courseshortname,courseidnumber,completiondate,grade\r"
        "p1001,T1-ORIENT,,2026-09-03,80\r"
        ",T1-ORIENT,,2026-09-03,80\r"
        ",,,,\r"
        "p1002,T1-ORIENT,,,\r"
        "ann@trust.example,T1-ORIENT,,2026-09-04,",
        (("p1001", SEPTEMBER_3), ("", REFUSED), ("p1002", REFUSED), ("ann@trust.example", SEPTEMBER_4)),
        courses=("T1-ORIENT",),
    ),
    Export(
        "totara certification",
        "totara",
        "username,certificationshortname,certificationidnumber,completiondate,duedate\n"
        "p1001,First look,T1-ORIENT,2026-09-03,2027-09-03\n",
        (("p1001", SEPTEMBER_3),),
        courses=("T1-ORIENT",),
    ),
    Export(
        "totara report",
        "totara",
        "User's Fullname,User's Email,User's Organisation Name,Course Name,Completion Status,Completion Date,"
        "Date Started,RPL note,Progress (%)\n"
        "Ann Smith,ann@trust.example,Ward 7,First look,Complete,03 Sep 2026,01 Sep 2026,,100\n"
        "Bo Lund,bo@trust.example,Ward 7,First look,In progress,,01 Sep 2026,,40\n"
        "Cy Tan,cy@trust.example,Ward 7,First look,Complete via RPL,04 Sep 2026,01 Sep 2026,seen,100\n",
        (("ann@trust.example", SEPTEMBER_3), ("bo@trust.example", NOT_YET), ("cy@trust.example", SEPTEMBER_4)),
        courses=("First look",),
    ),
    Export(
        "learning pool report",
        "learning-pool",
        "User's Fullname,User First Name,User Last Name,Username,User ID Number,User's Email,User's Department,"
        "User's Institution,Manager's Name,Course Name,Course Shortname,Course ID Number,First Accessed Date,Attempts,"
        "Completion Status,Completion Status (T/F),Completion Date,Number of Sections Completed\n"
        "Ann Smith,Ann,Smith,asmith,0042,Ann@Council.example,Housing,Council,Max Boss,First look,FL,T1-ORIENT,"
        "01/09/2026,1,Complete,TRUE,13/09/2026,4\n"
        "Bo Lund,Bo,Lund,blund,0043,bo@council.example,Housing,Council,Max Boss,First look,FL,T1-ORIENT,"
        "01/09/2026,1,Incomplete,FALSE,,1\n",
        (("ann@council.example", date(2026, 9, 13)), ("bo@council.example", NOT_YET)),
        courses=("T1-ORIENT",),
    ),
    Export(
        "learning pool import",
        "learning-pool",
        "User Identifier,Learning Experience External ID,Learning Experience Completion Date,Enrolment Date\n"
        "ann@council.example,T1-ORIENT,2026-09-03,\n0043,T1-ORIENT,2026-09-04,2026-09-01\n",
        (("ann@council.example", SEPTEMBER_3), ("0043", SEPTEMBER_4)),
        courses=("T1-ORIENT",),
    ),
    Export(
        "iomad",
        "iomad",
        "username, userid, coursename, courseid, timeenrolled, timestarted, timecompleted\n"
        "p7, 99, First look, 4, 2026-09-01, 2026-09-01, 2026-09-03\np8, 98, First look, 4, 2026-09-01, 2026-09-01,\n",
        (("p7", SEPTEMBER_3), ("p8", NOT_YET)),
        courses=("First look",),
    ),
    Export(
        "esr, one person's own",
        "esr",
        "Competency Name,Competence Level,Min Requirement,Essential,Expiry Date,Compliance Status,Description,"
        "Date Start,Date Last Awarded,Title,Last Updated By,VPD\n"
        "457|LOCAL|First look - 3 Years|,,,Y,30-Nov-2028,GREEN,,2025/12/02 00:00:00,2025/12/02 00:00:00,,"
        '"ASSIGNMENT|Editor, Ed",457\n'
        '457|LOCAL|Fire Safety - 2 Years|,,,Y,No expiry,RED,,,,,"ASSIGNMENT|Editor, Ed",457\n',
        (("", REFUSED), ("", REFUSED)),
        courses=("First look", "Fire Safety"),
        asks=("person", "called"),
    ),
    Export(
        "cornerstone",
        "cornerstone",
        "Trauma training report\n\nRun by,Ed Editor\nRun on,09/30/2026\n\n"
        "Employee ID,Work Email Address,Employee Status,Transcript - Transcript Status,Training - Training Title,"
        "Transcript - Transcript Completed Date,Transcript - Training Hours\n"
        "0042,ann@police.example,Active,Completed,First look,09/03/2026,2\n"
        "0043,bo@police.example,Active,No Show,First look,,0\n"
        "0044,,Active,Completed,First look,09/04/2026,2\n"
        "0045,di@police.example,Active,In Progress,First look,,0\n",
        (
            ("ann@police.example", SEPTEMBER_3),
            ("bo@police.example", NOT_YET),
            ("0044", SEPTEMBER_4),
            ("di@police.example", NOT_YET),
        ),
        courses=("First look",),
    ),
    Export(
        "successfactors, names alone",
        "successfactors",
        "First\u00a0Name,Last  Name,Item Title,Is Complete,Completion Date,Manager ID,Organization ID\n"
        "Ann,Smith,First look,Y,2026-09-03,90001,ORG1\nAnn,Smith,First look,N,,90001,ORG1\n",
        (("", REFUSED), ("", REFUSED)),
        courses=("First look",),
    ),
    Export(
        "successfactors with a number",
        "successfactors",
        "User ID,First\u00a0Name,Last  Name,Program Title,Completion Status ID,Completion Date,Manager ID\n"
        "0042,Ann,Smith,First look,Online complete,2026-09-03,90001\n",
        (("0042", SEPTEMBER_3),),
        courses=("First look",),
    ),
    Export(
        "teams, American",
        "teams",
        "\ufeff1. Summary\nMeeting title\tFirst look\nAttended participants\t2\nStart time\t7/20/26, 4:00:36 PM\n\n"
        "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Smith, Ann\t7/20/26, 4:01:36 PM\t7/20/26, 5:01:36 PM\t1h 13m 42s\tann@trust.example\tas@trust.example\t"
        "Organizer\nBo Lund (Guest)\t7/20/26, 4:02:36 PM\t7/20/26, 5:01:36 PM\t59m\t\tbo@trust.example\tAttendee\n\n"
        "3. In-Meeting activities\nName\tJoin time\tLeave time\tDuration\tEmail\tRole\n"
        "Smith, Ann\t7/20/26, 4:01:36 PM\t7/20/26, 4:11:36 PM\t10m\tann@trust.example\tOrganizer\n"
        "Smith, Ann\t7/20/26, 4:21:36 PM\t7/20/26, 5:01:36 PM\t40m\tann@trust.example\tOrganizer\n",
        (("ann@trust.example", date(2026, 7, 20)), ("bo@trust.example", date(2026, 7, 20))),
        "utf-16-le",
    ),
    Export(
        "teams, either way",
        "teams",
        "\ufeff1. Summary\nMeeting title\tFirst look\nStart time\t12/10/2025, 7:37:51 PM\n\n"
        "2. Participants\nName\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Ann Smith\t12/10/2025, 7:37:51 PM\t12/10/2025, 8:37:51 PM\t1h\tann@trust.example\t\tPresenter\n",
        (("ann@trust.example", REFUSED),),
        "utf-16-le",
        asks=("dates",),
    ),
    Export(
        "teams of 2021",
        "teams",
        "\ufeffMeeting Summary\nTotal Number of Participants\t1\nMeeting Start Time\t4/13/2026, 9:00:00 AM\n\n"
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
        "Ann Smith\t4/13/2026, 9:00:00 AM\t4/13/2026, 10:00:00 AM\t1h\tann@trust.example\tAttendee\t\n",
        (("ann@trust.example", date(2026, 4, 13)),),
        "utf-16-le",
    ),
    Export(
        "teams of 2020",
        "teams",
        "\ufeffFull Name\tUser Action\tTimestamp\nAnn Smith\tJoined\t4/13/2026, 9:00:00 AM\n"
        "Ann Smith\tLeft\t4/13/2026, 10:00:00 AM\n",
        (("", REFUSED),),
        "utf-16-le",
    ),
    Export(
        "zoom meeting",
        "zoom",
        "\ufeffMeeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n"
        "812 3456,First look,09/03/2026 09:00:00 AM,09/13/2026 10:00:00 AM,host@trust.example,60,3,\n\n"
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "Ann Smith (ann),ann@trust.example,09/03/2026 09:00:00 AM,09/03/2026 09:20:00 AM,20,No\n"
        "Ann Smith (ann),ann@trust.example,09/03/2026 09:30:00 AM,09/03/2026 10:00:00 AM,30,No\n"
        "Somebody,,09/03/2026 09:00:00 AM,09/03/2026 10:00:00 AM,60,Yes\n",
        (("ann@trust.example", SEPTEMBER_3), ("ann@trust.example", SEPTEMBER_3), ("", REFUSED)),
    ),
    Export(
        "zoom webinar",
        "zoom",
        "\ufeffAttendee Report\nReport Generated:,04/26/2026 11:45:17 AM\n"
        "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registrants,Unique Viewers,Total Users\n"
        "First look,812 3456,04/26/2026 10:40:00 AM,60,2,1,2\nHost Details,\n"
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest\n"
        "Yes,The Host,host@trust.example,04/26/2026 10:40:17 AM,04/26/2026 11:45:17 AM,65,No\nAttendee Details,\n"
        "Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,"
        "Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,Source Name\n"
        "Yes,Ann Smith,Ann,Smith,ann@trust.example,,04/20/2026 10:45:17 AM,approved,04/26/2026 10:45:17 AM,"
        "04/26/2026 11:45:17 AM,60,No,United Kingdom,\n"
        "No,Bo Lund,Bo,Lund,bo@trust.example,,04/20/2026 10:45:17 AM,approved,--,--,--,No,,\n",
        (("ann@trust.example", date(2026, 4, 26)), ("bo@trust.example", NOT_YET)),
    ),
    Export(
        "eventbrite",
        "eventbrite",
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,Order Type,"
        "Currency,Total Paid,Attendee Status,Home City,Any allergies?\n"
        "1,11/29/25 22:28,Ann,Smith,ann@home.example,1,,Free,11,,Free,GBP,0,Checked In,Leicester,none\n"
        "2,11/29/25 22:28,Bo,Lund,bo@home.example,1,,Free,12,,Free,GBP,0,Attending,Leicester,nuts\n"
        "3,11/29/25 22:28,Cy,Tan,cy@home.example,1,,Free,13,,Free,GBP,0,Not Attending,Leicester,\n",
        (("ann@home.example", REFUSED), ("bo@home.example", NOT_YET), ("cy@home.example", NOT_YET)),
        asks=("day",),
    ),
    Export(
        "microsoft forms",
        "microsoft-forms",
        "ID,Start time,Completion time,Email,Name,Last modified time,"
        '"What is your work e-mail address, please?\n(so that we can record it – thank you)",“How was it?”\n'
        "1,7/27/26 19:01:00,7/27/26 19:06:23,anonymous,,,Ann@School.example,Good – really\n"
        "2,7/27/26 19:01:00,7/27/26 19:06:23,bo@school.example,Bo Lund,,,Long\n"
        "3,7/27/26 19:01:00,7/27/26 19:06:23,anonymous,,,,Short\n",
        (("ann@school.example", date(2026, 7, 27)), ("bo@school.example", date(2026, 7, 27)), ("", REFUSED)),
        "cp1252",
    ),
    Export(
        "anybody's table",
        "other",
        "Staff training log;;;\nSurname;First name;E-mail;Date of training;Course\n"
        "Smith;Ann;ann@charity.example;4.9.2026;First look\nLund;Bo;bo@charity.example;24.9.2026;First look\n",
        (("ann@charity.example", SEPTEMBER_4), ("bo@charity.example", date(2026, 9, 24))),
        courses=("First look",),
    ),
)
