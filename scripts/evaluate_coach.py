#!/usr/bin/env python3
"""Set up, then hold the coach to drafts that other people wrote, and write `datasets/coach-drafts-fr/results.json` and its card's table.

Their writers never saw the rules. Each set was scored once before anybody read it: `first-scores.json` keeps what it gave then, and these
are the figures that count. Today's figures are those of drafts that have been read since.
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
        "métier, in part at least": share(alike(said.metier, draft) for draft, said in both),
        "lieu": share([place.text for place in said.lieu] == draft.get("lieu", []) for draft, said in both),
        "lieu, each place": places(both),
        "contrat": share({one.value for one in said.contracts} == set(draft.get("contrat", [])) for draft, said in both),
        "call to action": share(said.call_to_action == bool(draft.get("cta")) for draft, said in both),
        "for somebody else": share(said.for_someone_else == bool(draft.get("other")) for draft, said in both),
        "found": share(said.closed == bool(draft.get("found")) for draft, said in both),
    }


def alike(said, draft):
    """Tell whether the job that was read shares words with the draft's, or neither names one: 'soudeur TIG' and 'soudeur TIG inox'."""
    wanted = draft.get("metier")
    if said is None or wanted is None:
        return said is wanted
    start = draft["t"].index(wanted)
    return said.span[0] < start + len(wanted) and start < said.span[1]


def places(both):
    """Return precision and recall over all places of all drafts."""
    wanted, named, right = 0, 0, 0
    for draft, said in both:
        asked, told = draft.get("lieu", []), [place.text for place in said.lieu]
        wanted, named, right = wanted + len(asked), named + len(told), right + len(set(asked) & set(told))
    return {"precision": right / named, "recall": right / wanted, "places": wanted}


def called(name):
    """Return how often an invitation to the readers is told from what only looks like one."""
    return share(facts.read(row["t"]).call_to_action == row["cta"] for row in rows(name))


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
    lines = [
        "When each set was first scored, before anybody read it:",
        "",
        "| when | set | figures |",
        "| --- | --- | --- |",
    ]
    for one in results["first scores"]:
        figures = ", ".join(f"{name} {value}" for name, value in one.items() if name not in ("when", "set"))
        lines.append(f"| {one['when']} | {one['set']} | {figures} |")
    lines += [
        "",
        "Today, on the same drafts, which have been read since and which the reader of jobs and places learns from:",
        "",
        "| | |",
        "| --- | --- |",
    ]
    lines += [f"| {name} | {told(one) if 'share' in one else both(one)} |" for name, one in results["drafts"].items()]
    details, order, better = (results[name] for name in ("contact details", "pairs", "rewrites"))
    lines += [
        f"| calls to action among traps | {told(results['calls'])} |",
        f"| contact details, {details['details']} in {details['texts']} texts | {both(details)} |",
        f"| pairs in order | {told(order['in order'])}; {order['same score']} level, {len(order['inverted'])} inverted |",
        f"| rewrites of {better['rewrites']} drafts: lower score, over 280, unstable | {better['lower score']}, {better['over 280']}, "
        f"{better['unstable']} |",
    ]
    return "\n".join(lines)


def told(one):
    """Return a share with its interval as words."""
    low, high = one["95 %"]
    return f"{one['share']:.3f} ({low:.3f} to {high:.3f}) of {one['of']}"


def main():
    """Measure all and write the results."""
    results = {
        "drafts": read("drafts"), "calls": called("calls"), "contact details": details(), "pairs": pairs(), "rewrites": rewrites("drafts"),
        "first scores": json.loads((FOLDER / "first-scores.json").read_text(encoding="utf-8")),
    }  # fmt: skip
    (FOLDER / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    card = Path(FOLDER / "README.md")
    card.write_text(CARD.sub(rf"\1{table(results)}\n\2", card.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    print(table(results))


if __name__ == "__main__":
    main()
