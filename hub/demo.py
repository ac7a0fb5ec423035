"""A demo Center for an empty database: people, accounts, hands, watches, rules.

No post, interaction or suggestion: these come over HTTP from the sandbox, as they
would from the real networks.
"""

from __future__ import annotations

from datetime import time, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.addresses import note_address
from accounts.connect import sealed
from accounts.models import Account, App, Center, Hands, Hours, Member, User
from accounts.models.account import Network
from accounts.platforms.base import Tokens
from accounts.platforms.blog.keys import site_of
from accounts.platforms.facebook import login
from engagement.keys import url_key
from engagement.models import Contact, Profile, Rule, Watch
from engagement.rules.automatic import MOST_A_DAY, kinds_on

SLUG = "csw"
PASSWORD = "kind-regards"  # noqa: S105 # nosec B105 # the demo's, known to all
POSTER, SUPERVISOR = "maya@demo.example", "ruth@demo.example"
OWNER = "iris@demo.example"
BUDGET_MICRO = 25_000_000
PEERS_LIST = "5001"
SCOPES = (
    "tweet.read",
    "tweet.write",
    "users.read",
    "follows.read",
    "offline.access",
    "media.write",
)
# X's access tokens live two hours; ours are renewed a little before.
TOKEN_LIFE = timedelta(minutes=110)

ORGANIZATION, PROFESSIONAL = Contact.Kind.ORGANIZATION, Contact.Kind.PROFESSIONAL
# Whom the Center knows already, and as what: a person has said so, as triage would.
KNOWN = (
    ("RiversideFood", "Riverside Food Bank", ORGANIZATION),
    ("HarborYouth", "Harbor Youth Services", ORGANIZATION),
    ("KinshipNetwork", "Kinship Care Network", ORGANIZATION),
    ("FieldEdForum", "Field Education Forum", ORGANIZATION),
    ("LakesideSSW", "Lakeside School Social Workers", ORGANIZATION),
    ("OpenDoorHousing", "Open Door Housing Clinic", ORGANIZATION),
    ("MercyElders", "Mercy Elder Services", ORGANIZATION),
    ("EastsideHarvest", "Eastside Harvest", ORGANIZATION),
    ("NewRootsRefuge", "New Roots Refugee Services", ORGANIZATION),
    ("QuietPinesCamp", "Quiet Pines Grief Camp", ORGANIZATION),
    ("dr_amara_okoye", "Dr. Amara Okoye", PROFESSIONAL),
    ("tomas_lindqvist", "Tomás Lindqvist, LISW-S", PROFESSIONAL),
    ("PriyaNair_MSW", "Priya Nair", PROFESSIONAL),
    ("prof_wen_li", "Wen Li", PROFESSIONAL),
)
PAGES = (
    ("7002", "RiversideFoodBank", "Riverside Food Bank"),
    ("7003", "HarborYouthServices", "Harbor Youth Services"),
    ("7004", "KinshipCareNetwork", "Kinship Care Network"),
    ("7005", "NorthShoreHospice", "North Shore Hospice"),
)
BLOGS = (
    ("riverside", "Riverside Family Network", "feed/"),
    ("harbor", "Harbor House Notes", "feed/atom/"),
)


class NotTheDemo(Exception):
    """The database holds a Center of somebody's own."""


def fill(site: str) -> bool:
    """Make the demo Center, wired to the networks at ``site``, in an empty database.

    False if it is there already. Raises NotTheDemo for any other Center.
    """
    slugs = set(Center.objects.values_list("slug", flat=True))
    if slugs:
        if SLUG not in slugs:
            raise NotTheDemo
        return False
    with transaction.atomic():
        center = _center()
        people = _people(center)
        twitter, blog = _twitter(center, people[0]), _blog(center, people[0], site)
        page = _page(center, people[0], site)
        hands = ((twitter, "delegate"), (page, "page_access"), (blog, "login"))
        for member in people:
            for account, how in hands:
                Hands.objects.create(
                    center=center, account=account, member=member, how=how
                )
        _sources(center, twitter, site)
        _pages_of_peers(center, site)
        for kind, cap in (("reply", 60), ("share", 10), ("comment", 6)):
            Rule.objects.create(center=center, kind=kind, cap=cap, by=people[0])
        for account in (twitter, page, blog):
            _thanks_by_itself(account, people[0])
    return True


def _center() -> Center:
    """Open at any hour of any day, so that the demo never says "closed"."""
    center = Center.objects.create(
        slug=SLUG, name="Center for Social Work Practice", zone="America/New_York"
    )
    for weekday in range(7):
        Hours.objects.create(
            center=center, weekday=weekday, opens=time(0), closes=time(0)
        )
    return center


