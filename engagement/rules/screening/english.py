"""The English that a machine may answer by itself: plain thanks and plain praise."""

from __future__ import annotations

from typing import Final

from engagement.rules.screening import asking
from engagement.rules.screening.tongue import Tongue, phrases, words

THANKS: Final = words(
    """
    appreciate appreciated appreciation enjoy enjoyed enjoying grateful gratitude
    honored honoured love loved loves thank thankful thanking thanks
    """
)
KIND: Final = words(
    """
    admirable admire amazing awesome beautiful beautifully best better bright
    brilliant cheerful clear clearly committed congrats congratulations cozy
    dedicated dedication delicious delight delighted delightful encouraging
    energizing engaging excellent excited exciting expertise fabulous fantastic
    favorite favourite friendly fun gem gems generosity generous generously glad
    good gorgeous gracious great greatly happy heart heartfelt hearts helpful
    highlight honest honor honour hospitality hot impressive incredible informative
    insight insightful insights inspiration inspirational inspire inspired inspires
    inspiring interesting invaluable joy joyful kind kindly kindness learn learned
    learning learnt lively lovely magnificent marvelous meaningful memorable
    motivated motivating nice outstanding passion passionate perfect phenomenal
    pleased pleasure positive powerful practical precious privilege proud recommend
    refreshing remarkable respectful rewarding rich sharing
    smile smiles smiling solid special spectacular splendid stellar strong stunning
    super superb talented terrific thorough thoughtful thoughtfully thrilled timely
    top treasure tremendous uplifting useful valuable value valued warm warmest
    warmly warmth welcome welcoming wisdom wise wonderful wonderfully worthwhile yay
    yum
    """
)
GRAMMAR: Final = words(
    """
    a about all already also am among an and another's are around as at be because
    been being between big both bunch by came come coming did do does doing each
    either every everybody everyone everyone's for from full fuller gave give gives
    giving had has have having her here his hosted hosting hosts huge in into is it
    it's its itself just know known let's made many more most much new next
    of on one our ours ourselves out own quite really said saw say see seeing seen
    so some such that that's the their them then there these they they're this those
    through to today today's together told tomorrow ton tonight tons too truly two u
    ur us very via was way we we'll we're we've week were what who whole whose will
    with yesterday yesterday's you you're you've your yours
    """
)
THINGS: Final = words(
    """
    address afternoon agencies agency alum alumna alumnae alumni announcement april
    article articles assistant attendees audience august author authors autumn award
    awards blog board book booklet books breakfast bring bringing brings brought
    brownies build building built cake camp campus caregiver caregivers celebrate
    celebrated celebrating celebration center center's centre ceremony chair chairs
    chance charity checklist checklists city class classes classroom clinic
    coalition coffee cohort cohorts collaborate collaborating collaboration
    colleague colleagues collective college comment comments communities community
    conference connect connected connecting connection connections content
    contribute contributed contributing contribution contributions conversation
    conversations cookies county course courses coworkers create created creating
    crowd curriculum data date day days december department design designed director
    directors discussion discussions donated donation donations drive edition
    education educator educators effort efforts email episode essay evening evenings
    event events example examples exercise exercises exhibit exhibition facilitated
    facilitating facilitator facilitators faculty fair fall family feature featured
    features featuring february fellows festival field finding findings first follow
    followed following food form forum forward found foundation founders friday
    friend friends future garden gathering gift gifts goodies graduate graduates
    graduation grant grants group groups guest guests guide guideline guidelines
    guides handout handouts hat headline home honorees host hour hours house idea
    ideas included including information instructor instructors intake intern
    interns internship internships introduction invitation invite invited inviting
    january join joined joining journal journey july june keynote kickoff kinship
    kitchen knowledge leader leaders leadership leading lecture lectures led lesson
    lessons library list lists local lunch luncheon magazine march material
    materials meet meeting meetings member members memories memory mention mentioned
    mentioning mentor mentoring mentors mentorship message messages minute minutes
    moderating moderator module monday month months morning mornings music
    neighborhood neighbors neighbourhood network networking networks newsletter
    night nonprofit nonprofits notebook notebooks notes november nurses october
    offer offered offering offers office open opened opening opportunity
    organization organizations organize organized organizer organizers organizing
    orientation page pages paintings panel panelist panelists panels pantry paper
    papers parents participants participate participated participating partner
    partnered partnering partners partnership partnerships peers people pharmacy
    photo photos picture pictures piece pieces pizza place placement placements
    places planned planning plans play podcast post posted posting posts potluck
    practice practices practitioners present presentation presentations presented
    presenter presenters presenting print printed printing professional
    professionals professor professors program programme programs project projects
    promote promoted promoting publication publications publish published publishing
    questions read reader readers reading readings ready recap reception recipe
    recipes report reports repost reposted reposting research researcher researchers
    resource resources retweet retweets room rooms rt saturday scholars scholarship
    school schools science semester seminar seminars send sending sent september
    series serve served service services set share shared shares sheet sheets shelf
    shout shoutout show
    showcase showed showing site skills slides snacks social society song soup space
    spaces speak speaker speakers speaking spoke spotlight spread spring staff stage
    started state stories story storytelling student students studies study summer
    summit sunday supervision supervisor supervisors survey takeaways talk talked
    talking talks taught tea teach teacher teachers teaching team teams template
    term thoughts thread thursday time times tool toolkit toolkits tools topic
    topics town train trained trainer trainers training trainings trip tuesday
    tutors union university update updates use used using venue video videos visit
    visited visiting volunteer volunteered volunteering volunteers walk webinar
    webinars wednesday weekend winter word words work worked worker workers working
    workshop workshops world write writer writers writing written wrote year year's
    years youth
    """
)
NEGATIONS: Final = words(
    """
    ain't aint aren't arent barely can't cannot cant couldn't couldnt didn't didnt
    doesn't doesnt don't dont hardly hasn't hasnt haven't havent isn't isnt neither
    never no nobody none nor not nothing nowhere scarcely shouldn't shouldnt wasn't
    wasnt weren't werent without won't wont wouldn't wouldnt
    """
)
ASKING: Final = phrases(
    "any chance",
    "anybody",
    "anyone",
    "are there",
    "asking",
    "can we",
    "can you",
    "contact me",
    "could we",
    "could you",
    "curious",
    "do you",
    "dm",
    "does anyone",
    "how can",
    "how come",
    "how do",
    "how long",
    "how many",
    "how much",
    "i need",
    "i wonder",
    "is it possible",
    "is there",
    "join you",
    "let me know",
    "let us know",
    "looking for",
    "may i",
    "may we",
    "need",
    "needs",
    "please",
    "pls",
    "plz",
    "want to know",
    "we need",
    "what is",
    "what time",
    "what's",
    "when are",
    "when do",
    "when is",
    "when will",
    "where are",
    "where can",
    "where do",
    "where is",
    "which",
    "who do",
    "who is the",
    "who will",
    "why",
    "will there",
    "wonder",
    "wondering",
    "would like",
    "would love",
    "would you",
)
DOUBTS: Final = phrases(
    "although",
    "apparently",
    "as ever",
    "as usual",
    "but",
    "despite",
    "except",
    "finally",
    "hope",
    "hoped",
    "hoping",
    "however",
    "if only",
    "instead",
    "love you",
    "loved you",
    "love u",
    "maybe",
    "ought",
    "perhaps",
    "should",
    "supposed",
    "though",
    "unless",
    "until",
    "used to",
    "wish",
    "would",
    "yet",
)

ENGLISH: Final = Tongue(
    votes=words(
        """
        and are around been everyone for from great had have hosting is it it's love
        loved of our really so thank thanks that the this to was we were with you
        your
        """
    ),
    thanks=THANKS,
    kind=KIND,
    known=THANKS | KIND | GRAMMAR | THINGS,
    negations=NEGATIONS,
    asking=ASKING,
    wants=asking.ENGLISH,
    doubts=DOUBTS,
)
"""``i``, ``me`` and ``my`` are not among the known: such a text tells of a person."""
