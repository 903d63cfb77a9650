"""Turns of phrase about people: their health, their life, what they said, and what happened (CI-19)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from network.incidents.rules.summary.kinds import FindingKind

_WHO: Final = (
    r"(?:he|she|(?:the |this |our |my |your |a )?(?:staff member|member of staff)|(?:the|this|our|my|"
    r"your) (?:practitioner|"
    r"worker|social worker|employee|colleague|individual|supervisee|staff|person)|i think|we think|i feel|we feel)"
)
_GENERAL: Final = (
    r"(?:in general|generally|general|what (?:else |other )?(?:support|help|helps|remains|is available|can help|"
    r"might help|may help|"
    r"is there|works)|(?:what|which|where|how) (?:other |further |more )?(?:support|help|to|else|services|"
    r"kinds)|(?:any |the |some )?(?:other|further|more|future|ongoing|continuing)?"
    r" ?(?:support|help|options?|ways?|supervision|choices|routes|sources?|places|services|wellbeing|self care|"
    r"rest|breaks|"
    r"returning|looking after|the return|a return|the end|ending|next steps|with|to|together|work(?:load)?|"
    r"the work|balance|boundaries|general|good|practical|useful|helpful|available|usual))"
)
_TALKED: Final = (
    r"(?:talk(?:s|ed|ing)?|sp(?:oke|oken|eak|eaks|eaking)|chatt?(?:ed|ing)?|th(?:ink|inks|inking|ought)|"
    r"conversations?|discussions?|reflect(?:s|ed|ing|ions?)?)"
)
_COPULA: Final = (
    r"(?:s|is|was|has been|had been|seems?|seemed|appears?|appeared|looks?|looked|remains?|remained|feels?|felt|"
    r"became|becomes|"
    r"is feeling|was feeling|is being|gets|got|has become)"
)
_WELL_SAID: Final = (
    r"(?:aware|welcome|told|advised|entitled|offered|encouraged|invited|informed|reminded|supported|given|"
    r"free to|thanked|"
    r"signposted|able to (?:ask|contact|speak|talk|use|come back|get|find|reach)|available|always|happy for|"
    r"recommended|"
    r"clear about|the same|not expected|also (?:aware|advised|told|offered|encouraged|invited))"
)
_HARD: Final = (
    r"(?:hard|difficult|tough|painful|rough|bad|raw|low|tired|awful|unbearable|challenging|impossible|too much)"
)

OF_PEOPLE: Final[Mapping[FindingKind, tuple[str, ...]]] = {
    FindingKind.CLINICAL: (
        r"(?:very|so|feeling|felt|feels|really|quite|a bit|pretty) (?:low|down|flat|anx)",
        r"(?:on|at) edge",
        r"(?:safety|crisis|care|treatment) plans?",
        r"(?:take|took|taking|taken|end|ended|ending|lose|lost) (?:his|her|their|my|your) (?:own )?li(?:fe|ves)",
        r"harm(?:ed|ing|s)? (?:him|her|them|one|my|your)sel(?:f|ves)",
        r"hear(?:ing|s|d)? voices",
        r"eye movement",
        r"window of tolerance",
        r"inner child",
        r"(?:solution|emotion|schema|compassion|trauma|person|client) (?:focus+ed|centred|centered|informed|based)",
        r"heart (?:is |was )?(?:racing|pounding)",
        r"fight or flight|fight flight",
        r"on guard|zon(?:ed|ing) out|in bits|in pieces|a (?:total |complete )?(?:mess|wreck)|(?:black|dark) clouds?",
        r"not (?:be )?here any ?more",
        r"(?:can|cannot|can t|could|couldn t)(?: not)? (?:stop|switch off|sleep|eat|face|bear)",
        r"end(?:ing)? it(?: all)?",
        r"(?:a|the|this|our|my) patient",
        r"talking (?:cure|treatments?)",
        r"breathing (?:exercises?|techniques?)",
        r"safe place (?:exercise|work)",
        r"mental ?health",
        r"(?:no|poor|little|lack of|bad|disturbed|broken) sleep",
        r"(?:waiting|wait) lists?",
        (
            r"(?:specialist|secondary|psychological|higher level|step up|stepped) (?:care|help|support|"
            r"services?|treatment)"
        ),
    ),
    FindingKind.CONTENT: (
        r"(?<!been )(?<!was )(?<!were )(?<!are )(?<!is )(?<!be )(?<!being )told",
        r"asked (?:me|us|that|not to|to (?:stop|end|leave|change|see|have|keep)|if|whether)",
        r"(?:tells|telling|tell) (?:me|us|how|of)",
        (
            rf"{_TALKED} (?:\w+ )?(?:\w+ )?(?:about|of|on|through|over|that|why) (?!{_GENERAL}\b)(?!it\b|"
            rf"coffee\b|tea\b|lunch\b|a cup\b|things with\b|stays?\b|remains?\b|is\b|will\b)\w+"
        ),
        rf"{_TALKED} (?:it|things|everything|this|that) (?:all )?(?:through|over|out)",
        (
            rf"(?:discuss(?:ed|ing)?|address(?:ed|ing)|cover(?:ed|ing)|express(?:ed|es|ing)|voic(?:ed|es|"
            rf"ing)|explor(?:e|ed|es|ing)|rais(?:ed|ing)|acknowledg\w+|debrief\w*|analys\w+|"
            rf"examin\w+) (?!{_GENERAL}\b)\w+"
        ),
        (
            rf"(?:work(?:ed|ing) (?:on|through|around|towards)|went (?:over|through|back)|go(?:ne|"
            rf"ing) (?:over|back over)|look(?:ed|ing) (?:at|back|into)|focus+(?:ed|ing)? on|touched (?:on|"
            rf"upon)|dealt with|dealing with|centred on|came (?:up|out)|brought up) (?!{_GENERAL}\b)\w+"
        ),
        r"(?:open(?:ed|ing)?|opened) up",
        (
            r"shar(?:ed|es|ing) (?:his|her|that|how|what|some|many|details?|feelings?|concerns|openly|"
            r"things|a (?:lot|great)|their|very|deeply|personal|private)"
        ),
        (
            r"(?:he|she|they|we|i|staff member|member of staff) (?:\w+ )?(?:share|open|explain|express|talk|"
            r"speak|spoke|shared|explained|expressed|talked|realised|realized|understood|recognised|learned|"
            r"learnt|practised|practiced|identified)(?:s|d|ed)? (?!to\b|with\b|in general|about\b)\w+"
        ),
        (
            r"how (?:he|she|they|the staff member|it) (?:\w+ )?(?:felt|feels|was feeling|is feeling|"
            r"were feeling|are feeling|saw|sees|reacted|made (?:him|her|them))"
        ),
        r"(?:he|she|they|i) (?:found|find|finds) out",
        r"in (?:his|her|their) (?:own )?words",
        r"(?:in|during) (?:our|the|his|her|their|my) (?:\w+ )?(?:sessions?|meetings?|conversations?|talks?)",
        (
            r"(?:story|stories|feelings?|emotions?|thoughts) (?:about|of|around|towards|that|came|were|was|"
            r"linked|related)"
        ),
        (
            r"(?:his|her|their|the staff member s) (?:\w+ )?(?:story|feelings?|emotions?|thoughts|side|"
            r"version|account|beliefs?|experience|experiences|reactions?|view|perspective|past|history|"
            r"regrets?|role|part|involvement|actions)"
        ),
    ),
    FindingKind.INCIDENT: (
        r"what (?:had |has )?(?:happened|occurred|took place|went on|went wrong)",
        (
            r"(?:the|that|their|his|her) (?:press|body|fire|home visit|visit|phone call|scene|flat|house|"
            r"case|mistake|decision)"
        ),
        r"(?:that|fateful|terrible) (?:day|night|morning|evening|afternoon)",
        r"young (?:person|people|persons|man|men|woman|women|lad|one)",
        r"home visits?",
        r"(?:the|that|this|a) (?:review|report)",
        r"(?:giv(?:e|es|ing)|gave|given|heard) evidence",
        r"pass(?:ed|ing|es) away",
        r"lost (?:his|her|their|a|an|someone|somebody|everything)",
        r"(?:removal|care order|contact centre|serious case|case review|management review|internal review)",
        r"(?:the|this|that) (?:attempt|suicide|attempted)",
        r"(?:someone|somebody|person|people) (?:\w+ )?(?:who|whom) (?:had|was|were|died|did|hurt|knew|they|she|he) ",
        r"(?:post|after|since) (?:the )?(?:incident|event|attack|death)",
    ),
    FindingKind.PERSONAL: (
        r"keep(?:ing)? (?:a |an )?(?:close )?(?:eye|watch)",
        r"handle with care",
        r"rather not",
        r"advised (?:to|against|not to) (?!(?:speak|talk|contact|use|make use|ask|see (?:a|their|the) gp)\b)\w+",
        r"out of the woods",
        r"monitor(?:ed|ing)?",
        (
            r"(?:doing|is|are|was|feels?|feeling|felt|seems?|much|lot|getting|bit|far|now|little|slightly|"
            r"sleeping|looks?|any|no) (?:\w+ )?better"
        ),
        r"better (?:now|place|able|than (?:before|when|at|they|he|she))",
        rf"{_WHO} (?:\w+ly |still |now |also )?{_COPULA} (?!{_WELL_SAID}\b)\w+",
        (
            rf"{_WHO} (?:\w+ly |still |now |also |has |had |really |just )*(?:wants?|wanted|wish(?:es|ed)|"
            rf"hopes|hoped|needs|needed|thinks|thought|believe[sd]?|regrets?|sees|saw|heard|intends|plans|"
            rf"planned|will|cannot|can t|couldn t|struggles|lives|lost|left|likes|loves|loved|enjoys?|"
            rf"enjoyed|relies|used to) (?!use\b|be (?:told|offered|welcome)|continue to have\b|find\b|"
            rf"receive\b|get this\b|have access\b)\w+"
        ),
        (
            r"they (?:\w+ly |still |now |also |really |just )*(?:felt|thought|wanted|hoped|needed|believed|"
            r"regretted|saw|heard|struggled|lost|lived|loved|liked|planned to) \w+"
        ),
        (
            r"they (?:are|were|seem|seemed|appear|appeared|remain|look|looked|have been|ve been|"
            r"re) (?:\w+ly |still |now |much |very |quite |a lot |a bit |not )*(?:fit|fine|well|ready (?:to|"
            r"for) (?:work|return|go)|doing|back|finding|unable|able to (?:work|do|return)|happy|okay|ok|"
            r"settled|stable|strong|tired|positive|off|at home|on leave|raw|themselves|sleeping|safe|"
            r"going through)"
        ),
        rf"f(?:ind|inds|inding|ound) (?:\w+ ){{0,4}}{_HARD}",
        rf"(?:having|had|going through|has had|have had|is in|was in) (?:a |an )?(?:\w+ )?{_HARD}",
        rf"(?:still|very|really|so|too|extremely|incredibly) {_HARD}",
        r"(?:not|cannot|can t|couldn t|unable to|able to|ability to|hard to|how to|struggle to) cope",
        r"(?:will|should|did|does|to|has) improve",
        (
            r"(?:return|returned|returning|returns|back|go back|going back|came back) (?:to|at|in) (?:full |"
            r"front line |frontline )?(?:work|duties|duty|post|role|the office|team) (?:on|in|next|part|"
            r"full|now|after|from|yet|with|soon|until|without|at|by|too|is|was|has|for|when (?:he|she))"
        ),
        (
            r"(?:has|have|is|was|will|should|can|cannot|not|ready to|able to|did|fit to|"
            r"could) (?:\w+ )?(?:return|returned|returning|go back|be back|back|resume|resumed|"
            r"come back) (?:to|at) (?:\w+ )?(?:work|duties|post|role|the team)"
        ),
        (
            r"(?:part time|phased|reduced hours|lighter duties|light duties|time off|annual leave|off work|"
            r"on leave|leave of absence|compassionate leave|amended duties|restricted duties)"
        ),
        (
            r"(?:chang(?:e|ed|ing)|leav(?:e|ing)|left|mov(?:e|ed|ing)|switch(?:ed|ing)?|look(?:s|ed|"
            r"ing)? for) (?:\w+ )?(?:a |an |the |his |her |their )?(?:new |different |other )?(?:jobs?|"
            r"roles?|teams?|post|profession|career|department|employer)"
        ),
        (
            r"(?:his|her) (?!(?:line |own )?(?:manager|supervisor|gp|doctor|team|colleagues?|work|usual|"
            r"wellbeing|organisation|employer|choice)\b)\w+"
        ),
        (
            r"(?:their|your|the staff member s) (?:own )?(?:home|home life|relationships?|past|history|"
            r"health|condition|fitness|state|situation|background|private|personal|circumstances|confidence|"
            r"self esteem|behaviour|attitude|mind|marriage|ability)"
        ),
        (
            r"(?:home|personal|private|family|love|sex) (?:life|lives|issues?|problems?|matters?|"
            r"circumstances|situation|difficult\w+|troubles?|reasons)"
        ),
        (
            r"(?:problems?|difficult(?:y|ies)|issues?|troubles?|things|situation) (?:at|with|in) (?:home|"
            r"work|his|her|the)"
        ),
        (
            r"(?:other|wider|deeper|underlying|previous|earlier|old|past|personal|ongoing|long standing|"
            r"outside) (?:issues?|problems?|difficult\w+|matters|experiences?|concerns|reasons|history)"
        ),
        r"(?:concern(?:s|ed)?) (?:about|that|for|remain\w*|over)",
        r"(?:am|remain|was|serious|some|real|significant|have) concern(?:s|ed)?",
        (
            r"(?:needs?|needed|requires?|required|requiring|benefit from|seek|seeking|"
            r"want) (?:\w+ )?(?:further|more|longer|long term|longer term|specialist|additional|urgent|"
            r"ongoing|professional|extra|deeper|individual|intensive)"
        ),
        r"(?:been|was|were|be|is|are|am|have|has) (?:\w+ )?(?:re )?referr(?:ed|ing)",
        r"(?:onward|further|another|gp) referral",
        r"referr(?:ed|al|ing) (?:to|on|him|her|them)",
        r"(?:off|signed off|on) (?:work|sick|long term)",
        r"made (?:\w+ )?(?:strides|gains|changes|steps|peace|sense|friends)",
        r"(?:come|came) (?:to terms|a long way|through|out)",
        r"mov(?:ed|ing) (?:on|forward) (?:from|well)",
        r"(?:done|doing|did|coming|came|going|gone) (?:\w+ )?(?:well|great|brilliantly|fine|badly|poorly)",
        (
            r"(?:still|already|hardly|barely) (?:\w+ )?(?:affected|struggling|hurting|raw|there|working|"
            r"processing|off|not)"
        ),
        (
            r"(?:deeply|badly|severely|strongly|hugely|clearly|seriously|profoundly|greatly|heavily|"
            r"personally|very|really|most) (?:affected|hit|impacted|touched|hurt|moved|scarred|marked)"
        ),
        (
            r"(?:not|isn t|isnt|wasn t|aren t|nowhere near|far from|almost|nearly|quite|"
            r"fully) (?:yet )?(?:fit|well|ready|herself|himself|themselves|themself|ok|okay|fine|safe|right|"
            r"over it)"
        ),
    ),
}

OPENING: Final = re.compile(
    r"(?:is|was|has|had|does|did|feels|felt|wants|wanted|wishes|hopes|hoped|needs|needed|believes|believed|"
    r"thinks|thought|lacks|lacked|"
    r"tends|tended|seems|seemed|appears|appeared|remains|remained|finds|found|struggles|copes|lives|likes|"
    r"dislikes|loves|"
    r"hates|worries|fears|knew|saw|heard|went|came|left|lost|gets|got|becomes|became|prefers|plans|intends|presents|"
    r"presented|continues to|continued to|managed to|manages|began|started|starts|used to|works|worked|sees|"
    r"responds|responded|"
    r"reacted|reacts|fit|unfit|able to|unable|keen|happy to|ready to|doing|going|having|seeing|thinking|getting|"
    r"living|feeling|"
    r"looking for|struggling|finding|back (?:to|at|on|in|after)|much|still|a little|a bit|very|quite|somewhat|"
    r"slightly) "
    r"(?!there\b|it\b|this\b|anyone\b|anything\b|everyone\b|of\b|is\b|thanks?\b)\w+"
)
"""How a sentence begins that leaves out who it is about, which is the staff member: *Believes that ...*."""
