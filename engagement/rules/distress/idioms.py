"""Despair as it is said on social media, where the plain words are shunned."""

from __future__ import annotations

DRUGS = (
    "(?:\\w+ )?(?:tylenol|paracetamol|acetaminophen|advil|ibuprofen\\w*|aspirinas?"
    "|xanax|benadryl|ambien|melatonin\\w*|valium|klonopin|percocet|oxy\\w*|insulin"
    "|pills|pastillas|tablets|meds|painkillers|antidepress\\w*|antidepres\\w*|bleach)"
)

PHRASES = (
    "unaliv(?:e|ed|es|ing) {self}",
    "(?:want|wants|wanna|going|gonna|ready|trying|tried|rather|just|imma) (?:to"
    " )?(?:just )?(?:be )?unalived?",
    # Kilometres are counted
    "(?<!\\d )(?<!many )(?<!few )(?<!more )kms (?:tonight|tomorrow|now|rn|today|soon"
    "|fr|honestly|ngl|lol|if|because|bc)|(?:gonna|going to|want to|wanna|i'?ll|might"
    "|should|imma|ima|could|about to) (?:just )?kms",
    "(?:gonna|going to|want to|wanna|ready to|planning to) (?:just )?ctb",
    "sewer ?(?:slid|cid)\\w*|toaster bath",
    "(?:rope|neck|yeet|delete) {self}|(?:to|wanna|gonna|might|should|could|almost"
    "|nearly) off {self}",
    "suicidal (?:rn|right now|again|tonight|today|lately|af|atm|fr)",
    "i(?:'ve| have| still| keep| just| wanna| want to)* self[- ]?harm\\w*",
    "iwan(?:t|na)(?:to|2)?die|(?:wnat|watn|wnt|wan) (?:to )?die|want to d ?ie",
    "(?:kill|hurt|unalive)myself|endmylife|quieromorir(?:me)?",
    "(?:lost|losing|lose|without|have no) (?:the|my|all|any|all my)? ?(?:will|desire)"
    " to (?:live|go on|exist|keep going|be here)",
    "life(?: is|'s)?(?: not|n'?t| isn'?t| ain'?t| no longer| really isn'?t| just"
    " isn'?t| never)(?: even| really)? worth (?:it|living|anything)",
    "(?:it'?s|it is) all over for me",
    "got (?:\\w+ )?(?:raped|molested|roofied|sexually assaulted)",
    "(?:he|she|they|husband|boyfriend|dad|wife|partner|ex) (?:\\w+ )?put me in (?:the"
    " )?(?:hospital|er|icu)",
    f"(?:swallowed|took|taken|downed|drank) (?:\\w+ )?(?:\\w+ )?(?:bottle|handful|box"
    f"|pack) of {DRUGS}",
    "swallowed (?:bleach|a whole bottle|the whole bottle)",
    # Spanish; who "se desvive por" others does them good
    "(?:quiero|quisiera|quiere|voy a|va a|ganas de) desvivir(?:me|se)?(?! por)",
    "(?:k|q)iero (?:morir|matar|desaparecer)(?:me)?|qu?iero mori",
    "(?:perdi|he perdido|perdio) (?:las|todas las|la) (?:ganas|voluntad) de vivir",
    "(?:la|mi) vida (?:ya )?no (?:vale (?:la pena|nada)|tiene sentido)",
    f"(?:tome|trague|tomo|trago) (?:\\w+ )?(?:\\w+ )?(?:frasco|bote|puñado|caja) de"
    f" {DRUGS}",
    "suicida (?:otra vez|esta noche|hoy)|me quiero (?:morir|matar|ir de este mundo)",
)

ALONE = (
    "(?:(?:please|pls|plz|por favor) )*(?:help|sos|ayuda|auxilio|socorro)(?: (?:help"
    "|me|us|please|pls|plz|now|sos|ayuda|auxilio|socorro|por favor))*"
)
"""What is a cry where somebody says nothing else."""
