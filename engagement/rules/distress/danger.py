"""Danger from others, no roof or bread, and asking for help, in English."""

from __future__ import annotations

HARM = (
    # From others
    "(?:beats?|beating|beaten|choked?|chokes|choking|strangl\\w+|punch(?:ed|es|ing)"
    "|slap(?:s|ped|ping)|kick(?:ed|s|ing)|rap(?:ed|es|ing)|molest\\w*|assault\\w*"
    "|abus(?:ed|es|ing)|threaten\\w*|stalk\\w*|attack(?:ed|s|ing)|groped|touches"
    "|touched|trafficked|shoved|burn(?:ed|s)) {me}(?! (?:deeply|so much|to it|by))",
    "(?:hit|hits|hitting|hurts|hurting) {me}(?! (?:hard|right|so|like|in the|that"
    "|with|home|deeply|how|all|when you|differently|to))",
    "hands around (?:my|her) (?:neck|throat)|(?:in|from) the next room",
    "(?:found|followed|following|watching) me again|restraining order",
    "(?:found out|finds out|knows|knew) where (?:i|we|she|my \\w+)(?:'m|'re)? (?:live"
    "|lives|moved|work|works|am|are|is|stay|stays|go|goes)",
    "(?:he|she|they|ex|dad|husband|boyfriend)(?:'s| was| is| were| are| keeps|)(?:"
    " \\w+)? (?:outside|waiting (?:at|for me|outside)|parked|sitting outside|showed"
    " up at|shows up at) (?:of )?(?:my|our|her|the) (?:house|home|door|school|work"
    "|job|window|apartment|place|building|street)",
    "locked (?:me|us|her|him) (?:out|in|up)",
    "put (?:his|her|their) hands on (?:me|my|her|him|us)",
    "(?:i was|i got|i've been|ive been|was|been) (?:raped|molested|sexually|assaulted"
    "|beaten|strangled|trafficked)",
    "(?:being|getting|been|get) (?:abused|beaten|hit|hurt|stalked|threatened|bullied"
    "|followed|evicted|trafficked|deported|harassed|molested|raped|blackmailed)",
    "(?:my|this|in an|from an|escape an|leave an|leaving an|left an|with an) abusive",
    "(?:afraid|scared|terrified|frightened)(?: to death)? (?:to (?:go|be|come|sleep"
    "|leave|stay|tell|return|walk|live|send)|of (?:my|him|her|them|going|being"
    "|losing)|for (?:my|her|his|our|their)|(?:that )?(?:he|she|they)(?:'s|'ll|'d| is|"
    " will| might| would))",
    "i(?:'m| am|m) (?:so |really |very )*(?:scared|terrified|desperate|in danger)",
    "{dont} (?:really |even )?feel safe|(?:not|isn'?t|aren'?t|never) safe (?:at|here"
    "|with|for|in|to|there|alone|right|{more}|tonight)",
    "(?:un)?safe (?:at home|in my|in our own)|fear for (?:my|her|his|our|their)",
    "(?:in|immediate|serious|real) danger",
    "(?:has|had|have|got|grabbed|pulled|with|bought) (?:a|his|her|the|my) (?:gun"
    "|knife)",
    "(?:going to|gonna|will|'ll|wants to|tried to|threatened to|trying to) (?:kill"
    "|hurt|shoot|find|take) (?:me|us|my|her|him|the kids)",
    "won'?t let (?:me|us|her|him) (?:leave|go|out|see|have|work|call|talk)",
    "hiding (?:from (?:him|her|them|my (?!inbox|mail|work|desk))|in (?:the|my|a))",
    "(?:need|needs|trying|want|have|how|help me|help her) (?:to )?(?:get|escape"
    "|leave) (?:out|away|him|her|my (?:husband|partner|boyfriend|home|house)|from)",
    "(?:bruises|black eye)",
    "(?:safe place|shelter|somewhere safe|bed) (?:to go|tonight|for (?:me|us|her|him"
    "|tonight|my|a mom|a family)|near me)",
    "(?:my|our) {kids} (?:\\w+ ){0,2}?(?:ran away|missing|went missing|is gone)",
    "(?:my|our) (?:\\w+ ){1,2}?(?:was|were|is|are|got|has been|have been) (?:just"
    " )?(?:detained|deported|taken (?:by|away)|picked up by|arrested|missing)",
    "(?:take|taking|took|taken|keep|keeping|lose|losing|lost) (?:away )?(?:my|our)"
    " {kids}(?: away)?",
    "(?:cps|dcfs|acs|ice|social services) (?:is|are|came|took|has|have|wants?|showed"
    "|just|will|at)(?! (?:hiring|here to))",
)

