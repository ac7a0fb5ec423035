"""By a supervisor's rule: the worker announces a thanks, and anybody may stop it.

Nothing is decided in silence: what is to leave by itself stands on the queue with its
exact text for at least one working hour. Rows are the queue: a sweep that dies, or
runs twice, announces nothing twice.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import Account, Activity, Center, Member
from engagement import automatic
from engagement.aim import Way
from engagement.automatic import SWITCHED_OFF, Rules
from engagement.calendar import week_of
from engagement.decide.alone import alone
from engagement.keys import text_key
from engagement.may_leave import NOT_BY_ITSELF
from engagement.models import Conflict, Contact, Delivery, Rule, Suggestion
from engagement.outbox_times import THANKS_DAYS, window_end
from engagement.rules.screening import May
from engagement.settling import reopen
from engagement.worktime import Week, working_days

story = logging.getLogger("kindred.story")
logger = logging.getLogger(__name__)
State = Delivery.State

FRESH = timedelta(days=1)
"""What was noticed longer ago is for people: they have seen it lie there."""
AT_ONCE = 50
KNOWN = (Contact.Kind.ORGANIZATION, Contact.Kind.PROFESSIONAL)
UNJUDGED = "Whether it may still leave by itself could not be told."
ALREADY = "Too late to stop: it is already on its way."


def announce(now: datetime) -> int:
    """Look again at what was announced, and announce what may leave; how many."""
    look_again(now)
    announced = 0
    centers = Center.objects.filter(
        Q(paused_until=None) | Q(paused_until__lte=now), frozen_at=None
    )
    # A break has nobody who could object, so nothing begins to wait in it.
    for center in centers.order_by("pk"):
        rules = automatic.rules_on(center)
        if rules:
            announced += _announce_all(center, rules, now)
    return announced


def _announce_all(center: Center, rules: Rules, now: datetime) -> int:
    announced = 0
    words = automatic.seen_words(center)
    for card in _untouched(center, rules, now)[:AT_ONCE]:
        try:
            if isinstance(automatic.answer_of(card, rules, words), May):
                announced += announce_one(card.pk, now)
        except (Conflict, IntegrityError) as error:
            logger.info("card %s is left to people: %s", card.pk, error)
        except Exception:
            # Whatever one person's words did to us, the others are not kept waiting.
            logger.exception("card %s could not be announced", card.pk)
    return announced


def _untouched(center: Center, rules: Rules, now: datetime) -> QuerySet[Suggestion]:
    """Open thanks on which no person has laid a hand, and that never were decided."""
    return (
        Suggestion.objects.of(center)
        .filter(
            nobodys(),
            account__in={account for account, _ in rules},
            kind=Suggestion.Kind.THANK,
            state=Suggestion.State.OPEN,
            owed=True,
            kind_before="",
            together_with=None,
            deliveries=None,
            noticed_at__gt=now - FRESH,
            profile__opted_out_at=None,
            profile__contact__kind__in=KNOWN,
            profile__contact__kept_out=False,
        )
        .exclude(post=None)
        .select_related("center", "account__app", "profile__contact", "post")
        .order_by("-pk")
    )


def nobodys() -> Q:
    """Never claimed, written on, put off or given to somebody."""
    return Q(claimed_by=None, drafted_by=None, assigned_to=None, hidden_until=None)


@transaction.atomic
def announce_one(pk: int, now: datetime) -> bool:
    """Accept one card by rule, to leave when its window is over.

    In its Center's turn: limits are counted, and texts chosen, by one worker at a
    time. False where it may not be. Raises Conflict when a person was first.
    """
    found = Suggestion.objects.filter(pk=pk).values_list("center", flat=True)
    Center.objects.filter(pk__in=found).update(owed_hours=F("owed_hours"))
    center = Center.objects.get(pk__in=found)
    if center.frozen_at or (center.paused_until and center.paused_until > now):
        return False
    rules = automatic.rules_on(center)
    card = _untouched(center, rules, now).filter(pk=pk).first()
    if card is None or _by_a_person(card) or automatic.thanked_lately(card, now):
        return False
    line = _line(card, rules, now)
    if line is None:
        return False
    card.move(
        Suggestion.State.ACCEPTED,
        where=nobodys(),
        decided_by=None,
        decided_at=now,
        draft=line.text,
    )
    line.save()
    Activity.record("worker", "announced", card, delivery=line.pk, rule=line.by_rule_id)
    story.info("goes out by itself to %s: %s", card.profile, line.text)
    return True


def _by_a_person(card: Suggestion) -> bool:
    """A member did something with it once, and it came back."""
    return (
        Activity.objects.of(card.center)
        .filter(target_kind="suggestion", target_id=card.pk, member__isnull=False)
        .exists()
    )


def _line(card: Suggestion, rules: Rules, now: datetime) -> Delivery | None:
    """The line of the outbox, not yet written down; None where it may not be."""
    answer = automatic.answer_of(card, rules)
    row = automatic.row_of(card, automatic.lines_of(card))
    way = automatic.way_of(card, row) if row else None
    if not isinstance(answer, May) or row is None or way is None or not way.post:
        return None
    rule = rules[way.account.pk, row.kind]
    week = week_of(card.center)
    due_at = window_end(week, now)
    if automatic.left_today(rule, due_at) < 1:
        return None
    text = automatic.wording(card, way, answer.language, now)
    return _written(card, way, rule, text, week, due_at) if text else None


def _written(
    card: Suggestion, way: Way, rule: Rule, text: str, week: Week, due_at: datetime
) -> Delivery:
    return Delivery(
        center_id=card.center_id,
        account=way.account,
        suggestion=card,
        mode=Delivery.Mode.API,
        verb=way.verb,
        target_key=way.target.key,
        text=text,
        text_key=text_key(text),
        by_rule=rule,
        cost_micro=way.price(text),
        due_at=due_at,
        not_after=working_days(week, due_at, THANKS_DAYS),
    )


def look_again(now: datetime) -> int:
    """Give back what must not leave any longer, put off what has less than its window.

    What was said of a contact, a word, a rule or the hours may have changed since it
    was announced; the outbox asks the same once more before it sends.
    """
    given = 0
    rows = Delivery.objects.filter(
        by_rule__isnull=False, state=State.QUEUED, due_at__gt=now
    ).select_related(
        "center", "account__app", "by_rule", "suggestion__profile__contact"
    )
    for line in rows:
        try:
            reason = automatic.why_no_longer(line)
            given += give_back(line, reason) if reason else 0
            _keep_window(line, now)
        except Conflict as error:
            logger.info("delivery %s is left as it is: %s", line.pk, error)
        except Exception:
            # What cannot be judged must not leave, and keeps no other line waiting.
            logger.exception("delivery %s could not be looked at again", line.pk)
            given += _keep_back(line)
    return given


def _keep_back(line: Delivery) -> bool:
    try:
        return give_back(line, UNJUDGED)
    except Exception:
        # The outbox asks the same before it sends, and breaks before the call.
        logger.exception("delivery %s could not be given back", line.pk)
        return False


def _keep_window(line: Delivery, now: datetime) -> None:
    """When hours change, or a break begins, there is still time to object."""
    began = line.suggestion.decided_at or now
    pause = line.center.paused_until
    end = window_end(week_of(line.center), max(began, pause) if pause else began)
    if end > line.due_at:
        Delivery.objects.filter(
            pk=line.pk, state=State.QUEUED, due_at=line.due_at
        ).update(due_at=end, touched_at=now)


@transaction.atomic
def give_back(line: Delivery, reason: str) -> bool:
    """It does not leave, and why; people have its card again."""
    line.move(State.CANCELLED, error=reason, error_code=NOT_BY_ITSELF)
    reopen(line.suggestion)
    Activity.record("worker", "gave back", line)
    return True


def stop(line: Delivery, *, by: Member) -> None:
    """Anybody stops it: it does not leave, and its card is for people from now on.

    Raises Conflict, saying who was first, when it was stopped or is on its way.
    """
    if line.by_rule_id is None or line.state not in (State.QUEUED, State.HELD):
        raise Conflict(_who_was_first(line))
    try:
        with alone():
            line.move(State.CANCELLED, settled_by=by)
            reopen(line.suggestion)
            Activity.record(by, "stopped", line.suggestion, delivery=line.pk)
    except Conflict as error:
        raise Conflict(_who_was_first(line)) from error


def _who_was_first(line: Delivery) -> str:
    line.refresh_from_db()
    if line.state == State.CANCELLED:
        who = line.settled_by.name if line.settled_by else "Kindred"
        return f"{who} stopped it first."
    if line.state in (State.SENT, State.UNCONFIRMED, State.SENDING):
        return ALREADY
    return "It was settled meanwhile."


@transaction.atomic
def switch_on(account: Account, kind: str, *, by: Member, cap: int) -> Rule:
    """A supervisor confirmed what the network asks for; from now on, and not before."""
    now = timezone.now()
    rule, _ = Rule.objects.update_or_create(
        center=by.center,
        account=account,
        kind=kind,
        defaults={"on": True, "confirmed_at": now, "since": now, "by": by, "cap": cap},
    )
    Activity.record(by, "switched on", rule, kind=kind, cap=cap)
    return rule


def switch_off(account: Account, kind: str, *, by: Member) -> int:
    """Nothing of this kind leaves by itself; what waits goes to people. How many."""
    rule = Rule.objects.of(by.center).filter(account=account, kind=kind).first()
    if rule is None:
        return 0
    with transaction.atomic():
        Rule.objects.filter(pk=rule.pk).update(on=False, since=timezone.now())
        Activity.record(by, "switched off", rule, kind=kind)
    given = 0
    waiting = Delivery.objects.of(by.center).filter(
        by_rule=rule, state__in=(State.QUEUED, State.HELD)
    )
    for line in waiting.select_related("suggestion", "center"):
        try:
            given += give_back(line, SWITCHED_OFF)
        except Conflict as error:
            logger.info("delivery %s was settled first: %s", line.pk, error)
    return given
