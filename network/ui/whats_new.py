"""What has changed, in the words of the people who use it. The newest stands first."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Change:
    """One release as its users would tell it."""

    on: date
    title: str
    points: tuple[str, ...]


CHANGES = (
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
    Change(
        date(2026, 11, 22),
        "Training from your other systems",
        (
            "Import who trained from Moodle, Totara, Learning Pool, ESR, Cornerstone, Teams, Zoom, Forms or any table.",
            "You see what a file would add before anything is added, and can take it back whole for 90 days.",
            "Rows that cannot be taken come back with what to do beside each, to be mended and sent again.",
            "What you answered about a file once is remembered for the next one like it.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "The training offer, whole",
        (
            "Each course has a page: whom it is for, who may give it, what it speaks of, and what may be hard to hear.",
            "The page says until when a person who finishes today is current, and from when they can renew.",
            "Courses outside the tiers can be listed and logged, and can count as a tier from a day on.",
            "The coordinator names the tiers, and says whether a higher one counts in the lower ones too.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "Your own training record",
        (
            "Whoever trained with a partner can see what is recorded of them, wherever that was, without an account.",
            "They open it by a link to their e-mail address. Whoever signs in finds it under My training.",
            "They can download it as a table, as certificates and as credentials for a digital wallet.",
            "They can share it by a link that shows how it stands today, and end the link whenever they like.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "Organisations become one, and leave",
        (
            "Two organisations can become one: people, signatures and records follow, and old links lead there.",
            "The coordinator sees which organisations may be one, and what would follow, before anything does.",
            "An organisation can leave the network, and come back with all that it had.",
            "Whoever gives up a role sees on one page what is still open, and passes it on.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "What an organisation says of itself",
        (
            "Organisations say which stage of their journey they are at, and how far their four areas of work are.",
            "They say when and where their staff can train, so that training is planned to fit.",
            "They count their workforce by kind of work and by the level of training that it needs.",
            "They can name up to five deputies of their contact.",
            "Leads see what their organisation gives towards the coordinator.",
            "Charities and companies can be known by their numbers.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "People, places and departments",
        (
            "The list of organisations forgives typing errors, knows initials, and can be narrowed to a place.",
            "You can choose to be shown to the members of the network, part by part, and take it back in one press.",
            "A department can have a lead of its own, who keeps its number of staff and sees its training.",
            "Training, champions and places at events are counted by department, for those who say which.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "A living charter",
        (
            "Whoever may sign for an organisation signs from their own address, with or without an account.",
            "Organisations choose two actions for twelve months, and say what they do for each principle.",
            "They say how far each has come, show it by a file or a link, and can ask another partner to look.",
            "A signature is reviewed each year. Reminders come once a day at most, and can be switched off.",
            "Everybody can comment on a draft of the charter, and read what changed and where it came from.",
            "The register says until when each signature is current. There is a badge for one’s own site.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "A credential for each signature",
        (
            "Organisations that signed the charter can download a credential (Open Badges 3.0) for digital wallets.",
            "Anybody can check it without asking the network. It ends when the signature does.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "Asking to join",
        (
            "An organisation that nobody has invited yet can ask to join, from the first page, without an account.",
            "It is found by its code or its name first, and whoever asks confirms their address.",
            "The coordinator sees what was said beside what the registers know, and invites or declines.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "Boards, meetings and actions",
        (
            "Organisations can keep their boards and groups: who belongs, when they meet and what they decided.",
            "Actions have an owner and a day. A colleague is reminded once, a week before.",
            "The twelve areas show which of them no meeting has looked at for three months.",
            "Everybody who works with groups can read those of the whole network, such as its partnership board.",
            "A meeting’s record fits on one page, to print or to send.",
        ),
    ),
    Change(
        date(2026, 11, 22),
        "The network opens",
        (
            "Organisations can join by invitation and sign the charter.",
            "Champions can be named, and can log a training session for many people on one page.",
            "Network events can be announced and booked.",
            "A manager can refer a member of staff for support after a critical incident.",
            "Anybody can say what helped or hurt, without signing in.",
            "Organisations can add their logo.",
        ),
    ),
)
