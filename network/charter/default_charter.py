"""The charter that a network begins with, in our own words: a start to be discussed, changed and made its own.

The names of the six principles are those that the partners already use (D8); the definition says in plain words
what the one they agreed on says (CH-7).
"""

from __future__ import annotations

from typing import Final

from network.charter.text import CharterText, PrincipleText

DEFAULT_CHARTER: Final = CharterText(
    title="Our charter for trauma-informed practice",
    introduction=(
        "We are councils, health services, schools, police forces and charities, and we serve the same people. "
        "Many of them live with the effects of trauma, and so do many of us who work here. What we do, and the way "
        "we do it, can make that easier to carry or heavier.\n"
        "By signing, an organisation says in public what it will do, and lets others see how far it has come. "
        "Nobody is asked to be finished. We ask one another to be honest, to keep going and to help."
    ),
    definition=(
        "Trauma is the mark that something terrible leaves on a person: something that happened to them or close "
        "to them, once or over years, and that hurt or frightened them deeply, in body or in mind. What they lived "
        "through counts as much as what took place, so two people can come out of one event in different ways. The "
        "mark can stay for a long time, and can be felt in health, in feelings, with other people, in what someone "
        "believes and in getting through the day."
    ),
    definition_source=(
        "Our own words for the definition in: Substance Abuse and Mental Health Services Administration (2014), "
        "SAMHSA’s Concept of Trauma and Guidance for a Trauma-Informed Approach, page 7."
    ),
    principles=(
        PrincipleText(
            "Safety",
            "People can come to us, and come to work, without being afraid. We look at our rooms, our letters and "
            "our manner, and change what makes anyone feel threatened, ashamed or trapped.",
        ),
        PrincipleText(
            "Trust",
            "We say what we are going to do, why and by when, and then we do it. When we cannot, or got it wrong, "
            "we say so early and in plain words.",
        ),
        PrincipleText(
            "Choice",
            "We ask people what they want, and give them real options and the facts to choose between them. No, "
            "not now, and something else are answers that cost nothing.",
        ),
        PrincipleText(
            "Collaboration",
            "We decide things together with those who will live with the decision, staff and public alike. "
            "Everyone’s part counts, the person at the front desk no less than the specialist.",
        ),
        PrincipleText(
            "Empowerment",
            "We start from what people can do and from what has carried them so far. We back their own plans, make "
            "room for recovery, and give staff the time and support to do the same.",
        ),
        PrincipleText(
            "Respect for diversity",
            "We learn how culture, identity, history and discrimination shape what somebody has lived through and "
            "what helps them. We face our own prejudice first, and fit what we offer to the person.",
        ),
    ),
    commitments=(
        "Name one senior person who answers for this work, and give it time and money.",
        "Make sure that everyone who works or volunteers here learns what trauma is and what helps, and that those "
        "whose work needs more are taught more.",
        "Name champions, and give them hours in which to teach, to listen and to meet their peers across the network.",
        "Look after our own people: good supervision, support soon after a critical event, and leave to say that "
        "the work is heavy.",
        "Go through our policies, letters, buildings and habits with these principles in hand, and change what "
        "could do harm.",
        "Shape what we do together with people who have lived through trauma, and show them what changed because "
        "of them.",
        "Tell the other partners what worked and what did not, and call the same things by the same names.",
        "Look at least once a year at how far we have come, and put what we find where anybody can read it.",
    ),
)
