"""What somebody is in the middle of, where their own words are not the guides': asked for a number, pressed for a yes.

In: a part of a question and its vector. Out: the field's words for its situation, to search by, or "".
Each situation is described by a few plain ways of telling it, which are compared with the question's
sentences, and with what it quotes, by meaning. A long story is so found by its one sentence that asks. The
descriptions are encoded once in each generation of an index. It knows no guide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.left_behind import MADE_UP_FOR
from assistant.question import QUOTATION, Question
from corpus.regexes import regex
from index.encoder import Encoder
from index.library import Library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# From this cosine on a sentence tells of a situation.
LIKE = 0.52
# From this one on it tells of it beyond doubt.
PLAIN = 0.62
# What is said to be a pushback already may be told further from a way of saying it.
LIKE_SAID = 0.45
# A sentence of fewer words tells too little by itself; of a longer text only so many sentences are looked at,
# the last ones: what is asked stands at the end.
FEWEST_WORDS = 3
MOST_SENTENCES = 6

# What somebody wants of their pay tells which part of it to ask for.
WHAT_IS_VALUED = "anchor asks to what you value: base for stability, equity when you believe in the company"
# The field's words for a situation → ways of telling it.
SITUATIONS: dict[str, tuple[str, ...]] = {
    "name a number first range budgeted salary expectation": (
        "what salary are you looking for", "how much do you want to earn", "what number do you have in mind",
        "what are your salary expectations", "what do I say when they ask how much I want",
        "what do I put in the field for desired pay", "they want me to name a figure first",
        "the web form insists on my desired salary", "they want to know my bottom line, the least I would take",
        "tell us what you would like to make",
    ),
    "final decision consider total value learning team mission work-life balance": (
        "both offers pay the same, which one should I take", "what matters besides the money",
        "which other things should I think about before I decide between offers",
        "the pay is equal, what should make the difference", "two jobs with the same money, how do I choose one",
        "leaving the money aside, what should I compare", "what counts in a decision other than pay",
    ),
    "rescind withdraw the offer negotiating politely": (
        "can they take the offer back because I asked for more", "will they be offended or find me greedy when I ask",
        "I am afraid to lose the offer if I negotiate", "will they cancel my offer when I counter",
        "I feel bad about asking for more money", "I am too shy to ask them for more",
    ),
    "accept on the spot ask for time to consider acknowledgment a few days": (
        "they want an answer right away on the phone", "the recruiter pushes me to say yes now",
        "how long may I think about it before I answer", "can I ask for more time to decide",
    ),
    "in writing formal offer letter verbal promises before resigning": (
        "he promised it by word of mouth only", "they told me on the phone that I will get a better title later",
        "when should I quit my current job",
        "what do I check in the offer letter before I sign", "which things should stand in the written offer",
        "they agreed to my counter, what do I do next", "we have a deal on the phone, what is the next step",
        "is a spoken promise worth anything", "what must be in the letter before I give notice",
    ),
    "recruiter advocate adversary collaborative tone": (
        "is the recruiter my friend or my enemy", "whose side is the recruiter on",
        "should I be tough and cold with them or nice", "the recruiter is so friendly, is that a trick",
        "what tone should my message have", "how polite or how firm should I sound",
    ),
    "without competing offer market data leverage demonstrated value": (
        "I have only this one offer, can I still ask for more", "how do I argue without another offer",
        "they ask whether I have other offers and I have none",
        "I have no job at the moment, how do I negotiate", "how do I negotiate as somebody unemployed",
    ),
    "research data sources market compensation": (
        "where do I find out what people are paid", "which websites show salaries",
        "where can I look up what the market pays before I make my counter",
        "they lowballed me, their offer is far below the market",
        "who can tell me what others are paid", "which places have salary data to compare with",
    ),
    "target bonus policy-set percentage low flexibility": (
        "is the bonus percentage the same for everyone", "can the target bonus be changed",
        "they say the bonus is set by company policy", "which of the parts follows a policy and cannot be moved",
    ),
    "base cannot move equity signing bonus most flexibility": (
        "they cannot raise the base, what can I get instead", "the salary is fixed, what else can move",
        "what can I ask for if the base is capped",
    ),
    MADE_UP_FOR: (
        "I lose unvested shares when I leave my present job, what can make up for it",
        "which part of the offer should compensate for the stock I give up",
        "I forfeit a bonus at my current company, how do I get it back",
    ),
    WHAT_IS_VALUED: (
        "I want safety, which part of the offer should I push", "I need cash now, which component do I ask for",
        "I believe in the company, do I ask for stock or for base", "I have a family and a mortgage, base or equity",
        "I am a cautious person, which part suits me", "which part fits somebody who values stability",
    ),
    "offer received acknowledgment research counter discussion timeline": (
        "what happens after I have sent my counter", "what is the next step once I have countered",
        "in which order do the steps of a negotiation come", "how does the process go from offer to decision",
    ),
    "start date flexibility high can affect equity vesting": (
        "does it matter for the money when I start", "can I begin a month later",
        "would another first day at work change anything",
    ),
    "startup equity percentage dilution strike price valuation": (
        "what should I ask about stock options at a startup", "how do I judge shares of a small private company",
    ),
    "whole package priorities specific justified ask": (
        "should I ask for everything at once or one thing after another",
        "negotiate the whole package or one part",
    ),
    "level determination room to level up": (
        "how do I ask for a higher level than the one in the offer", "can I come in one level above what they offer",
        "can they put me in a higher level", "should I fight for a higher grade instead of more money",
    ),
    "use the competing offer as factual leverage not a threat": (
        "how do I get them to match another company's offer", "can they match what the other company pays",
        "how do I mention my other offer without sounding like a threat",
        "I have two offers, how do I use one against the other",
    ),
    "first offer is rarely final companies expect negotiation": (
        "is it normal to negotiate at all", "should I just take the first offer",
        "the first number is already good, should I still negotiate",
        "somebody told me never to negotiate, is that right", "I am only a junior, may I negotiate as well",
        "do people with little experience negotiate too",
    ),
    "total compensation components four parts base equity signing bonus target bonus benefits": (
        "what does a pay package consist of", "which parts belong to the total compensation",
        "do benefits count into the total", "which components does an offer have",
    ),
    "negotiate after accepting": (
        "can I ask for more after I said yes", "I have accepted and regret it, can I still ask for more",
        "I said yes on the phone, is there still room to negotiate", "does a verbal yes end the negotiation",
        "I signed already, is it too late to negotiate",
    ),
}  # fmt: skip

# What the other side says, in the words that guides answer → ways of saying it.
PUSHBACKS: dict[str, tuple[str, ...]] = {
    "this is our final offer": (
        "that figure stays as it is", "that is our last word", "take it or leave it",
        "we cannot go any higher than this", "there is nothing more on the table", "our hands are tied, this is it",
        "the offer is closed and finance has signed it off", "we have given you everything we can",
        "there is no budget left for more",
    ),
    "the band does not allow higher": (
        "the system does not accept a salary above the maximum of the grade", "you are at the cap for this level",
        "the pay range of the level ends there", "the salary grid does not permit more",
        "more than that is outside your pay grade",
        "HR policy limits what this level can earn",
    ),
    "we don't negotiate": (
        "our offers are the same for everybody", "it is our policy not to discuss the pay",
        "we never bargain about offers",
        "the salary is fixed and not open for discussion", "everybody here gets exactly the same package",
    ),
}


def pushback_meant(vector: NDArray[np.float32], library: Library, encoder: Encoder) -> str:
    """The plain words for what the other side says, where its own words are like a way of saying it; else ""."""

    def make() -> NDArray[np.float32]:
        return encoder.encode([line for lines in PUSHBACKS.values() for line in lines])

    cosines = library.once(("pushbacks", encoder.id), make) @ vector
    owners = [plain for plain, lines in PUSHBACKS.items() for _ in lines]
    best = int(cosines.argmax())
    return owners[best] if float(cosines[best]) >= LIKE_SAID else ""


_SENTENCE = regex(r"(?<=[.!?;？。])\s+|[\"“”«»]|:\s+")


def situation_of(
    q: Question, library: Library, encoder: Encoder, vector: NDArray[np.float32]
) -> tuple[str, bool]:
    """The field's words for the situation that a question tells most plainly, and whether it does beyond doubt;
    "" where it tells none."""

    def make() -> NDArray[np.float32]:
        return encoder.encode([line for lines in SITUATIONS.values() for line in lines])

    pieces = [s for s in map(str.strip, _SENTENCE.split(q.text)) if len(re.findall(r"\w+", s)) >= FEWEST_WORDS]
    several = len(pieces) > 1 or (pieces and QUOTATION.search(q.text))
    vectors = encoder.encode(pieces[-MOST_SENTENCES:]) if several else vector[None, :]
    cosines = library.once(("situations", encoder.id), make) @ vectors.T
    best, found, plain = 0.0, "", False
    start = 0
    for words, lines in SITUATIONS.items():
        like = sorted(map(float, cosines[start : start + len(lines)].max(axis=0)), reverse=True)
        start += len(lines)
        # What another sentence tells decides between what one is like: "I clicked accept. Still ask for more?"
        score = like[0] + sum(like[1:2]) / 2
        if like[0] >= LIKE and score > best:
            best, found, plain = score, words, like[0] >= PLAIN
    return found, plain
