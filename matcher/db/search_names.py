"""Very many short texts (names, titles), looked through as one by one but all at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matcher.db.search_query import asked_forms, parse, text_forms


@dataclass(slots=True)
class Names:
    """Texts by the words they hold: :func:`~matcher.db.search_query.holds_all` of each of them."""

    texts: tuple[str, ...]
    _having: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Names":
        """These texts, in this order."""
        made = cls(tuple(texts))
        for place, text in enumerate(made.texts):
            for form in text_forms(text):
                made._having.setdefault(form, set()).add(place)
        return made

    def holding(self, query: str) -> list[str]:
        """The texts that hold every term of ``query``, in any inflection."""
        return [self.texts[place] for place in self.places(query)]

    def places(self, query: str) -> list[int]:
        """Where among the texts they stand."""
        terms = parse(query).terms
        if not terms:
            return []
        nothing: set[int] = set()
        each = [
            set().union(*(self._having.get(form, nothing) for form in asked_forms(term)))
            for term in terms
        ]
        return sorted(set.intersection(*each))
