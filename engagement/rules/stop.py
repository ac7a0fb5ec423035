"""Does somebody ask us to leave them alone? Pure; words per language.

"Don't stop" and "stop the stigma" ask for something else: a bare word counts where
it is all they say, a phrase wherever it stands and nothing turns it round.
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
PHRASES: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:stop|quit) (?:replying|responding|answering|tagging|mentioning|naming"
        r"|messaging|contacting|writing|commenting|thanking|bothering)",
        r"stop (?:the |these |your |with the )?(?:automated |automatic |bot )?"
        r"(?:replies|answers|messages|mentions|bot|spam)",
        r"(?:do not|don't|dont|never) (?:ever )?(?:reply to|respond to|answer|tag"
        r"|mention|contact|message|write to|thank|bother) (?:me|us)",
        r"leave (?:me|us) alone",
        r"(?:take|remove) (?:me|us) (?:off|from)",
        r"(?:i|we) (?:want to |would like to |wish to )?opt out",
        r"unsubscribe (?:me|us)",
        r"no more (?:automated |automatic |bot )?(?:replies|messages|mentions)",
    ),
    "es": (
        r"(?:dejen|deja|dejad|deje) de (?:escribir|contestar|responder|etiquetar"
        r"|mencionar|contactar|molestar)(?:me|nos)?",
        r"no (?:me|nos) (?:escriban|contesten|respondan|etiqueten|mencionen|contacten"
        r"|molesten|escribas|contestes|respondas|etiquetes|menciones|escriba|conteste)"
        r"(?: mas)?",
        r"(?:dejenme|dejenos|dejennos|dejame|dejadme) en paz",
        r"(?:quiero|queremos) (?:darme|darnos) de baja",
        r"no mas (?:respuestas|mensajes|menciones)",
    ),
}
POLITE = frozenset(
    {"please", "pls", "plz", "por", "favor", "now", "ya", "just", "thanks", "gracias"}
)
LONGEST = 12
"""Words; who writes more tells a story, in which a Center's own word may be any."""

TURNED = r"(?<!don't )(?<!do not )(?<!dont )(?<!never )(?<!not )(?<!can't )(?<!cannot )"
PATTERN = either(f"{TURNED}(?:{one})" for ones in PHRASES.values() for one in ones)
NAMES = re.compile(r"@\w+")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def asks_to_stop(text: str, more: Iterable[str] = ()) -> bool:
    """Whether it does; ``more`` are the Center's words, which count like ours."""
    said = plain(NAMES.sub(" ", text))
    words = WORD.findall(said)
    bare = " ".join(word for word in words if word not in POLITE)
    own = {plain(one) for one in more}
    if bare in own.union(*ALONE.values()):
        return True
    if PATTERN.search(said):
        return True
    phrases = sorted(one for one in own if " " in one)
    turned = either(TURNED + re.escape(one) for one in phrases)
    return len(words) <= LONGEST and bool(turned.search(said))
