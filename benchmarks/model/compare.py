"""scikit-learn's own pipeline on the same splits, as a yardstick. For development only.

TF-IDF of character and word n-grams and one logistic regression for each answer. The text is read
raw, as people do by default, and once more through our normalisation: what is lost between the two
was tokenisation, for the neutral sentences of XED hold no comma.

    pip install scikit-learn && python -m benchmarks.model.compare
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.model.candidate.classifier import EMOTIONS, SENTIMENTS
from benchmarks.model.data import XED, Sentence, read
from benchmarks.model.quality import POLES, Table, macro_f1

Texts = Callable[[Sentence], str]


def main() -> None:
    """Print the figures."""
    for name, text in (("raw", _raw), ("normal", _normal)):
        for source in XED:
            _report(name, source, text, EMOTIONS, _is_emotional, several=True)
        for source in XED[:2]:
            _report(name, source, text, SENTIMENTS, _has_sentiment, several=False)
        _report(name, "finnsentiment", text, POLES, _has_sentiment, several=False)


def _report(
    name: str,
    source: str,
    text: Texts,
    classes: Sequence[str],
    wanted: Callable[[Sentence], bool],
    *,
    several: bool,
) -> None:
    train, dev = (
        [one for one in read(split) if one.source == source and wanted(one)]
        for split in ("train", "dev")
    )
    grams = _pipeline()
    known = grams.fit_transform([text(one) for one in train])
    unknown = grams.transform([text(one) for one in dev])
    taught = _truth(train, classes, several=several)
    chances = np.stack(
        [_model().fit(known, column).decision_function(unknown) for column in taught.T], axis=1
    )
    if several:
        said = (chances > 0).astype(np.int64)
    else:
        said = np.eye(len(classes), dtype=np.int64)[chances.argmax(1)]
    truth = _truth(dev, classes, several=several)
    value = macro_f1(truth, said, np.ones(len(dev), np.int64))
    print(f"{name:8}{source:16}{len(classes)} classes  {value:.3f}", flush=True)


def _pipeline() -> Any:
    # By name, for scikit-learn is no dependency of the project.
    vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer
    letters = vectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    words = vectorizer(
        tokenizer=str.split, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True
    )
    return import_module("sklearn.pipeline").FeatureUnion([("letters", letters), ("words", words)])


def _model() -> Any:
    regression = import_module("sklearn.linear_model").LogisticRegression
    return regression(C=2, solver="liblinear", class_weight="balanced", random_state=0)


def _truth(sentences: Sequence[Sentence], classes: Sequence[str], *, several: bool) -> Table:
    return np.array(
        [
            [name in one.labels if several else name == one.sentiment for name in classes]
            for one in sentences
        ],
        np.int64,
    )


def _is_emotional(one: Sentence) -> bool:
    return one.labels != {"neutral"}


def _has_sentiment(one: Sentence) -> bool:
    return one.sentiment is not None


def _raw(one: Sentence) -> str:
    return one.text


def _normal(one: Sentence) -> str:
    return " ".join(one.words)


if __name__ == "__main__":
    main()
