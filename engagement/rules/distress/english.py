"""Despair, as people say it in English, and as those say it who fear for somebody."""

from __future__ import annotations

SAID = {
    "near": "[^.!?]{0,70}",
    "cant": "(?:can ?not|can'?t|couldn'?t|could not|unable to)",
    "dont": "(?:do not|don'?t|does not|doesn'?t|didn'?t|never)",
    "im": "(?:i'?m|i am|ive been|i've been|i feel|we're|we are)",
    "very": "(?:so |really |very |just |that |too |completely |totally |all )*",
    "self": "(?:my|him|her|them|your)sel(?:f|ves)",
    "their": "(?:my|his|her|their|our)",
    "more": "(?:any ?more|any longer)",
    "me": (
        "(?:me|us|my (?:kids?|children|son|daughter|mom|mum|mother|sister|brother"
        "|baby))"
    ),
    "kids": "(?:kids?|child|children|son|sons|daughters?|baby|babies|boys?|girls?)",
    "kin": (
        "(?:(?:my|our) (?:\\w+ ){0,2}?(?:friend|bff|sister|brother|mom|mum|mother|dad"
        "|father|son|daughter|kid|child|wife|husband|partner|boyfriend|girlfriend"
        "|roommate|student|cousin|neighbou?r|client|niece|nephew|aunt|uncle"
        "|grandm\\w+|grandf\\w+|teen|teenager|classmate|coworker|colleague|ex)|(?:a"
        "|some) (?:friend|classmate|student|neighbou?r|family|coworker)|some(?:one"
        "|body) i (?:know|love)|she|he|they)"
    ),
}

