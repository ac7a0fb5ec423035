"""Pages of a long list: the work on one does not grow with what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

if TYPE_CHECKING:
    Pages = Paginator[Any]
else:
    Pages = Paginator

MOST = 1000


class Newest(Pages):
    """The first so many rows of an ordered query; what is older, a search finds.

    Finds the ids of a page first: joined with what belongs to them, SQLite would read
    the whole table rather than walk the index of their order.
    """

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.object_list.select_related(None).order_by()[:MOST].count()

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        plain = self.object_list.select_related(None).prefetch_related(None)
        keys = plain.values_list("pk", flat=True)[first : first + self.per_page]
        return Page(self.object_list.filter(pk__in=list(keys)), number, self)
