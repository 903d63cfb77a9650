"""Words that have no place in general comments, by kind: a summary is held to them (CI-19).

They are looked for as somebody reads them: folded, whole, and with what was put between their letters taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from network.incidents.rules.summary.kinds import FindingKind

# fmt: off
_WORDS: Final[Mapping[FindingKind, str]] = {
    FindingKind.CLINICAL: r"""
        c?ptsd|ptss?|ptsi|gad7?|phq\d*|iesr?|core10|core34|dsm\w*|icd\d*|adhd|asd|ocd|bpd|eupd|emdr|t?f?cbt|dbt|ect|
        ssris?|snris?|cmht|iapt|camhs
        |posttraum\w*|\w*traum(?:a|as|atic|atise[sd]?|atize[sd]?|atising|atizing|atically|atisation|atization)|
        triggers?|triggered|triggering|retrigger\w*
        |flash ?backs?|night ?mares?|night ?terrors?|intrusive|intrusions?|ruminat\w+|hyper ?vigilan\w+|
        hyper ?arous\w+|hypo ?arous\w+|startled?|startles
        |dissociat\w+|disassociat\w+|dereali[sz]\w+|deperson\w+|detachment|numb|numbed|numbness|numbing|avoidan\w+|
        arousal|dysregulat\w+|regulation|deregulat\w+
        |depress\w*|antidepress\w+|anxi\w+|panic\w*|phobi\w+|agoraphob\w+|claustrophob\w+|paranoi\w+|psychos[ei]s|
        psychotic\w*|psychiatr\w+|psycholog\w+
        |psychotherap\w+|psychoeduc\w+|psychosomatic\w*|psychopath\w*|hallucinat\w+|delusion\w*|manic|mania|bipolar|
        schizo\w*|borderline|neuro\w+|autis\w+
        |suicid\w*|parasuicid\w*|self ?harm\w*|self ?injur\w*|cutting|overdos\w*|ideation|risky?|risks|relaps\w+|
        re-?experienc\w+|crisis|crises|safeguarding|sectioned
        |self ?medicat\w*|alcohol\w*|drink(?:s|ing|er)?|drunk\w*|wine|beers?|vodka|gin|whisky|pubs?|drank|boozing?|
        sober|sobriety|cannabis|cocaine|heroin|opioids?|drugs?|addict\w*|gambling|smok(?:es|ing|ed)
        |medicat\w+|medicines?|meds|tablets?|pills?|dos(?:e|es|age)|prescri\w+|sertraline|setraline|citalopram|
        escitalopram|fluoxetine|prozac|paroxetine|mirtazapine|venlafaxine
        |duloxetine|amitriptyline|trazodone|propran\w+|diazepam|valium|lorazepam|zopiclone|zolpidem|pregabalin|
        gabapentin|quetiapine|olanzapine|lithium|lamotrigine
        |benzodiazepines?|beta ?blockers?|sedat\w+|sleeping ?pills?|temazepam|promethazine|melatonin
        |therap(?:y|ies|eutic|eutically)|hypnotherap\w+|counsel(?:l)?(?:or|ors|ed|ing)|hypno\w+|mindfulness|
        meditat\w+|grounding|desensiti[sz]\w+|reprocess\w+|exposure
        |formulation|diagnos\w+|misdiagnos\w+|symptom\w*|syndromes?|disorder\w*|prognos\w+|clinic|clinics|
        clinical\w*|clinicians?|patholog\w+|comorbid\w*|assessments?|screening|scores?|scored
        |treat(?:s|ed|ing|ment|ments)|patients|illness\w*|ill|unwell|sick|sickness|disease|mental(?:ly)?|nervous|
        breakdowns?|burn ?out|burnt ?out|burned ?out|fatigue\w*|cognitive\w*|exhaust\w+
        |insomnia\w*|sleepless\w*|sleep(?:s|ing)?|asleep|slept|appetite|weight|palpitations?|headaches?|migraines?|
        sweats|sweating|shak(?:ing|es|y)|jumpy|jitter\w*|adrenaline|schemas?|ifs|polyvagal|bilateral|stabili[sz]ation|trembl\w+|dizz\w+|fainting|vomit\w*|nausea\w*
        |grie(?:f|ving|ved|ves|ve)|bereave\w*|mourn\w*|distress\w*|tears|tearful\w*|cr(?:y|ies|ied|ying)|wept|
        weep\w*|sob(?:s|bed|bing)
        |moods?|moody|hopeless\w*|worthless\w*|helpless\w*|suffer\w*|hurting|resilien\w+|vulnerab\w+|fragile|
        fragility|attachment|transference|vicarious\w*|somatic\w*|catharsis|cathartic
        |cancer|diabet\w+|epilep\w+|pregnan\w+|miscarr\w+|menopaus\w+|disab(?:led|ility|ilities)|hospitali[sz]\w+|
        hospitals?|inpatient\w*|outpatient\w*|psych|dementia|covid
        |stress(?:ed|y|ors?|ful)?|distracted|concentration|obsess\w+|compuls\w+|bulimi\w+|anorexi\w+|
        eating ?disorder\w*|bing(?:e|es|ed|ing)|purg(?:e|es|ed|ing)""",
    FindingKind.TIME: r"""
        (?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|mondays?|weds|thurs|january|february|april|june|july|august|
        september|october|november|december|jan|feb|apr|aug|sept|oct|nov|dec
        |yesterday|tomorrow|tonight|today|fortnight\w*|weekends?|midnight|noon|lunch ?time|mornings?|afternoons?|
        evenings?|christmas|easter|eid|diwali|ramadan|halloween|birthdays?
        |christmastime|springtime|summertime|wintertime|autumn|anniversar\w+|recently|lately|oclock""",
    FindingKind.COUNT: r"""
        once|twice|thrice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|
        sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty
        |hundred\w*|dozens?|couple|triple|weekly|monthly|fortnightly|hourly|hours?|minutes?|weeks?|months?|years?|
        half|fourth|fifth|sixth|seventh|eighth|ninth|tenth
        |maximum|pair|handful|threefold|fewer|extension|extended|lots""",
    FindingKind.ATTENDANCE: r"""
        attend(?:s|ed|ing|ance|ances|ee)?|non ?attend\w*|unattended|miss(?:es|ing)|missed|cancel\w*|resched\w+|
        postpon\w+|dna|dnad|dnas|no ?shows?|lateness|absen(?:t|ce|ces|tee|teeism)
        |turnout|punctual\w*|engag(?:es|ed|ing|ement)|disengag\w+|declin(?:es|ed|ing)|refus(?:e|es|ed|al|ing)|
        withdr(?:ew|awn|aw|awal)|dropped ?out|drop ?out|compli(?:ed|ance|ant)|reluctan\w+|unwilling\w*|
        (?:un)?cooperative|cooperated""",
    FindingKind.CONTENT: r"""
        disclos\w*|confid(?:ed|es|ing)|confess\w*|divulg\w+|reveal\w*|admit(?:s|ted|ting)?|cried|said|says|saying|
        mention(?:s|ed|ing)?|describ(?:e|es|ed|ing)|alleg\w+|complain\w*|blam(?:e|es|ed|ing)
        |process(?:ed|ing)|narrat\w+|narrative|recount\w*|recall\w*|relive[sd]?|reliving|remember(?:s|ed|ing)|
        memor(?:y|ies)|vent(?:s|ed|ing)?|unpack\w*|offload\w*|unburden\w*
        |report(?:s|ed|ing)|homework|themes?|dreams?|dreamt|dreaming|secrets?|childhood|notes""",
    FindingKind.INCIDENT: r"""
        child|childs|children\w*|kids?|bab(?:y|ies)|bab(?:e|es)|toddlers?|infants?|teen\w*|teenager\w*|boys?|girls?|
        lads?|son|sons|daughters?|pupils?|siblings?|brothers?|sisters?|mothers?|fathers?|mum|mums|mam|mams|mom|moms|
        dad|dads
        |husbands?|wife|wives|spouse|partners?|boyfriends?|girlfriends?|parents?|famil(?:y|ies)|grand(?:ma|pa|
        mother|father|child|children|parents?|dad|son|daughter)\w*|nan|aunt\w*|uncles?|nephews?|nieces?|cousins?|
        foster\w*|fiancee?|relatives?|fianc
        |perpetrators?|attackers?|assailants?|offenders?|suspects?|victims?|abusers?|witness\w*|bystanders?|
        neighbours?|neighbors?|clients?|service ?users?
        |deaths?|dead|deadly|die[sd]?|dying|deceased|decease|fatal\w*|kill\w*|murder\w*|manslaughter|homicide|
        stab\w*|shot|shoot\w*|gun|guns|kni(?:fe|ves|fed)|weapons?|machete|hammer|blood\w*|bled|corpse
        |assault\w*|attack\w*|violen\w+|violat\w+|abus\w+|neglect\w*|rap(?:e|es|ed|ist|ists)|molest\w*|sexual\w*|
        groom(?:ed|ing)|exploit\w*|traffick\w*|threat\w*|intimidat\w+|bull(?:y|ied|ying|ies)|harass\w*|stalk\w*|
        racis\w+|hostages?|punch\w*|kick(?:ed|ing)|beaten|strangl\w+|arson\w*
        |incidents?|accidents?|crash\w*|collision\w*|traged\w+|tragic\w*|disasters?|emergenc\w+|injur\w+|wound\w*|
        bruis\w+|drown\w*|hang(?:ed|ing)|hung|hangings?|jumped|explosion\w*|scene
        |police\w*|cops?|inquests?|coroners?\w*|courts?|trials?|judge[sd]?|tribunals?|prosecut\w+|convict\w*|
        prison\w*|arrest\w*|legal\w*|crim(?:e|es|inal|inally)|investigat\w+|inquir(?:y|ies)|enquir(?:y|ies)|funerals?|
        burial\w*|cremat\w+|memorials?|post ?mortem\w*|autops\w+|postmortem
        |media|newspapers?|journalists?|imr|imrs|scr|scrs|serious ?case|ambulances?|paramedics?|solicitors?|
        lawyers?|lawsuits?|litigat\w+|ligatures?|caseloads?|cases?|placements?|man|men|woman|women|events?|loss|
        losses|visited""",
    FindingKind.PERSONAL: r"""
        recover(?:s|ed|ing|y)|progress(?:ed|ing|es)?|improv(?:es|ed|ing|ement|ements)|deteriorat\w+|worsen\w*|worse|
        worst|struggl\w+|cop(?:es|ed|ing)|overwhelm\w*|stronger|calmer|happier|brighter|lighter|healed|healing|heal|
        heals
        |ang(?:er|ry|rily)|rage|fur(?:y|ious)|upset\w*|sad|sadness|sadly|guilt\w*|asham\w+|shame\w*|humiliat\w+|
        afraid|fear\w*|scared|scary|terrif\w+|terror\w*|frighten\w*|horr\w+|lonel\w+|isolat\w+|despair\w*|
        despond\w+|worr(?:ied|ying)|shock\w*|irritab\w+|irritat\w+|frustrat\w+|bitter\w*|resent\w*|
        trust ?issues|jealous\w*|devastat\w+|heartbroken|broken|desperat\w+|betray\w*|unhapp\w+|miserabl\w+|
        hate[sd]?|hating|tense|tension
        |married|marriage\w*|divorc\w+|separat(?:ed|ion)|custody|mortgage|debts?|money|financ\w+|relig\w+|church|
        mosque|gay|lesbian|bisexual|transgender|trans|sexuality|ethnic\w*|immigra\w+|asylum|housing|homeless\w*|
        gender
        |unfit|fit ?note|sick ?leave|sick ?note|off ?sick|capabilit\w+|disciplin\w+|grievances?|misconduct|
        redeploy\w*|dismiss\w*|resign\w*|quit|quits|quitting|incompeten\w+|underperform\w*|performance|ill ?health|
        occupational|oh|retir\w+|redundan\w+|unsafe|incapable|personality|temper""",
    FindingKind.CONTACT: r"""\w*@\w*|mobile|whats ?app|voicemail\w*|postcode|skype|nhsnumber""",
}
# fmt: on
WORDS: Final[Mapping[FindingKind, re.Pattern[str]]] = {
    kind: re.compile(re.sub(r"\s+|(?<= )\?| \?", "", text)) for kind, text in _WORDS.items()
}