LIFE = (
    # Not wanting to live
    "(?:want|wanna|wants|wanted|wanting|ready|going|gonna|rather|trying|tried|tries)"
    " (?:to )?(?:just )?(?:die|disappear forever|end it|end (?:my|his|her|their)"
    " li\\w+|kill {self}|hang {self}|hurt {self}|harm {self}|overdose|sleep forever)",
    "(?:kill|killing|hang|hanging|shoot|shooting|starving) {self}",
    "(?:hurt|hurting|hurts|harm|harming|harms|cut|cutting|cuts|burning) myself",
    "{kin}{near} (?:hurt|hurting|hurts|harm|harming|harms|cut|cutting|cuts) {self}",
    "(?:is|was|been|keeps|started|i'm|im) (?:self[- ]harming|cutting)(?: again)?",
    "self[- ]harm(?:ed|s)",
    "(?:{im}|feel|feels|feeling|felt|am|is|she's|he's|they're|getting|actively)"
    " {very}suicidal",
    "(?:my|his|her|their|your) suicide",
    "(?:commit|committing|attempt|attempted|attempting|threatening|threatened"
    "|consider|considering|contemplating) suicide",
    "(?:think|thinks|thinking|thought|talk|talks|talking|dream|dreaming|joking|joked)"
    " (?:a lot |constantly |always |only )?(?:about|of) (?:suicide|dying|death|ending"
    "|killing|not being here|not waking up|jumping|hurting (?:my|him|her|them)\\w+)",
    "suicidal thoughts? (?:again|are back|since|all|every)",
    "(?:have|having|got|get|getting|had) (?:\\w+ )?suicidal thoughts?",
    "(?:a|my|his|her|the) (?:suicide|goodbye) (?:note|letter|plan|attempt)",
    "tak(?:e|en|ing) {their} own li(?:fe|ves)",
    "end(?:ing)? (?:it all|it tonight|it now|it today|{their} (?:own )?li(?:fe|ves)"
    "|everything)",
    "(?:i|just|to) (?:just )?(?:want|need|wish) (?:it|it all|everything|this|the pain"
    "|all of it) (?:to|would) (?:stop|end|be over|go away)",
    "not (?:to )?want(?:ing)? to (?:exist|live|be here|be alive|wake up)",
    "{dont} (?:deserve|see a reason) to (?:live|be alive|be here|exist)",
    "{dont} see a (?:future|way|reason|point)",
    "(?:run|ran|running) out of (?:reasons|hope|strength|options)",
    "no reason to (?:wake|get up|live|stay|go on)",
    "(?:life|living|everything|it) (?:is|feels|seems) (?:pointless|meaningless"
    "|hopeless)",
    "(?:i'?d|would) rather (?:be dead|die|not)",
    "(?:going to|gonna|might|may|will|could) do something (?:to|bad|stupid|terrible)",
    "(?:cuts|scars|marks|bruises) (?:on|all over) (?:my|his|her|their)",
    "driv(?:e|ing) (?:off|into) (?:the|a) (?:road|bridge|cliff|tree|river|wall)",
    "(?:i'?m|i am|standing|sitting) on (?:a|the) (?:bridge|ledge|roof|edge|tracks)",
    "(?:i|she|he) (?:took|swallowed|drank) something",
    "i have a plan(?= *(?:[.,!?;]|$))|wrote (?:the|my|a) (?:letters?|notes?|will)\\b",
    "{dont} (?:really |even )?(?:want|wanna) (?:to )?(?:live|be alive|be here|exist"
    "|wake up|go on|keep going|keep living|be around|do this|do life)(?: {more})?",
    "no (?:longer|more) wants? to (?:live|be here|be alive|go on)",
    "no (?:reason|point|will|desire|strength|energy) (?:left )?(?:to|in) (?:live"
    "|living|go on|going on|be here|being here|keep|keeping|trying|any of|continue"
    "|continuing)",
    "(?:no|see the|what's the|whats the|what is the) point {more}",
    "what(?:'s|s| is) the point (?:of|in) (?:living|life|going on|anything|it all"
    "|being|trying)",
    "nothing (?:left )?to live for",
    "(?:not|isn'?t|ain'?t) worth (?:living|it {more})",
    "wish(?:es|ed)? (?:i|he|she|they|it) (?:was|were|had|could|would|wasn'?t"
    "|weren'?t) (?:just )?(?:dead|die|never been born|never born|not here|here {more}"
    "|gone|disappear|not wake|not wak\\w+|alive|over|end)",
    "better off (?:dead|gone|without (?:me|him|her|them)|if i|when i'?m)",
    "(?:everyone|everybody|they|you|world|family|kids)(?: \\w+)?(?:'d| would|"
    " will)(?: all| just)? be better off",
    "(?:no ?one|nobody) (?:would|will|'d|is going to|gonna) (?:even )?(?:miss|notice"
    "|care|know)",
    "(?:jump|jumping) (?:off|from|in front)",
    "(?:took|take|taken|taking|swallowed) (?:\\w+ ){0,4}?(?:pills|tablets|meds)",
    "(?:i|he|she|{kin}) (?:\\w+ )?(?:overdosed|od'?e?d|oding)",
    # Saying goodbye
    "(?:goodbye|good bye)[.! ]*$",
    "(?:say|said|texted|sent|wrote|left)(?: \\w+){0,3} (?:a )?(?:bye|goodbye|farewell)",
    "(?:i'?m|i am) done[.! ]|not sure i'?ll be (?:here|around|alive|ok)",
    "(?:it'?s|it is|this is) not your fault|take care of (?:each other|my|them for me)",
    "(?:goodbye|farewell|bye) (?:everyone|everybody|all|world|forever|to everyone|to"
    " you all)",
    "(?:this is|saying|said|say|write|writing|wanted to say|call it) (?:my |a |our"
    " )?(?:last |final )?goodbyes?",
    "(?:my|his|her) (?:last|final) (?:post|message|words|night|goodbye|tweet|note)",
    "won'?t be (?:here|around|alive) (?:much longer|tomorrow|{more}|next|for long|to"
    " see|when|by)",
    "(?:by the time|when) you (?:read|see) this",
    "(?:you|y'all|you all) (?:were|are) the only (?:one|ones|people|person|place)"
    " (?:who|that|to|i)",
    "giv(?:e|ing|en) away (?:all )?{their} (?:things|stuff|belongings|clothes|dog|cat)",
    "(?:remember me|forgive me|don'?t be sad|sorry for everything)",
    "i'?ll (?:finally )?be (?:gone|at peace|free) (?:soon|tonight|by|tomorrow|finally)",
)

