"""What has changed, in the words of the people who use it. The newest stands first."""

from datetime import date

from network.ui.change import Change
from network.ui.earlier import EARLIER

CHANGES = (
    Change(
        date(2026, 11, 24),
        "To the last day, and afterwards",
        (
            "A staff member can read the closing summary for as long as their manager can, whatever else has gone.",
            "Where support ends, the places of the support directory are named, to its person and to the therapist.",
            "Who acts on a referral sees which days its limits leave out, and why.",
            "Incident leads see who has opened a referral, and what has been open and quiet for long.",
            "Whoever complained can choose another reader where theirs no longer leads, and is told so.",
            "The file of everything holds their own comment, the reasons of each step and their complaints.",
            "An organisation can name its data-protection officer, who hears of what is opened in an emergency.",
        ),
    ),
    Change(
        date(2026, 11, 24),
        "Leads whom small organisations share",
        (
            "An incident lead can offer to lead for small partners too, by one press, and take it back by another.",
            "Whoever sets up the support of a small organisation sees who offers, by name and organisation alone, and "
            "asks them. They get an invitation, and accept it or leave it.",
            "Whoever leads for several organisations sees so on their list of referrals. They act for one at a time.",
        ),
    ),
    Change(
        date(2026, 11, 24),
        "Who takes it on, and by when",
        (
            "Whoever chooses a therapist sees who has room and who knows somebody there, and asks them one after the "
            "other. What nobody answers in time goes to the next by itself.",
            "A therapist says yes in one press, or no with a reason from a list, and says how much room they have.",
            "“Your week” shows a therapist what is booked, what is due, and the dates that their people have ahead.",
            "Whoever holds a referral hears before a time is missed, and says why where it was.",
            "A staff member can take a pause, reads who was told of each step, and can have everything as a file.",
        ),
    ),
    Change(
        date(2026, 11, 24),
        "A voice of one’s own",
        (
            "Where their organisation allows it, anybody can ask for support for themselves. No manager is told.",
            "Anybody can complain about the support to a lead of their own choice, who answers within thirty days.",
            "Another manager can follow, once the person agrees. Whoever managed before sees nothing more.",
        ),
    ),
    Change(
        date(2026, 11, 24),
        "What is kept of a referral, and until when",
        (
            "A staff member reads on their page on which days their details, the summary and all that is left go.",
            "What is left without names gets a new reference, and goes as well: after two years, unless set otherwise.",
            "To open a referral again starts its time once more, and only once.",
            "Incident leads see what will be deleted next month, and can hold a referral where the law asks for it.",
            "The person reads that theirs is held, why and until when.",
            "In an emergency two people together can open who somebody is, for an hour. The person is told.",
            "What was erased is erased again after a backup is restored.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Before the first referral",
        (
            "An organisation’s lead sets the support service up page by page. It opens when its checklist is complete.",
            "A second provider can take what the first hands back.",
            "“How to talk about it” is a page for manager and staff member together.",
            "Anybody can rehearse a referral on made-up people. Nothing of it is kept.",
            "A staff member reads a referral before it goes to the provider, or says that it may go at once.",
            "They can give a number and an address of their own, and say whether a message may be left.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Figures of the support service",
        (
            "Incident leads see all measures of their organisation: by quarter, over twelve months, and on any day.",
            "Each number leads to what it counts, with a version. Figures can be downloaded or read by a program.",
            "How long referrals lay at each desk is shown, so that nobody waits unseen.",
            "Allocators see how many people each of their therapists supports.",
            "Everybody else reads figures that are published once a quarter, rounded, with small numbers not shown.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Support for colleagues and for groups",
        (
            "A therapist or a manager offers support to colleagues one by one. Each answers for themselves, and only "
            "an incident lead learns of a yes. After 30 days it is forgotten.",
            "A group can have a session with a therapist, once it was asked and wishes it. Nobody in it is named, and "
            "only how many came is kept.",
            "On a visit, a therapist sees their own meetings of the day beside the group’s.",
            "After the end there are four short questions. Nobody learns who answered them; leads read them as "
            "numbers of many people, once the quarter has ended.",
            "Focus groups are logged by what they were about, with what was changed because of them.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Find support, in one place",
        (
            "“Find other support”, beside the urgent numbers on every page, shows what the network knows of.",
            "Signed in, you see what your organisation has too, with what is only on its intranet.",
            "Each entry says in which languages it helps and who it suits. Nobody learns who looked at what.",
            "Where somebody beside you could be the danger, a button leaves the page at once.",
            "Leads keep their organisation’s entries, and see which nobody has looked at for a year.",
            "There are plain words on looking after yourself, and on recording and reporting hate.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Support from the first meeting to the end",
        (
            "Therapists book, move and call off sessions, with who asked and why, and say how each went.",
            "After three sessions both look back; up to three more are possible, and a seventh by a named approver.",
            "Dates to come can be noted, with a session kept for each. Nobody gets a message on such a day.",
            "When support ends, the staff member reads the closing summary first. Then both get the same words.",
            "A referral can be put right after sending, sent back, taken back, closed early or opened again, each with "
            "a reason from a short list. The staff member sees what was changed.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Records and figures that agree",
        (
            "Records are found by any address of a person. A course outside the tiers is renewed by taking it again.",
            "Two records that are told apart again have the department and the last day that each had before.",
            "The page of a session names the courses that come before it.",
            "Where two organisations become one, the coordinator is told to have training needs assessed for both.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Imported files are read more carefully",
        (
            "Two people with one mailbox, or a staff number that lost its zeros, are rows to mend and never a guess.",
            "A workbook with people on several sheets says so. Columns that you name leave the others as they were.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Declare the free online course yourself",
        (
            "On the page of your own record, say when you completed it and send the certificate. No account is needed.",
            "A lead or champion looks at it and confirms it, or says what is missing. Only then does it count.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "People sign themselves in, and a bad line loses nothing",
        (
            "Put a code on the wall: people write themselves down on their phones, and you log them in one press.",
            "Log what somebody else gave, such as a psychologist: you are asked once who it was.",
            "Logging a session works on a bad line: the form is kept on your phone, and sent once the line is back.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Tailored training, matched across partners",
        (
            "Leads and champions can ask for training that fits their people, and see who could give it and why.",
            "Champions and facilitators say which courses they can give, where, when, and how much at most.",
            "With their lead’s yes, they can be asked by other partners. They say yes or no each time.",
            "What you ask for can be changed until somebody says yes. Whoever is asked at the moment is told.",
            "Afterwards those who asked say how it was, and what changed in practice.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Nobody’s training runs out unnoticed",
        (
            "People hear 60 and 30 days before their training runs out. They can say that they would rather not.",
            "Leads find in their digest how many it concerns, with a link to who they are.",
            "Leads can let training stand longer for many people at once, with a reason, and take that back.",
            "Learning systems that speak xAPI can send each completion as it happens.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Training records to narrow down and take away",
        (
            "A list of everything recorded, with what runs out soon or has run out, to narrow down as you need.",
            "Records, people and sessions can be downloaded as CSV or as an Excel workbook, as the page shows them.",
            "Whoever downloads names is noted in the audit.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Training needs, and what to do about them",
        (
            "Assess which training your people’s work needs, by department, and by when. Earlier assessments stay.",
            "Coverage is a share of those who need it: by tier, level, department and sector, and as at any past day.",
            "See how many people’s training runs out in each of the next 6 months, and, in your own records, who.",
            "The coordinator drafts a plan from the gap and from when you can train. You answer it line by line.",
        ),
    ),
    Change(
        date(2026, 11, 23),
        "Training sessions to come",
        (
            "Plan a session, one of several days, or one a week. Share its link, and people book without an account.",
            "Book colleagues by pasting their names. When every place is taken, people wait in order.",
            "People are reminded the day before, and told once when a session moves or is cancelled.",
            "On the day, one press marks each who is here. What they completed goes to their own organisation.",
            "Afterwards people say how it was, without their names. Nothing is shown before 5 have answered.",
        ),
    ),
    *EARLIER,
)
