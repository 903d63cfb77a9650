"""Turns of phrase about meetings: when, how many, who came, and how to reach somebody (CI-19, D10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from network.incidents.rules.summary.kinds import FindingKind

_NOT: Final = r"(?:did|do|does|has|have|had|was|were|is|are|could|would|will|can)(?:n t|nt| not|not| never)"
_MEETINGS: Final = (
    r"(?:sessions?|meetings?|appointments?|contacts?|calls?|slots?|hours?|times|occasions?|visits?|follow ups?)"
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?:mon|tues?|wed|weds|thurs?|thu|fri|sat|sun)(?:day)?s?"

OF_MEETINGS: Final[Mapping[FindingKind, tuple[str, ...]]] = {
    FindingKind.TIME: (
        rf"on (?:a |the )?{_DAY}",
        (
            rf"(?:last|next|this|past|previous|following|every|each|other|same|end of the|"
            rf"start of the) (?:few |couple of |\d+ )?(?:weeks?|months?|years?|spring|summer|winter|autumn|"
            rf"night|terms?|quarter|{_DAY}|{_MONTH})"
        ),
        (
            r"(?:in|since|until|till|by|from|during|before|after|early|late|mid|end of|start of|"
            r"through) (?:early |late |mid |the end of |the start of )?(?:march|may|mar)"
        ),
        rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}",
        rf"{_MONTH} (?:the )?\d{{1,4}}(?:st|nd|rd|th)?",
        (
            r"(?:first|second|third|fourth|fifth|sixth|\w+teenth|twentieth|twenty \w+|thirtieth|"
            r"thirty first|tenth) of (?:march|may)"
        ),
        r"\d{1,2}(?: \d\d)? ?(?:am|pm|o clock)",
        r"(?:the )?\d{1,2}(?:st|nd|rd|th)",
        r"(?:19|20)\d\d",
        r"ago",
        r"the other day",
        r"(?:half past|quarter (?:to|past))",
        (
            r"(?:in|over|during|since|by|until|before|after) (?:the )?(?:spring|summer|winter|autumn|"
            r"new year|school holidays?|holidays?|bank holidays?|half term)"
        ),
        (
            r"(?:that|the same|the next|the following|the previous|the first|the last) (?:day|night|evening|"
            r"morning|afternoon)"
        ),
    ),
    FindingKind.COUNT: (
        (
            rf"(?:one|first|second|third|last|final|another|each|every|all|most|some|any|both|many|few|"
            rf"several|numerous|multiple|more|less|fewer|half|none|neither|number|series|block|course|run|"
            rf"set|full|additional|extra|further|only|just|single|double)(?: of)?(?: the| his| her| their|"
            rf" our| these| those| six| planned| agreed| offered| available| individual| further| more|"
            rf" extra| additional| group| support| follow up| allotted| permitted| one to one)* {_MEETINGS}"
        ),
        r"(?:sessions?|meetings?|appointments?) (?:one|two|number|count|no|total|so far|left|in total)",
        r"(?:one|another) (?:to go|left|more|further|extra|so far|off)",
        (
            r"(?:a )?(?:few|number of|couple of|handful of|series of) (?:weeks?|months?|days|times|"
            r"sessions?|meetings?|of (?:them|these))"
        ),
        (
            r"(?:a|for|some|quite a|a very) (?:very |quite |really |fairly )?(?:long|short|brief|good|"
            r"little) (?:time|while|period|spell|stretch)"
        ),
        r"(?:for|quite) (?:some|a) (?:time|while|bit)",
        r"(?:many|several|a few|countless|multiple|a number of) times",
        r"every other",
        r"(?:sooner|earlier|later|longer) than",
        r"(?:went|ran|carried) on (?:longer|for)",
        r"(?:longer|shorter|more|less) than (?:planned|expected|usual|agreed|offered|average|most)",
        r"(?:the |a )?(?:full|whole|complete|entire) (?:set|amount|number|allowance|allocation|package|course|block)",
        r"(?:some|several|many|\d+) days",
    ),
    FindingKind.ATTENDANCE: (
        (
            rf"{_NOT} (?:always |fully |really |even |yet |once |ever |actually )?(?:come|came|"
            rf"turn(?:ed)? up|show(?:ed)?|shown|arrive|repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|"
            rf"join(?:ed)?|log|make|made|keep|kept|take|taken|took|use|used|accept(?:ed)?|continue[d]?|"
            rf"want(?:ed)?|return(?:ed)?|finish(?:ed)?|complete[d]?|pick(?:ed)? up|been (?:able to|in touch|"
            rf"reached)|able to (?:come|join|make|meet|take|use)|contact(?:ed)?|meet|met|appear|ready to|"
            rf"there|present|call|ring|phone|sign|book(?:ed)?|feel(?: (?:ready|able|up|safe))?)"
        ),
        (
            r"(?:never|rarely|seldom|hardly(?: ever)?|sometimes|always|often|usually|regularly|consistently|"
            r"faithfully|reliably) (?:(?!too\b)\w+ )?(?:came|come|showed|turned|replied|joined|arrived|"
            r"there|present|late|prompt|early|on time|appeared|answered|participated|made it|used)"
        ),
        (
            r"(?:came|come|comes|coming) (?:to (?:all|every|each|most|some|our|my|the (?:sessions?|"
            r"meetings?|appointments?|first|last)|support|see|it)|along|regularly|every|late|for|willingly|"
            r"in late|online|weekly|without|prepared)"
        ),
        r"(?:turn(?:ed|ing|s)?|show(?:ed|ing|s)?|shown) up",
        (
            r"(?:was|were|been|is|being) (?:\w+ )?(?:present|prompt|early|late|there (?:for|at|every)|"
            r"on time|a no show|hard to reach|difficult to reach)"
        ),
        (
            r"(?:arriv\w+|join(?:ed|ing)|logg?(?:ed|ing) (?:on|in)) (?:\w+ )?(?:late|early|on time|every|"
            r"all|the|each|from|by)"
        ),
        r"fail(?:ed|s|ing|ure)? to",
        r"(?:stopp?ed|quit|gave up|giving up|ceased) (?:coming|early|after|before|half|part|the|engaging|on)",
        r"(?:left|ended|finished|stopped) (?:\w+ )?(?:early|abruptly|suddenly|half way|halfway|midway|before the)",
        r"kept (?:all|every|each|most|his|her|their|the|to|up|coming|cancelling)",
        r"(?:took|takes|taken|taking) part",
        r"(?:turn(?:ed|ing)?) (?:it|this|support|us|the \w+|help|them|everything)? ?(?:all )?down",
        r"(?:chose|decided|preferred|opted) (?:not|to stop|to end|to leave|out|against)",
        r"(?:no|lost|lack of|little|any) (?:contact|reply|response|answer|interest)",
        (
            r"(?:unable|not able|unwilling|not willing|too busy|not ready|hard|difficult) to (?:come|join|"
            r"make|meet|reach|engage|commit|get hold|pin down)"
        ),
        (
            r"(?:completed|finished|used) (?:all|every|the (?:full|whole|sessions|programme|course)|his|her|"
            r"their (?:sessions|full|allocation)|most|only|some|up)"
        ),
        r"made (?:it|every|all|most)(?: of)?(?: the)?(?: \w+)? ?(?:to|sessions?|meetings?|appointments?|time)",
        r"(?:walked|dropped|pulled|backed|opted) out",
    ),
    FindingKind.CONTACT: (
        r"(?:ring|call|text|phone|contact|reach|e ?mail|message) (?:me|him|her|them|us) (?:on|at|via|by)",
        (
            r"(?:my|his|her|their|the) (?:number|extension|e ?mail|mobile|phone|address|"
            r"telephone)(?: number)? (?:is|address)"
        ),
        r"(?:at|dot) (?:gmail|hotmail|outlook|yahoo|icloud|nhs|gov)",
        r"(?:ring|call|text|phone|contact|e ?mail|message) (?:me|him|her)",
        r"see (?:the )?(?:attached|attachment|enclosed)",
        r"ext(?:ension)? ?\d+",
    ),
    FindingKind.LINK: (r"https?", r"www", r"hxxps?", r"dot (?:com|org|net|co|uk|gov|info)", r"bit ly", r"tinyurl"),
}
