"""What scikit-learn's own pipeline reaches on the same splits, and what of it is knowledge of
the files. For development only.

TF-IDF of characters and words and one logistic regression for each answer. The text is read as
written, and once more as its words alone: no neutral sentence of XED holds a comma, no Finnish one
a hyphen, so what is lost between the two was known of the files, not of people.

    python -m benchmarks.model.compare
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from benchmarks.model.data import POLES, XED, Sentence, read
from benchmarks.model.quality import Table, macro_f1
from bot.tagging.classifier.classifier import SENTIMENTS
from bot.tagging.classifier.impression import EMOTIONS

Texts = Callable[[Sentence], str]


def main() -> None:
    """Print the figures."""
    for name, text in (("as written", _written), ("words alone", _words)):
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
    print(f"{name:14}{source:16}{len(classes)} classes  {value:.3f}", flush=True)


def _pipeline() -> FeatureUnion:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    words = TfidfVectorizer(
        tokenizer=str.split, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True
    )
    return FeatureUnion([("letters", letters), ("words", words)])


def _model() -> LogisticRegression:
    return LogisticRegression(C=2, solver="liblinear", class_weight="balanced")


def _truth(sentences: Sequence[Sentence], classes: Sequence[str], *, several: bool) -> Table:
    return np.array(
        [
            [name in one.labels if several else name == one.sentiment for name in classes]
            for one in sentences
        ],
        np.int64,
    )


def _is_emotional(one: Sentence) -> bool:
    return one.is_emotional


def _has_sentiment(one: Sentence) -> bool:
    return one.sentiment is not None


def _written(one: Sentence) -> str:
    return one.text


def _words(one: Sentence) -> str:
    return " ".join(re.findall(r"\w+|[!?]", one.text.replace("[PERSON]", " ").lower()))


if __name__ == "__main__":
    main()
