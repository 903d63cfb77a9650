"""What changed in the first days: the releases before those of `whats_new`."""

from datetime import date

from network.ui.change import Change

EARLIER = (
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
