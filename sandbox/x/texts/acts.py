"""What people say when the world moves: to us, about us, and for themselves."""

from __future__ import annotations

MENTIONS = [
    (
        "NewRootsRefuge",
        "Two students from @CenterSW rebuilt our intake form this week. Families now"
        " fill it in half the time. Thank you.",
    ),
    (
        "joelle_harris",
        "Sat in on the @CenterSW supervision workshop. First one where somebody said"
        " “I was wrong, and this is how I noticed.”",
    ),
    (
        "PriyaNair_MSW",
        "If you take field students: the @CenterSW orientation sheet answers nine of"
        " the ten questions I get each September.",
    ),
    (
        "KinshipNetwork",
        "Shout-out to @CenterSW for lending us their room when our heating failed. 24"
        " grandparents, one projector, lots of coffee.",
    ),
    (
        "MercyElders",
        "The @CenterSW piece on kinship care is now required reading for our"
        " volunteers.",
    ),
    (
        "EastsideHarvest",
        "Our food security survey ran because @CenterSW shared its questions with us."
        " Results in January.",
    ),
    (
        "prof_wen_li",
        "Today's guest in class came through @CenterSW: a hospice social worker who"
        " made thirty people laugh and then cry.",
    ),
    (
        "LakesideSSW",
        "Looking for a placement in school social work? Ask @CenterSW, they know who"
        " has time to supervise well.",
    ),
    (
        "QuietPinesCamp",
        "Our camp's volunteer training borrowed the listening exercise of @CenterSW."
        " Twelve teenagers tried it on their parents.",
    ),
    (
        "RiversideFood",
        "Eleven @CenterSW students on the line this week, all on time, one with"
        " cookies.",
    ),
    (
        "OpenDoorHousing",
        "Thank you @CenterSW for the interpreters' list. Three hearings went ahead"
        " that would have been put off.",
    ),
    (
        "dr_amara_okoye",
        "The best question at my talk came from a first-year at @CenterSW: who"
        " supervises the supervisor?",
    ),
    (
        "HarborYouth",
        "@CenterSW Would one of your students like to write down what our night team"
        " does? We would read every word.",
    ),
    (
        "tomas_lindqvist",
        "@CenterSW Your discharge checklist went up on our ward today. The nurses"
        " corrected two lines, they were right.",
    ),
    (
        "marcus_on_4th",
        "@CenterSW somebody at your table helped my mom with the bus pass form."
        " Nobody else had time. Thanks.",
    ),
    (
        "FieldEdForum",
        "We have put the @CenterSW learning agreement at the top of the library. It"
        " is the shortest one and the clearest.",
    ),
    (
        "NewRootsRefuge",
        "English class in the church basement has three new tutors, sent by"
        " @CenterSW. The kettle is on.",
    ),
    (
        "EastsideHarvest",
        "400 pounds of pears, six @CenterSW students, one ladder. Good day.",
    ),
]

REPLIES = [
    "This helped a parent in my office today. Printing it.",
    "I wish somebody had told me on my first Monday that silence is fine.",
    "Can we use this with our volunteers? We would name you, of course.",
    "Our students say the same. Would love to compare notes.",
    "Signed up two colleagues. Is there parking?",
    "Read it on the bus, missed my stop, no regrets.",
    "We do it the other way around and it half works. Curious about yours.",
    "My supervisor sent me this. Now I know what she meant.",
    "Is there a version in Spanish? We have somebody who could help.",
    "Please keep writing these, they are the right length.",
    "This is the part nobody puts in the manual.",
    "Could you add the source? I want to bring it to our board.",
]

QUOTES = [
    "Worth ten minutes of any supervisor's time.",
    "This is what a university center can do for a neighborhood.",
    "We tried it with our team on Friday. The quiet ones spoke first.",
    "Sending this to everybody who starts a placement with us in January.",
    "A small thing done well. More of this.",
    "Our board asked what field education is. This is what it is.",
    "Agreed, and it works with volunteers too.",
    "Saving this for orientation week.",
    "Read to the end, the last line is the one.",
    "If your agency does this already, please write it up. If not, copy it.",
    "My students argued about this for an hour, which is the best review I know.",
    "Plain words about hard work. Thank you.",
]

