"""Tokenizers of a real size: trained pieces, filled up with made-up words.

A made-up word is a piece of its own, so that whatever a checkpoint with random weights
writes reads as words; no text is ever cut into one.
"""

import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any

from summarize.speed.cases import Script, Shape

MARK = "\u2581"
_TRAINED = 8000
# So unlikely that no segmentation of a text prefers it to what was trained.
_NEVER = -200.0
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_ARABIC = "بتجحخدرزسشصضطعغفقكلمنهوي"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenizer and its size; `words` are the ids of the made-up ones."""

    tokenizer: Any
    size: int
    words: tuple[int, ...]


def made_up(script: Script) -> Iterator[str]:
    """Words that no language has, all different, without end for any vocabulary."""
    if script == "arabic":
        letters = product(_ARABIC, repeat=5)
        return ("".join(each[::-1]) for each in letters)
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    return ("".join(each[::-1]) for each in product(syllables, repeat=3))


def tokens_for(shape: Shape, texts: Sequence[str], folder: Path) -> Tokens:
    """A tokenizer of the shape's family and size, its trained pieces from the texts."""
    return _MAKERS[shape.family](shape, texts, folder)


def _words(shape: Shape, taken: int, known: set[str]) -> list[str]:
    new = (MARK + word for word in made_up(shape.script) if MARK + word not in known)
    return list(islice(new, shape.vocabulary - taken))


def _trained(texts: Sequence[str], folder: Path) -> Path:
    """A SentencePiece model of the texts, as large as they allow."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(folder / "trained"),
        vocab_size=_TRAINED,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    return folder / "trained.model"


def _marian(shape: Shape, texts: Sequence[str], folder: Path) -> Tokens:
    from sentencepiece import sentencepiece_model_pb2
    from transformers import MarianTokenizer

    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(_trained(texts, folder).read_bytes())
    names = ["</s>", "<unk>", *(each.piece for each in model.pieces[3:])]
    words = _words(shape, len(names) + 1, set(names))
    for word in words:
        model.pieces.add(piece=word, score=_NEVER)
    (folder / "source.spm").write_bytes(model.SerializeToString())
    vocabulary = {name: id for id, name in enumerate([*names, *words, "<pad>"])}
    (folder / "words.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    spm = str(folder / "source.spm")
    with warnings.catch_warnings():
        # It asks for sacremoses, which only tidies Latin punctuation.
        warnings.simplefilter("ignore")
        tokenizer = MarianTokenizer(spm, spm, str(folder / "words.json"))
    return _tokens(tokenizer, len(vocabulary), words)


def _mt5(shape: Shape, texts: Sequence[str], folder: Path) -> Tokens:
    import sentencepiece
    from transformers import T5Tokenizer

    model = sentencepiece.SentencePieceProcessor(
        model_file=str(_trained(texts, folder))
    )
    ids = range(3, model.get_piece_size())
    pieces = [(name, 0.0) for name in ("<pad>", "</s>", "<unk>")]
    pieces += [(model.id_to_piece(id), model.get_score(id)) for id in ids]
    words = _words(shape, len(pieces), {name for name, _ in pieces})
    pieces += [(word, _NEVER) for word in words]
    return _tokens(T5Tokenizer(vocab=pieces, extra_ids=0), len(pieces), words)


def _nllb(shape: Shape, texts: Sequence[str], folder: Path) -> Tokens:
    from tokenizers import Tokenizer, models, trainers
    from transformers import NllbTokenizer

    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trainer = trainers.BpeTrainer(
        vocab_size=min(_TRAINED, shape.vocabulary // 2),
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        show_progress=False,
    )
    marked = [MARK + each.replace(" ", MARK) for each in texts]
    trained.train_from_iterator(marked, trainer)
    model = json.loads(trained.to_str())["model"]
    vocabulary = dict(model["vocab"])
    merges = [tuple(pair) for pair in model["merges"]]
    codes = len(NllbTokenizer(vocab=vocabulary, merges=merges)) - len(vocabulary)
    words = _words(shape, len(vocabulary) + codes, set(vocabulary))
    vocabulary |= {word: len(vocabulary) + at for at, word in enumerate(words)}
    tokenizer = NllbTokenizer(vocab=vocabulary, merges=merges, src_lang="arb_Arab")
    return _tokens(tokenizer, len(tokenizer), words)


def _tokens(tokenizer: Any, size: int, words: Sequence[str]) -> Tokens:
    ids = tokenizer.convert_tokens_to_ids(list(words))
    return Tokens(tokenizer, size, tuple(ids))


_MAKERS = {"marian": _marian, "mt5": _mt5, "nllb": _nllb}
