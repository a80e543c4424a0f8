#!/usr/bin/env python3
"""Set up, then hold the coach to drafts that other people wrote, and write `datasets/coach-drafts-fr/results.json` and its card's table.

`dev.jsonl` was read while the rules were made, `test.jsonl`, `calls.jsonl`, `contact.jsonl` and `pairs.jsonl` were not: their writers never
saw the rules, and nothing is chosen by them.
"""

import environment

environment.enter()

import json
import re
import time
from pathlib import Path
from statistics import median

import i4nlp
from i4nlp import contact, facts
from i4nlp.training.decisions import interval

FOLDER = environment.ROOT / "datasets" / "coach-drafts-fr"
CARD = re.compile(r"(<!-- results -->\n)[\s\S]*?(<!-- end -->)")


def rows(name):
    """Return the lines of a file."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def share(flags):
    """Return a share with its exact 95 % interval."""
    flags = list(flags)
    return {"right": sum(flags), "of": len(flags), "share": sum(flags) / len(flags), "95 %": interval(sum(flags), len(flags))}


def read(name):
    """Return how often each fact of the drafts is read exactly."""
    drafts = rows(name)
    found = [facts.read(draft["t"]) for draft in drafts]
    both = list(zip(drafts, found, strict=True))
    return {
        "métier": share((said.metier.text if said.metier else None) == draft.get("metier") for draft, said in both),
        "lieu": share([place.text for place in said.lieu] == draft.get("lieu", []) for draft, said in both),
        "lieu, each place": places(both),
        "contrat": share({one.value for one in said.contracts} == set(draft.get("contrat", [])) for draft, said in both),
        "call to action": share(said.call_to_action == bool(draft.get("cta")) for draft, said in both),
        "for somebody else": share(said.for_someone_else == bool(draft.get("other")) for draft, said in both),
        "found": share(said.closed == bool(draft.get("found")) for draft, said in both),
    }


def places(both):
    """Return precision and recall over all places of all drafts."""
    wanted, named, right = 0, 0, 0
    for draft, said in both:
        asked, told = draft.get("lieu", []), [place.text for place in said.lieu]
        wanted, named, right = wanted + len(asked), named + len(told), right + len(set(asked) & set(told))
    return {"precision": right / named, "recall": right / wanted, "places": wanted}


def details():
    """Return precision and recall of contact details; right are those of the same kind, one's words in the other's ('né le' or not)."""
    wanted, named, found, right = 0, 0, 0, 0
    for row in rows("contact"):
        told = [(one.kind, row["t"][slice(*one.span)]) for one in contact.find(row["t"])]
        wanted, named = wanted + len(row["contact"]), named + len(told)
        found += sum(any(_same(one, other) for other in told) for one in row["contact"])
        right += sum(any(_same(one, other) for one in row["contact"]) for other in told)
    return {"precision": right / named, "recall": found / wanted, "details": wanted, "texts": len(rows("contact"))}


def _same(one, other):
    return one[0] == other[0] and (one[1] in other[1] or other[1] in one[1])


def pairs():
    """Return how many pairs stand in order, as they do with the same score, and the other way round."""
    scores = [[i4nlp.review_tweet(pair[side]).score for side in ("better", "worse")] for pair in rows("pairs")]
    return {
        "in order": share(better > worse for better, worse in scores),
        "same score": sum(better == worse for better, worse in scores),
        "inverted": [pair["why"] for pair, (better, worse) in zip(rows("pairs"), scores, strict=True) if better < worse],
    }


def rewrites(name):
    """Return what the rewrites of the drafts promise, and the milliseconds of a review."""
    times, low, over, unstable, made = [], 0, 0, 0, 0
    for draft in rows(name):
        start = time.perf_counter()
        review = i4nlp.review_tweet(draft["t"])
        times.append(1000 * (time.perf_counter() - start))
        if review.rewrite is not None:
            again = i4nlp.review_tweet(review.rewrite.text)
            made += 1
            low += again.score < review.score
            over += again.facts["weighted_length"] > 280
            unstable += again.rewrite is not None
    return {
        "rewrites": made,
        "lower score": low,
        "over 280": over,
        "unstable": unstable,
        "ms, median": round(median(times), 1),
    }


def both(found):
    """Return precision and recall as words."""
    return f"precision {found['precision']:.3f}, recall {found['recall']:.3f}"


def table(results):
    """Return the figures as Markdown."""
    lines = ["| | test, scored once | dev |", "| --- | --- | --- |"]
    for name, one in results["test"].items():
        other = results["dev"][name]
        if "share" in one:
            low, high = one["95 %"]
            lines.append(
                f"| {name} | {one['share']:.3f} ({low:.3f} to {high:.3f}) of {one['of']} | {other['share']:.3f} of {other['of']} |"
            )
        else:
            lines.append(f"| {name} | {both(one)} | {both(other)} |")
    calls, details, order, better = (results[name] for name in ("calls", "contact details", "pairs", "rewrites"))
    lines += [
        f"| calls to action, {calls['of']} phrasings and traps | {calls['share']:.3f} | |",
        f"| contact details, {details['details']} in {details['texts']} texts | {both(details)} | |",
        f"| pairs in order, of {order['in order']['of']} | {order['in order']['share']:.3f}; {order['same score']} level, "
        f"{len(order['inverted'])} inverted | |",
        f"| rewrites of test, {better['rewrites']} | lower score {better['lower score']}, "
        f"over 280 {better['over 280']}, unstable {better['unstable']} | |",
    ]
    return "\n".join(lines)


def main():
    """Measure all and write the results."""
    results = {
        "test": read("test"), "dev": read("dev"),
        "calls": share(facts.read(row["t"]).call_to_action == row["cta"] for row in rows("calls")),
        "contact details": details(), "pairs": pairs(), "rewrites": rewrites("test"),
    }  # fmt: skip
    (FOLDER / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    card = Path(FOLDER / "README.md")
    card.write_text(CARD.sub(rf"\1{table(results)}\n\2", card.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    print(table(results))


if __name__ == "__main__":
    main()
