"""Which words are everyday English, which are given names, and which are known to all of the public.

The lists behind it are those that the check of passwords brings with it: words by how often they are written and
spoken, and names by how often they were given. They are of the United States; what is common in Britain stands here.
"""

from __future__ import annotations

from typing import Final

from zxcvbn.frequency_lists import FREQUENCY_LISTS

_WRITTEN: Final = FREQUENCY_LISTS["english_wikipedia"]
_SPOKEN: Final = FREQUENCY_LISTS["us_tv_and_film"]


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


NAMES_AND_WORDS: Final = words_of(
    """
    amber angel april art ash august autumn bay beau bill blessing bliss blossom blue bob brook buck buddy carol
    chance chase chip chuck clay cliff comfort coral crystal daisy dale dawn dean dot drew earl faith fay fern ferry
    flora forest frank gale gene ginger glen grace grant guy happy harmony haven heath herb honey hope hunter iris
    jade jewel joy june justice lance leaf lee liberty lucky mark max may melody mercy merry miles miller misty nick
    nova ocean olive opal pat patience peace pearl penny poppy precious prince queen rain ray reed rich river rob
    rock rose ruby sage sandy scout sky skye sterling stone storm summer sunny trinity trip victory viola violet
    wade ward warren west will willow winter wren
    """
)
"""Given names that are words too: only where they stand tells which is meant."""

_NAMES_HERE: Final = words_of(
    """
    aaliyah aamir abdi abdul abdullah abdullahi abdulrahman abubakar adam ade adebayo adebisi adeola adeyemi adunni
    agnieszka ahmad ahmed aidan aiden ailsa aisha ajay akhtar aleksander alfie ali amaan amal amara ameera amelia
    amina aminata amir amira amit amrit anaya andrzej aneta aneurin angharad anika anil anita anjali ankit ann aoife
    archie arjun arlo arun arwen asha asif aurora ava ayaan ayesha ayodele ayomide babar babatunde bailey balogun
    balraj barbara bartek bartosz bashar baz beata begum ben bethan bethany bev bibi blake blazej bodhi bogdan
    brannagh branwen bronwen bronwyn brooke caitlin callum cara carly carys cathal catrin ceri chaudhary chaudhry
    chiamaka chiara chibuzo chidi chidinma chika chinedu chioma chloe choudhury ciara ciaran cillian clive clodagh
    conor cormac craig cristian dafydd daithi damilola daniyal dariusz darren declan deepa deepak delyth destiny
    devi dewi diarmuid dilys dinesh dixit domhnall dominik dumitru dwayne dylan eamon eamonn ebony efua eilidh
    eimear eirlys eleri elin ella ellie ellis elowen eluned emeka emily emmet emrys enid eoin erdogan erin esme
    ethan eve ewa ewan eze ezra farah farhan farooq fatima fatimah fatoumata felicity femi ffion finlay finley finn
    fiona folake franciszek freddie freya funmilayo ganesh garba gareth gauri gavin gaz geeta gemma geraint gethin
    gheorghe ghulam glenys gosia graeme grigore grzegorz gurpreet gwen gwenllian gwyneth habib hafsa hamza hana
    hanna haris harley harpreet harry haruna harvey hasan hassan hazel heather heledd henryk holly hussain hussein
    hywel ianto ibrahim idris ieuan ife ifeanyi ignacy ikram imogen imran inaya ioan iolo iqbal iqra isaac isla
    iulia ivy iwona izabela jacek jack jaden jagoda jakub jalil jamal jan jasmine jaspreet jatin jaxon jayden jaydon
    jermaine jerzy joanna jola jordon josh jozef jude jyoti kabir kacper kai kaleb kamal karolina kasia kasim
    katarzyna kaur kavita kaya kayden kazimierz kehinde keira kerry kev khadija khalid khatun kiera kieran kinga
    kiran konrad kowalska kowalski krishna krystian krzysztof kuba kunle kyle kyra lacey laila lakshmi latif laurel
    layla leanne leila leon leszek lewandowski lexi lexie liam lily lleucu llinos llywelyn lola lorraine lottie
    lowri luca lucja lukasz luna lyra mabel maciej macsen mae maeve magda magdalena mahesh mahmud maisie malgorzata
    malik manjit mannat marek mariam mariusz mariya maryam mason mateusz meera megan mehmet mei mia michal mihai
    mike mikolaj mila miriam miroslaw mitra moeen mohamed mohammad mohammed mohit muhammad mukesh musa mustafa
    mustapha myfanwy nadeem nadia naeem nandini naomi nasreen natalia natan navya neeraj neha neil nerys ngozi nia
    niall niamh nikhil nisha nkechi noah nora nowak nuala nwosu obasanjo obi obinna oisin okafor okonkwo oliver
    olivia olu oluchi olumide oluwaseun oluwatobi oona orla oscar osian oskar ottilie owain owen padraig pallavi
    parveen patil pawel peter phoebe pillai piotr pooja pradeep prakash priya przemyslaw quang radhika rafal rahul
    rajesh rajiv ramesh rana rashid ravi razia reece reese reggie rekha reuben rhian rhiannon rhodri rhona rhys riaz
    riley robin rohan rohit roisin rokas romesh ronan ronnie rory rosemary roshan rowan rudra rusty ruth ryszard
    saanvi sabah sabrina saeed safa saffron saima saira sally salma samina samira sana sandeep sangeeta sanjay
    sanjeev saoirse sara sarkar sarma scarlett seamus segun seren shabana shabnam shah shanice shannon shanza shaun
    shaz sheamus shilpa shreya sian simran sinead singh siobhan sion sioned slawomir sonny sophia soraya stacey
    stanislaw sue sukhdeep suki suleiman sunil sunita suresh surinder swati szymon tadeusz tadhg tahir taiwo talia
    talib tanisha tanner tariq ted teddy tegan tegwen temitope terry tess theo theodor tia tilly tobi tomasz tomos
    tracey trung tudor tunde tyrone ubah uche uchenna ugo umar usha usman victor vihaan vijay vikram waldemar waleed
    wanda wayne wiktoria wisniewski witold wojciech wojcik yaqub yasin yasmin yetunde yilmaz yousef yusuf zac zafar
    zahra zainab zara zbigniew zenon zeynep zielinski zoe zofia zuzanna
    """
)
"""Given names that are common in Britain today, and that lists from elsewhere miss."""