def _people(center: Center) -> tuple[Member, Member]:
    """The supervisor, who stands for what was set up; and a student on shift.

    The owner of the set-up signs in, too, and has no hands on the networks.
    """
    iris = User.objects.create_user(OWNER, PASSWORD, name="Iris Tanaka")
    ruth = User.objects.create_user(SUPERVISOR, PASSWORD, name="Ruth Abelson")
    maya = User.objects.create_user(POSTER, PASSWORD, name="Maya Ortiz")
    for user in (iris, ruth, maya):
        note_address(user, verified=True)
    role = Member.Role
    Member.objects.create(center=center, user=iris, role=role.OWNER)
    return (
        Member.objects.create(center=center, user=ruth, role=role.SUPERVISOR),
        Member.objects.create(center=center, user=maya, role=role.POSTER),
    )


def _twitter(center: Center, by: Member) -> Account:
    app = App.objects.create(
        center=center,
        platform=Network.TWITTER,
        client_id="center-app",
        secret="center-secret",  # noqa: S106 # nosec B106 # the sandbox's
        owner_external_id="1001",
        budget_micro=BUDGET_MICRO,
    )
    ends_at = timezone.now() + TOKEN_LIFE
    tokens = Tokens(
        access="x-access-center",
        refresh="x-refresh-center",
        ends_at=ends_at,
    )
    return Account.objects.create(
        center=center,
        app=app,
        platform=Network.TWITTER,
        external_id="1001",
        handle="CenterSW",
        title="Center for Social Work Practice",
        tokens=sealed(tokens),
        token_ends_at=ends_at,
        granted={"tier": "self-serve", "scopes": SCOPES},
        connected_by=by,
    )


def _page(center: Center, by: Member, site: str) -> Account:
    """Our Page on Facebook, by the token that a person's role on it gave."""
    app = App.objects.create(
        center=center,
        platform=Network.FACEBOOK,
        client_id="9001",
        secret="fb-secret-center",  # noqa: S106 # nosec B106 # the sandbox's
    )
    return Account.objects.create(
        center=center,
        app=app,
        platform=Network.FACEBOOK,
        external_id="7001",
        handle="CenterSW",
        title="Center for Social Work Practice",
        web_url=f"{site}/facebook/CenterSW",
        tokens=sealed(Tokens(access="fb-page-center")),
        granted={"tier": login.TIER, "scopes": login.SCOPES},
        connected_by=by,
    )


def _thanks_by_itself(account: Account, by: Member) -> None:
    """All that its network allows, as a supervisor has confirmed it."""
    for row in kinds_on(account.platform):
        Rule.objects.create(
            center=account.center,
            account=account,
            kind=row.kind,
            cap=MOST_A_DAY,
            by=by,
            confirmed_at=timezone.now(),
        )


def _blog(center: Center, by: Member, site: str) -> Account:
    web_url = f"{site}/blog/center/"
    return Account.objects.create(
        center=center,
        platform=Network.BLOG,
        host=urlsplit(web_url).netloc,
        external_id=site_of(web_url),
        handle="kindred",
        title="Center for Social Work Practice",
        web_url=web_url,
        tokens=sealed(Tokens(user="kindred", access="blog-pass-center")),
        granted={"tier": "author"},
        connected_by=by,
    )


def _pages_of_peers(center: Center, site: str) -> None:
    """Where the same organizations are on Facebook; there nobody reads them for us."""
    for number, handle, name in PAGES:
        known = Contact.objects.of(center).filter(name=name).first()
        Profile.objects.create(
            center=center,
            contact=known
            or Contact.objects.create(center=center, name=name, kind=ORGANIZATION),
            platform=Network.FACEBOOK,
            external_id=number,
            handle=handle,
            name=name,
            url=f"{site}/facebook/{handle}",
        )


def _sources(center: Center, twitter: Account, site: str) -> None:
    """Peers as contacts, their list on X, and their blogs' feeds."""
    for handle, name, kind in KNOWN:
        Profile.objects.create(
            center=center,
            contact=Contact.objects.create(center=center, name=name, kind=kind),
            platform=Network.TWITTER,
            external_id=f"@{handle}",
            handle=handle,
            name=name,
        )
    Watch.objects.create(
        center=center,
        account=twitter,
        kind=Watch.Kind.LIST,
        target_key=PEERS_LIST,
        title="Peers on X",
    )
    for slug, name, feed in BLOGS:
        web_url = f"{site}/blog/{slug}/"
        contact = Contact.objects.create(center=center, name=name, kind=ORGANIZATION)
        profile = Profile.objects.create(
            center=center,
            contact=contact,
            platform=Network.BLOG,
            external_id=site_of(web_url),
            name=name,
            url=web_url,
        )
        Watch.objects.create(
            center=center,
            profile=profile,
            kind=Watch.Kind.FEED,
            target_key=web_url + feed,
            url_key=url_key(web_url + feed),
            title=name,
            # As adding it by its address would have found out.
            takes_comments=slug == "riverside",
        )


def webmention_door(port: int) -> str:
    """Where the demo's blog wants to be told of links to it: the line in its theme."""
    blog = Account.objects.filter(platform=Network.BLOG).order_by("pk").first()
    path = reverse("webmention", args=[blog.pk]) if blog else ""
    return f"http://127.0.0.1:{port}{path}" if path else ""
