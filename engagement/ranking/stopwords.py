"""Words that name no topic: those of grammar, those of every post. Data."""

from __future__ import annotations

from typing import Final

GRAMMAR = """
able about above after again against almost along already also although always among
another anybody anyone anything around away back because been before begin beginning
behind being below best better between both came cannot come comes coming could
couldn did didn does doesn doing done down during each either else enough even ever
every everybody everyone everything find first five four from gave get gets getting
give given gives giving goes going gone good great hadn half has hasn have haven
having help helped helping helps here hers herself himself however into isn itself
just keep keeps kept knew know known knows large last later least less let lets like
liked likes little long longer look looking looks made make makes making many maybe
mean means might mine more most much must myself near need needed needs neither never
nine nobody none nothing often once only onto other others ought ours ourselves over
own part perhaps place please quite rather really right said same saw say says second
see seem seemed seems seen seven several shall she should shouldn since six small some
somebody someone something sometimes soon still such take taken takes taking tell
tells ten than that their theirs them themselves then there these they thing things
think thinks third this those though thought three through thus till together told too
took toward towards tried tries true try trying twice under until upon used uses using
usually very want wanted wants wasn well went were weren what when where whether which
while whole whom whose why will with within without won would wouldn yes yet you your
yours yourself
"""

PLAIN = """
taught teach teaches heavy light
across bring carried carry chair coffee corner couple cost costs cover cups desk
dollar dollars door dozen eight eighteen eighty eleven empty fifteen fifty floor
forty found fourteen front half hang held hold holds hundred hung itself key keys
kitchen leave leaves left lunch morning mornings nineteen ninety number ones open
pages passed pays phone piece ring rooms seat seats seventeen seventy shelf sheet
sheets sits sixteen sixty stand stands stood stop stops street streets telephone
tenth thirteen thirty thousand took twelve twenty walk walks wall window
"""

INVITATIONS = """
afternoon amazing announce announcing april august available awesome blog check click
congratulations course daily date days december details email event events evening
excited february free friday friends glad grateful happy hear hello hope hour hours
january join joined joining july june learn learned learning link links live love
loved march meet meeting minutes monday month months morning news next night november
october open people person post posted posts proud question questions read reading
register registration saturday season september share shared sharing sign spring start
started starting starts stay story stories summer sunday talk talking team tell thank
thankful thanks thread thursday time times today tomorrow tonight tuesday update
updates video visit wait watch wednesday week weekend weekly weeks welcome winter wish
wonderful wonder work worked working works world write writes writing written wrote
year yearly years yesterday answer answers answering asked asking asks bring brings
call called calls different form forms full hand hands hard idea ideas kind line
lines list lists name names number numbers page paper piece point room short side
simple table turn turned word words way ways
"""

# They name something only with their neighbor: field placement, kinship care.
HALF_NAMES = """
area care case center change child community county education event family field
group health information life local member national need neighborhood office
organization plan practice process program project public report research resource
school service site social space state study support system university volunteer
workshop
"""

STOP_WORDS: Final = frozenset(f"{GRAMMAR} {PLAIN} {INVITATIONS}".split())
WEAK_WORDS: Final = frozenset(HALF_NAMES.split())