_BOTH_BUT_WORDS: Final = words_of(
    """
    angle ann bias black blank blocker borders bounds branch bright bunch burden care carrier case church colon cope
    counts craft cross darwin day days dear echo else fair fields flood free freed friend funny gathers good green
    grow guard guards hand handy hard harness heck holder home hood hook hooks house hug hung just keen key keys
    kind king law lead leaks lean like link little long longer love low luck man manual many marks mean means meta
    min minor mock moon more my new newly nice night null numbers page pages pain parent park past peek person place
    pointer poor post power powers presley press quick quirk ready rest root rounds sample scales school see self
    settles sharp sheets shell short shorter shown sides sight singleton slack small so speak speed spring steward
    still stock street strong sweet thing things thorough thought times true trust van very wait waits wall ware way
    weeks well white wise wish word words work worth yes york young
    """
)
"""Words that stand among the names of the lists, and are hardly ever names of somebody."""

_EVERYDAY_HERE: Final = words_of(
    """
    accessible accommodate acknowledge acknowledgement adapt add adjust adjustment adjustments adviser advisers
    advisor advisors afterwards am appreciate appreciated approachable arrangement arrangements arranging attentive
    autonomy availability bag behaviour bitten blue boundaries buddy calm calmly camaraderie carer carers cautious
    centre champion champions charity check checking choice clarity clear clearly co coffee collaboration
    collaborative colleague colleagues collective commissioned commitment communicate communication compassion
    compassionate complex complexity confidential confidentiality considerate considerately consistency consistent
    constructive continuity cooperation coordinate counselling creative cultivate delegate demanding dependable
    differ digital dignity directory discreet discretion drop ease eased easier easing easy email empathy encourage
    encouragement enquiries enrol everyday exercise expectation expectations facilitate facilitated facilitating
    faster favour fire fit flexibility flexible flexibly formal freely friday gap gaps generous gentle gently gp gps
    grabbed gradual gradually grateful gratitude guidance hammer handbook healthy heartfelt hello helpful helpline
    helplines hidden hobbies hobby holiday holidays holistic honour hopeful hr hydrated idle inclusive inclusivity
    informal informally internet intranet invaluable kindest kindly kindness knife labour laptop lay leaflet
    leaflets learnt listening lucky lunch magic maintain manageable mentor mentoring mentors mindful mindfully
    monday money naturally nature neighbour newcomer newcomers nhs nice nor normal nourishing nurture nurturing
    nutritious ok okay ongoing online openness optimistic ordinary organisation organisations organise organised
    outdoors overheard paced pacing paramedics pass passion patience pause pauses peer peers pen permission phoned
    please police positively powder practise predictability predictable priorities prioritise priority privacy
    private proactive proactively profession professional professionally programme programmes prompt promptly
    provided provider providers provision rang re reader realistic reassurance reassure reassuring recharge
    recognise recognised reflect reflective refresh refreshed regards reliable replenish respectful respectfully
    responsive rest restart restful restorative restore resume rewarding rhythm routine routines row samaritans
    saturday screamed security select sensitive sensitively shared signpost signposted signposting signposts simple
    sincere sincerely slept smooth sobbed solidarity spat spring steady steadying strengthen strengths stretch
    stroll structure structured success sum summer sun sunday supervisor supervisors supportive sustain sustainable
    sustained sustaining swiftly tailor tailored tea teammate teammates teamwork telephone test testing texted thank
    thankful thanks thoughtful thoughtfully thursday tidy tie timely timetable transition transitions trouble
    trustworthy tuesday unhurried unpressured unrushed uphold us valued warmly warmth web webpage wednesday welcome
    welcomed welcoming wellbeing wellness whatever winter workload workplace worthwhile yellow
    """
)
"""Everyday words that the lists have among the passwords, or spell otherwise, or do not know."""

