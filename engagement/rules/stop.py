"""Does somebody ask us to leave them alone? Pure; words per language.

Who asks is left alone for good, so a sentence that only sounds like it must not do
it. It counts in a short text alone, where a sentence begins with the request and says
that it is about them; a bare word, where it is all they say. "Don't stop", "landlords
never answer us" and "this will take us from theory to practice" ask for nothing. What
is overlooked here, a person reads on its card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engagement.rules.words import either, plain

ALONE: dict[str, frozenset[str]] = {
    "en": frozenset(
        {"stop", "stop it", "stop this", "stop now", "unsubscribe", "opt out", "enough"}
    ),
    "es": frozenset({"alto", "basta", "basta ya", "paren", "para ya", "ya basta"}),
}
LEAD: dict[str, tuple[str, ...]] = {
    "en": (
        r"please|pls|plz|kindly|just|really|seriously|again|now|ok|okay|no|sorry",
        r"hi|hey|hello|dear|all|folks|team|everyone|thanks|thank you|and|but|so",
        r"(?:can|could|would|will) you|you (?:must|should|need to|have to)",
        r"(?:i|we)(?:'d| would)? (?:like|want|need|ask|asked|told|beg) you to",
    ),
    "es": (
        r"por favor|porfa|ya|hola|oye|oigan|gracias|perdon|y|pero|no",
        r"(?:les |te |le )?(?:pido|pedimos|ruego|rogamos)(?: que)?",
        r"(?:quiero|queremos) que",
    ),
}
"""What may stand before a request, at the beginning of its sentence."""

# With nothing behind it that makes something else of it.
END = (
    r"(?=(?:,? (?:please|pls|plz|now|again|anymore|any more|ever|at all|thanks"
    r"|thank you|to me|to us|from you|por favor|ya|mas|gracias|a mi|a nosotros"
    r"|de ustedes))*[^\w]*$)"
)
# "Don't write to us, call!" and "don't answer us if you are busy" are about the way.
PLAIN = (
    r"(?! (?:if|until|till|unless|when|before|yet|today|si|hasta|cuando)\b)"
    r"(?!, (?!please|pls|plz|ever|ok|thanks|thank you|por favor|gracias))"
)
LISTS = (
    r"(?:\w+ ){0,3}(?:lists?|threads?|feed|posts?|tags|mentions|replies|answers"
    r"|messages|mailings?|newsletters?|account|page|site|website|bot|conversation)"
)
PHRASES: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:stop|quit) (?:replying|responding|answering|tagging|mentioning|naming"
        r"|messaging|contacting|writing|commenting|thanking|bothering|spamming)"
        rf"(?:(?: \w+){{0,2}} (?:me|us|my|our|this account)\b|{END})",
        r"stop (?:with )?(?:the |these |your |this |all )?(?:automated |automatic "
        rf"|bot )?(?:replies|answers|messages|mentions|bot){END}",
        r"(?:do not|don't|dont) (?:ever )?(?:reply to|respond to|answer|tag|mention"
        rf"|contact|message|write to|bother) (?:me|us)\b{PLAIN}",
        r"never (?:ever )?(?:reply to|respond to|answer|tag|mention|contact|message"
        rf"|write to|thank|bother) (?:me|us) (?:again|any ?more){END}",
        r"leave (?:me|us) alone\b(?! (?:with|in|for|on))",
        rf"(?:take (?:me|us) off|remove (?:me|us) from) {LISTS}\b",
        r"(?:i|we)(?: want to| would like to|'d like to| wish to)? opt out"
        rf"(?: of (?:this|{LISTS}))?{END}",
        rf"opt (?:me|us) out\b{PLAIN}",
        r"unsubscribe (?:me|us)\b",
        rf"no more (?:automated |automatic |bot )?(?:replies|messages|mentions){END}",
    ),
    "es": (
        r"(?:dejen|deja|dejad|deje) de (?:escribir|contestar|responder|etiquetar"
        rf"|mencionar|contactar|molestar)(?:(?:me|nos)\b|{END})",
        r"no (?:me|nos) (?:escriban|contesten|respondan|etiqueten|mencionen|contacten"
        r"|molesten|escribas|contestes|respondas|etiquetes|menciones|escriba|conteste)"
        rf"(?: mas)?\b{PLAIN}",
        r"(?:dejenme|dejenos|dejennos|dejame|dejadme) en paz\b",
        r"(?:quiero|queremos) (?:darme|darnos) de baja"
        rf"(?: de (?:su|sus|tu|tus|esta|estos) \w+)?{END}",
        rf"no mas (?:respuestas|mensajes|menciones){END}",
    ),
}
POLITE = frozenset(
    {"please", "pls", "plz", "por", "favor", "now", "ya", "just", "thanks", "gracias"}
)
LONGEST = 12
"""Words; who writes more tells a story, in which anything may be said by anybody."""

TURNED = r"(?<!don't )(?<!do not )(?<!dont )(?<!never )(?<!not )(?<!can't )(?<!cannot )"
LEADS = "|".join(one for ones in LEAD.values() for one in ones)
ASKED = "|".join(one for ones in PHRASES.values() for one in ones)
# A quotation mark is not skipped: what it opens, somebody else has said.
REQUEST = re.compile(rf"[^\w\"'“”«»]*(?:(?:{LEADS})\b[^\w\"'“”«»]+)*(?:{ASKED})")
SENTENCES = re.compile(r"[.!?;…]+|\s[-–—]+\s")
NAMES = re.compile(r"@\w+")
LINES = re.compile(r"\s*\n\s*")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def asks_to_stop(text: str, more: Iterable[str] = ()) -> bool:
    """Whether it does; ``more`` are the Center's words, which count like ours."""
    said = plain(LINES.sub(" . ", NAMES.sub(" ", text)))
    words = WORD.findall(said)
    bare = " ".join(word for word in words if word not in POLITE)
    own = {plain(one) for one in more}
    if bare in own.union(*ALONE.values()):
        return True
    if len(words) > LONGEST:
        return False
    if any(REQUEST.match(one.strip()) for one in SENTENCES.split(said)):
        return True
    phrases = sorted(one for one in own if " " in one)
    turned = either(TURNED + re.escape(one) for one in phrases)
    return bool(turned.search(said))