PEER_POSTS = [
    (
        "RiversideFood",
        "Saturday's mobile pantry served 318 households in the school parking lot. We"
        " ran out of eggs at eleven and of volunteers never.",
    ),
    (
        "RiversideFood",
        "We need drivers on Tuesday mornings. You bring a license, we bring the truck"
        " and the route. Students get field hours.",
    ),
    (
        "HarborYouth",
        "Three of our young people moved into their own flats this week. One asked"
        " for a can opener, one for a plant, one for the bus map.",
    ),
    (
        "HarborYouth",
        "What we ask first at the door: have you eaten? Everything else can wait"
        " until the plate is empty.",
    ),
    (
        "KinshipNetwork",
        "Legal clinic for relatives raising children: Thursday at six, with child"
        " care and soup. No papers needed to ask a question.",
    ),
    (
        "KinshipNetwork",
        "Respite weekends have 12 open places in January. Grandparents: you are"
        " allowed to sleep.",
    ),
    (
        "FieldEdForum",
        "This month's call is about the midterm evaluation nobody likes. Bring the"
        " form you use and the one you wish you had.",
    ),
    (
        "LakesideSSW",
        "Belonging is not a poster. Our lunch tables have a grown-up who learns"
        " names; referrals fell by a third.",
    ),
    (
        "OpenDoorHousing",
        "Eviction hearings in our county last four minutes on average. With an"
        " advocate beside them, seven of ten tenants keep the home.",
    ),
    (
        "dr_amara_okoye",
        "Draft of our field placement study is open for comments: 214 supervisors on"
        " how they teach judgment. Tell me where I am wrong.",
    ),
    (
        "tomas_lindqvist",
        "A nurse taught me to ask “who will be there when you get home?” instead of"
        " “do you live alone?” Different answers.",
    ),
    (
        "PriyaNair_MSW",
        "Organizing lesson of the week: the person who makes the tea knows who is"
        " worried about what.",
    ),
    (
        "MercyElders",
        "Our Spanish-language phone tree reached 140 older neighbors before the"
        " storm. Every one answered or was visited.",
    ),
    (
        "FieldEdForum",
        "A site supervisor keeps a list of what each student taught her. It has 61"
        " lines. We are printing it, with permission.",
    ),
    (
        "RiversideFood",
        "The cooler at Maple Street broke at six and was running again by eight,"
        " thanks to a retired electrician who reads our posts.",
    ),
    (
        "RiversideFood",
        "Recipe cards in five languages now go out with the lentils. Fewer come back.",
    ),
    (
        "HarborYouth",
        "Our barber night is full again. A good haircut before an interview is social"
        " work.",
    ),
    (
        "HarborYouth",
        "New on our shelf: bus passes. The most asked-for thing after socks.",
    ),
    (
        "KinshipNetwork",
        "Warm line numbers for November: 212 calls, the longest 94 minutes, most of"
        " them about sleep.",
    ),
    (
        "KinshipNetwork",
        "A judge asked us what would help. We said: one form instead of six. He wrote"
        " it down.",
    ),
    (
        "LakesideSSW",
        "Grief does not follow the school calendar. We keep a quiet room open in the"
        " week before every holiday.",
    ),
    (
        "LakesideSSW",
        "Home visits work better when you bring nothing to sign.",
    ),
    (
        "OpenDoorHousing",
        "Repairs clinic on Saturday: bring photos, we bring the letters and a printer.",
    ),
    (
        "OpenDoorHousing",
        "Landlords answer faster when the letter quotes the paragraph. Here is which"
        " paragraph: https://open-door.example.org/which-paragraph",
    ),
    (
        "dr_amara_okoye",
        "Reading 214 answers from supervisors. The word they use most is “notice”.",
    ),
    (
        "dr_amara_okoye",
        "A student told her supervisor she disagreed, and was thanked for it. That is"
        " the whole curriculum.",
    ),
    (
        "tomas_lindqvist",
        "Rides home, month two: 61 rides, 0 missed follow-ups, one very happy dog.",
    ),
    (
        "PriyaNair_MSW",
        "Voter registration at the pantry line: 88 forms, 3 hours, 0 speeches.",
    ),
    (
        "PriyaNair_MSW",
        "Field placement tip: learn the names of the people who clean the building.",
    ),
    (
        "MercyElders",
        "Soup, a visit and a look at the smoke alarm. That is our Wednesday.",
    ),
    (
        "MercyElders",
        "We trained twelve mail carriers to notice. Four calls so far, all of them"
        " right.",
    ),
    (
        "FieldEdForum",
        "Poll of 90 sites: what students need most is an hour a week that nobody"
        " cancels.",
    ),
    (
        "FieldEdForum",
        "Kinship care placements are rare and in demand. If your agency has one, tell"
        " us and we will tell everybody.",
    ),
    (
        "EastsideHarvest",
        "Food insecurity is also about can openers. We added 300 to the boxes.",
    ),
]