PUBLIC: Final = words_of(
    """
    a afghan afghanistan africa african aldi allah amazon america american apr april arabic asda asia asian aug
    august bangladesh bangladeshi bank barnardo's barnardos belfast bengali bible birmingham black boxing bristol
    britain british buddhist cafcass camhs cardiff caribbean catholic childline china chinese christian christmas
    church cornwall coronavirus covid dec december derby derbyshire devon diocese diwali dorset easter edinburgh eid
    england english essex eu europe european facebook feb february france french fri friday german germany ghana
    ghanaian glasgow god google great gujarati gypsy halloween hampshire hanukkah hindu i imam india indian
    instagram iran iranian iraq iraqi ireland irish islam islamic italian italy jamaica jamaican jan january jewish
    jul july jun june kent kingdom kippur kurdish leeds leicester leicestershire lidl liquidlogic liverpool london
    manchester mar march mash may mcdonalds microsoft midlands mind mon monday morrisons mosaic mosque muslim new
    newcastle nigeria nigerian norfolk northamptonshire northern nottingham nottinghamshire nov november nspcc oct
    october ofsted ok okay outlook pakistan pakistani passover poland polish portugal portuguese punjabi quran
    ramadan roma romania romanian russia russian rutland sainsbury samaritans sat saturday scotland scottish sep
    sept september sheffield sikh snapchat somali somalia somerset spain spanish suffolk sun sunday surrey sussex
    swansea syria syrian teams temple tesco thames thu thur thurs thursday tiktok traveller tue tues tuesday turkey
    turkish tv uk ukraine ukrainian united urdu vaisakhi wales wed wednesday welsh whatsapp white year yom yorkshire
    youtube zoom
    """
)
"""Days, months, feasts, nations, faiths, and places and bodies that are known to all."""

SERVICES: Final = words_of(
    """
    abuse academy act adult adults advanced advocate agency allocated ambulance and area assessed assessment
    assistant assistants association asye asylum at attendance auntie authority board body brigade bureau care carer
    case centre chair chief child children childrens clinic clinical college committee community conference
    constable consultant contact coordinator core coroner council counsel county court criminal crisis crown custody
    dad daddy department deputy designated detective director directorate disability discussion district doctor
    domestic duty eap early edge education emergency emotional enhanced enquiry excellence exploitation families
    family father fire first for force form foster fostering foundation general gran grandad granny group guardian
    head health hearing help high home homes hospital house housing hr hub ifa independent individual information
    initial inquest inspector intensive intervention iro joint judge judicial justice key lado lead leader leaders
    learning leaving legal level line local magistrates major management manager managers mappa marac meeting
    members mental midwife migrant minister missing mother multi mum mummy nan nanny national nearest network newly
    nhs night nqsw nurse nursery nursing occupational of office officer officers on operations order out paediatric
    panel paramedic paramedics parent parenting partnership path pc people person personal place plan planning
    police policy practice practise practitioner practitioners pre prevention primary principal prison probation
    procedure proceedings programme protection public pupil qualified quality rapid reception referral referrals
    refuge refugee region register registered regulation regulations relations relative report representative
    residential resources response review reviewing royal safeguarding safety school section seeking senior sergeant
    serious service services signs sir social society solicitor special specialist ssw staff standard start
    statutory strategic strategy student substance sudc summons superintendent supervising supervision support
    supported supporting sure surgery task teacher team teams the theatre therapeutic therapist therapy to town
    training transport trust tutor unaccompanied uncle unexpected unit university victim violence virtual visitor
    vulnerable ward warrant wellbeing women worker workers working young youth ypas zone
    """
)
"""Roles, services, meetings and plans, which are written with capitals."""