MIND = (
    # At the end of one's strength
    "{cant} (?:go on|do (?:this|it|life) {more}|cope|keep (?:going|doing this|living"
    "|this up|pretending|fighting)|take (?:it|this|much more|any ?more)|live like"
    " this|live (?:with|without)|stand (?:it|this|my life)|see (?:a|any) way|breathe"
    "|stop (?:crying|cutting|drinking|using|shaking|purging|throwing up|thinking"
    " about)|get out of bed|function|handle (?:it|this|any) ?\\w*|hold on|bear (?:it"
    "|this)|be alone (?:tonight|right now))",
    "how much (?:longer|more) (?:i|we|she|he|they|of this) can",
    "{dont} know (?:how|if) (?:much longer|much more|long|to go on|to keep going|to"
    " live|i can (?:keep|go|do|make|take)|i'?ll (?:make|be)|she'?ll make|he'?ll make)",
    "{dont} know what (?:else )?(?:to do|i'?ll do|i might do|he'?ll do)(?:"
    " {more})?(?= *(?:[.,!?;]|$|and |but |who |please))",
    "{dont} know (?:who|where) (?:else )?(?:to|i can|we can) (?:turn|go|call|run)",
    "end of {their} rope",
    "breaking point",
    "{im} {very}(?:done|finished|tired) (?:with|of) (?:life|living|everything|it all"
    "|being alive|being here|being a burden|trying|fighting|this life|all of it"
    "|existing)",
    "{im} {very}(?:a burden|hopeless|worthless|desperate|broken|drowning|trapped"
    "|terrified|scared|in crisis|not ok|not okay|not safe|unsafe|in danger|falling"
    " apart|breaking down|losing (?:it|hope|my mind|myself)|numb|at rock bottom"
    "|spiraling|giving up|homeless|starving|dying inside|all alone|so alone|done"
    " fighting|useless)",
    "(?:tired|exhausted)[,.!]* (?:so )?(?:tired|exhausted|done)|tired of (?:it all"
    "|all of|being|everything|trying|living|pretending|hurting)|hurts too much",
    "feel(?:s|ing)? (?:like )?{very}(?:hopeless|worthless|a burden|dying|giving up"
    "|ending|trapped|unsafe|like (?:a burden|dying|giving up|no ?one|nobody|i'?m"
    " dying|there'?s no|nothing)|(?:so |completely |totally )alone|nothing matters)",
    "nothing matters {more}|(?:everyone|everybody) hates me|i hate me",
    "thinking about (?:the|my|those|taking|using) (?:\\w+ )?(?:pills|gun|bridge|knife"
    "|rope|meds|razor)",
    "(?:i|i'?ve|ive|i have) (?:just )?(?:give|gave|given) up(?= *(?:[.,!?;]|$|on"
    " (?:life|everything|living|myself)))",
    "(?:i hate|hating) (?:my life|myself|being alive)",
    "no way out",
    "lost all hope|lost hope|no hope left|without hope",
    "(?:no ?one|nobody) (?:cares|loves me|listens|to talk to|to turn to|left|believes"
    " me|helps|will help|can help me|would care|understands me|to call)",
    "(?:have|got|there'?s|there is) (?:no ?one|nobody)(?: else| left)?(?: to (?:talk"
    "|turn|call|help)|(?= *(?:[.,!?;]|$)))",
    "(?:scared|afraid) of (?:myself|what i (?:might|may|could|will|'ll|am))",
    "(?:in|at) (?:such )?a (?:really |very |pretty )?(?:dark|bad|low) (?:place|point)",
    "(?:dark|bad) thoughts",
    "(?:i'?m|im|i am|she's|he's|is|are) not (?:ok|okay|doing (?:ok|okay|well|good"
    "|great))",
    "(?:having|had|have|another|heading for) (?:a |an )?(?:\\w+ )?(?:panic attack"
    "|breakdown)s?",
    "{cant} (?:make|bring|get|drag) myself (?:to|out|up|leave|eat|get|go|do|shower"
    "|out of)(?: (?!the (?:gym|library)))",
    "(?:most|some|many) (?:days|nights|mornings) (?:i|she|he) (?:{cant}|{dont}|barely)",
    "(?:barely|hardly|never) (?:leave|leaves|leaving|left) (?:my|the|her|his)"
    " (?:house|room|bed|apartment)|{dont} leave (?:my|the|her|his) (?:house|room|bed)",
    "(?:cry|cries|crying|cried) (?:myself|herself|himself|every|all (?:night|day))",
    "(?:haven'?t|hasn'?t|have not|has not|hadn'?t) (?:eaten|slept|showered|left (?:my"
    "|the|her|his|their) (?:bed|room|house|apartment)|stopped crying|come home|gotten"
    " out)",
    "(?:won'?t|refuses to|stopped|can'?t) (?:eat|eating|get out of bed|leave (?:her"
    "|his|their|the) (?:room|bed|house)|wake up|taking {their} (?:meds|medication"
    "|pills))",
    "(?:hearing|hears|hear) voices|voices (?:tell|are telling|in my head)",
    "(?:i|i'?ve|ive|i'm|im|just|{kin}{near}) (?:just )?(?:relapsed|relapsing|using"
    " again)",
    "(?:about|going|tempted|close) to (?:relapse|use again|drink again)",
)

PHRASES = (*LIFE, *MIND)