BREAD = (
    # Without a roof, or bread
    "(?:i'?m|i am|we're|we are|i was|i got|we got|got|be|been|about to be|just)"
    " (?:being |getting |about to be |going to be |gonna be )?evicted",
    "(?:got|get|getting|received|served|gave (?:me|us)|have|facing|with|sent) (?:with"
    " )?(?:an |the |our |my |a )?(?:eviction(?: notice| papers)?|notice to (?:quit"
    "|vacate)|foreclosure)(?! (?:court|law|rate|prevention|data|crisis|training"
    "|clinic|defen))",
    "landlord{near}(?:kick|throw|lock|evict|out by|out on|out of)",
    "(?:kick|kicks|kicked|kicking|throw|threw|thrown|throwing|put|putting) (?:me|us"
    "|her|him|out) (?:out|onto|on the street|of (?:my|our|the) (?:house|home"
    "|apartment))",
    "(?:me|we|us|be|became|become|becoming|been|family|kids|children|left|ending up"
    "|end up|going) (?:now |both |all )?homeless(?! (?:services|youth|shelter"
    "|outreach))",
    "(?:sleep|sleeps|sleeping|slept|live|lives|living) (?:in|out of|on|inside) (?:my"
    "|our|a|the|his|her|their) (?:car|van|truck|park|streets?|tent|storage|station"
    "|bus)",
    "sleep(?:ing|s)? (?:outside|rough|outdoors)",
    "(?:no ?where|no place|noplace)(?: safe| else| left)? to (?:go|sleep|stay|live"
    "|turn)",
    "(?:place|somewhere|bed|couch|room) to (?:stay|sleep|crash) (?:tonight|for (?:me"
    "|my|us|a (?:few|mom|family)|the night)|with my)",
    "lost (?:my|our) (?:home|house|apartment|housing|place)",
    "(?:rent|mortgage|bill)(?: is|'s| was)? (?:past )?(?:due|overdue|late|behind)(?!"
    " (?:date|diligence))",
    "behind on (?:my |our |the )?(?:rent|bills|mortgage)",
    "{cant} (?:even )?(?:pay|make|cover|afford)(?: for)? (?:\\w+ )?(?:rent|bills?"
    "|electric|heat|heating|food|groceries|diapers|formula|insulin|meds|medicine"
    "|medication|medications|therapy)",
    "{cant} (?:even )?feed",
    "(?:power|lights|water|heat|gas|electricity|electric) (?:got |was |is |are |were "
    "|just |being |getting )*(?:shut|cut|turned|turning|shutting|cutting)(?: it)? off",
    "(?:shut|cut|turn|turned|shutting|cutting|turning) off (?:my|our) (?:power|lights"
    "|water|heat|gas|electricity)",
    "(?:no|out of|without|run out of|ran out of) (?:food|formula|diapers|insulin)(?!"
    " (?:desert|bank|insecur|drive|waste))",
    "nothing to (?:eat|feed)|(?:my|our) {kids} (?:are|is|were|was|go|went) (?:\\w+"
    " )?(?:hungry|starving|cold)",
    "(?:going|go|went|been|always|so|are) (?:to bed )?hungry|have nothing (?:left|to)",
    "(?:put|thrown|being put|get put|getting put) out on|home alone for",
    "(?:with|pay|help with|behind on|make|no) (?:the |my |our )?(?:rent|heat)(?="
    " *[.,?!;]|$)",
    "no (?:money|heat|power|water)[,.;]",
)

ASKED = (
    # For help, whatever for
    "(?:please|pls|plz|god|someone|somebody|anyone|anybody)(?: please| pls| just)?"
    " help(?: me| us| her| him| my \\w+)?(?= *(?:[.,!?;]|$|i |i'm|my |he |she |now"
    "|tonight))",
    "help (?:me|us)(?: please| now| pls)*(?= *(?:[.!]|$))",
    "(?:i|we|she|he|{kin}) (?:\\w+ )?(?:needs?|needing) (?:some |urgent |immediate "
    "|serious |real |professional |your |emergency |so much )*help(?! (?:with"
    "|registering|finding (?:the|a (?:session|link))|understanding|logging|signing"
    "|choosing|accessing|downloading|opening|spreading|to (?:register|find the|sign"
    "|log)|from volunteers))",
    "(?:some|any)(?:one|body) (?:please )?(?:call|text|talk to|find|stop|save) me",
    "(?:number|person|place|line) (?:i|we|she|he) can (?:call|text|talk|go)",
    "need(?:s)? (?:some|any)(?:one|body) to (?:talk|listen|come|help)",
    "(?:talk|speak) to (?:some|any)(?:one|body) (?:now|right now|tonight|urgently"
    "|today|please|before)",
    "who (?:do|can|should|could|would) (?:i|we|she|he|they) (?:even |possibly"
    " )?(?:call|turn to|run to)",
    "(?:any|some)(?:one|body)(?: there| here| out there)? (?:awake|up right now"
    "|listening|i can (?:call|talk|turn)|we can (?:call|turn))",
    "is (?:any|some)(?:one|body) (?:there|out there|around|awake)",
    "know(?:s)? (?:who|where) (?:i|we|she|he) can (?:call|go|turn|sleep|stay|get"
    " help)(?! (?:the|my) (?:slides|ceu|certificate))",
    "(?:it'?s|this is|an) (?:\\w+ )?emergency(?! (?:fund|food|medicine|room"
    "|management|prep|response|services|housing program))",
    "🆘|s\\.o\\.s",
)

PHRASES = (*HARM, *BREAD, *ASKED)