_TITLES: Final = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "rev", "cllr", "sgt", "miss"})

_GIVEN: Final = (
    frozenset(FREQUENCY_LISTS["female_names"]) | frozenset(FREQUENCY_LISTS["male_names"]) | _NAMES_HERE
) - _BOTH_BUT_WORDS
_SURNAMES: Final = frozenset(FREQUENCY_LISTS["surnames"]) - _BOTH_BUT_WORDS - _EVERYDAY_HERE
_EVERYDAY: Final = (frozenset(_WRITTEN) | frozenset(_SPOKEN) | _BOTH_BUT_WORDS | NAMES_AND_WORDS) - _NAMES_HERE
_SEEN: Final = frozenset(FREQUENCY_LISTS["passwords"])


def _forms(word: str) -> frozenset[str]:
    """Words that may be built of a word: *pace* has *paced* and *pacing*, a name has hardly any."""
    bare = word[:-1] if word.endswith(("e", "y")) else word
    twice = word + word[-1]
    after = ("s", "es", "ly", "ness", "ment", "less", "ful", "al", "ally")
    bent = ("ed", "ing", "er", "ion", "ies", "ied", "ily", "ation", "able")
    return frozenset(
        (*(word + end for end in after), *(bare + end for end in bent), f"{twice}ed", f"{twice}ing", f"un{word}")
    )


_BUILT_UPON: Final = frozenset(
    word
    for word in _SEEN | _SURNAMES
    if len(word) > 2 and word.isalpha() and word not in _NAMES_HERE and len(_forms(word) & _EVERYDAY) > 1
)
"""Words that the lists have among passwords and surnames, and that everyday words are built upon."""
_KNOWN: Final = _EVERYDAY | _BUILT_UPON | _EVERYDAY_HERE | SERVICES | _TITLES
_PLAIN: Final = (
    (
        frozenset(_WRITTEN[:5000])
        | frozenset(_SPOKEN[:5000])
        | _BUILT_UPON
        | _BOTH_BUT_WORDS
        | NAMES_AND_WORDS
        | SERVICES
    )
    - _NAMES_HERE
    | _EVERYDAY_HERE
    | {"a"}
)
_VERY_COMMON: Final = (frozenset(_WRITTEN[:1500]) | frozenset(_SPOKEN[:1000])) - NAMES_AND_WORDS - _NAMES_HERE
_COMMON_GIVEN: Final = (
    (frozenset(FREQUENCY_LISTS["female_names"][:1200]) | frozenset(FREQUENCY_LISTS["male_names"][:800]) | _NAMES_HERE)
    - NAMES_AND_WORDS
    - _BOTH_BUT_WORDS
    - PUBLIC
    - SERVICES
    - _EVERYDAY_HERE
)


def is_everyday(word: str) -> bool:
    """Whether a word, in lower case and without accents, is everyday English or the language of services."""
    return word in _KNOWN


def is_plain(word: str) -> bool:
    """Whether a word, or what it is bent from, is so common that everybody knows it (U22)."""
    return word in _PLAIN or any(
        word.endswith(ending) and word.removesuffix(ending) + mute in _PLAIN
        for ending in ("s", "es", "d", "ed", "er", "ly", "ing")
        for mute in (("", "e") if ending == "ing" else ("",))
    )


def is_strange(word: str) -> bool:
    """Whether a word is on no list at all, so that it is a name, or misspelt."""
    return not (is_everyday(word) or word in _SEEN)


def is_very_common(word: str) -> bool:
    """Whether a word is so common that a capital letter alone does not make it a name."""
    return word in _VERY_COMMON or word in _EVERYDAY_HERE


def is_given_name(word: str) -> bool:
    """Whether a word, in lower case and without accents, is a given name even where it has no capital letter."""
    return word in _COMMON_GIVEN


def is_known_name(word: str) -> bool:
    """Whether a word is known as a given name or a surname, where it stands with a capital letter."""
    return word in _GIVEN or word in _SURNAMES
