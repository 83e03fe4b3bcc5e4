"""Rules with names: what each looks for, what it gives, and the sentences that show it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Given = TypeVar("Given", contravariant=True)
Answer = TypeVar("Answer", covariant=True)


@dataclass(frozen=True, slots=True)
class Example(Generic[Answer]):
    """A sentence, what it is about in [brackets], and the answer a person gives.

    In a rule's own list it shows the rule at work where the answer is the rule's, and a near
    sentence that belongs to another rule where it is not.
    """

    says: str
    gives: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Given, Answer]):
    """One reason for one answer: ``when`` finds the words that speak for it, or nothing."""

    name: str
    when: Callable[[Given], str | None]
    gives: Answer
    examples: tuple[Example[Answer], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Generic[Given, Answer]):
    """The rule that decided, its words, and the names of those asked before it."""

    rule: Rule[Given, Answer] | None = None
    words: str = ""
    tried: tuple[str, ...] = ()


def decide(rules: Sequence[Rule[Given, Answer]], given: Given) -> Verdict[Given, Answer]:
    """The first rule of ``rules`` that finds its words in ``given``."""
    for index, rule in enumerate(rules):
        words = rule.when(given)
        if words is not None:
            tried = tuple(r.name for r in rules[:index])
            return Verdict(rule=rule, words=" ".join(words.split()), tried=tried)
    return Verdict(tried=tuple(rule.name for rule in rules))
