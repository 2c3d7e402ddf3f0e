"""Tiny real checkpoints: the real classes and tokenizers, a user's folder on disk."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

SENTENCES = [
    "أعلنت وزارة الصحة اليوم وفاة خمسة أشخاص في حريق اندلع بمستشفى في المدينة",
    "وقال الوزير إن التحقيق بدأ وإن النتائج ستعلن خلال أيام قليلة",
    "وأضاف أن المستشفى سيغلق أبوابه حتى انتهاء أعمال الترميم والصيانة",
    "ارتفعت أسعار النفط بعد إعلان المنظمة خفض الإنتاج في الشهر المقبل",
    "the ministry said five people died in a fire at a hospital in the city",
    "the minister said the inquiry had begun and results would be out in days",
    "oil prices rose after the organisation said it would cut output next month",
]
TEXTS = [" ".join(each.split()[:n]) for each in SENTENCES[:4] for n in (3, 6, 11)]
CROSSSUM_ENGLISH = "▁<extra_id_57>"


def _sentencepiece(folder: Path, kind: str) -> Path:
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 4),
        model_prefix=str(folder / kind),
        vocab_size=400,
        hard_vocab_limit=False,
        model_type="unigram",
        character_coverage=1.0,
        minloglevel=2,
    )
    return folder / f"{kind}.model"


def _pieces(folder: Path) -> list[tuple[str, float]]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(
        model_file=str(_sentencepiece(folder, "pieces"))
    )
    ids = range(3, model.get_piece_size())
    return [(model.id_to_piece(id), model.get_score(id)) for id in ids]


def _bpe(specials: list[str]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    from tokenizers import Tokenizer, models, trainers

    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trainer = trainers.BpeTrainer(
        vocab_size=220, special_tokens=specials, show_progress=False
    )
    marked = ["▁" + each.replace(" ", "▁") for each in SENTENCES * 4]
    trained.train_from_iterator(marked, trainer)
    model = json.loads(trained.to_str())["model"]
    return model["vocab"], [tuple(pair) for pair in model["merges"]]


def _marian(folder: Path) -> tuple[Any, Any]:
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    spm = _sentencepiece(folder, "spm")
    names = ["</s>", "<unk>", *(piece for piece, _ in _pieces(folder)), ">>eng<<"]
    vocab = folder / "words.json"
    vocab.write_text(json.dumps({n: i for i, n in enumerate([*names, "<pad>"])}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer = MarianTokenizer(str(spm), str(spm), str(vocab))
    pad = len(names)
    config = MarianConfig(
        **_seq2seq(pad + 1),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
    )
    return MarianMTModel(config), tokenizer


def _seq2seq(vocab_size: int) -> dict[str, Any]:
    return {
        "vocab_size": vocab_size,
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 2,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 48,
        "decoder_ffn_dim": 48,
        "max_position_embeddings": 128,
        "init_std": 0.4,
    }


def _nllb(folder: Path) -> tuple[Any, Any]:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    vocab, merges = _bpe(["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer = NllbTokenizer(vocab=vocab, merges=merges, src_lang="arb_Arab")
    config = M2M100Config(**_seq2seq(len(tokenizer)), decoder_start_token_id=2)
    return M2M100ForConditionalGeneration(config), tokenizer


def _m2m100(folder: Path) -> tuple[Any, Any]:
    from transformers import (
        M2M100Config,
        M2M100ForConditionalGeneration,
        M2M100Tokenizer,
    )

    spm = _sentencepiece(folder, "spm")
    names = ["<s>", "<pad>", "</s>", "<unk>", *(p for p, _ in _pieces(folder))]
    vocab = folder / "words.json"
    vocab.write_text(json.dumps({name: id for id, name in enumerate(names)}))
    tokenizer = M2M100Tokenizer(str(vocab), str(spm), src_lang="ar", tgt_lang="en")
    size = len(names) + len(tokenizer.lang_code_to_token) + 8
    config = M2M100Config(**_seq2seq(size), decoder_start_token_id=2)
    return M2M100ForConditionalGeneration(config), tokenizer


def _mbart50(folder: Path) -> tuple[Any, Any]:
    from transformers import (
        MBart50Tokenizer,
        MBartConfig,
        MBartForConditionalGeneration,
    )

    specials = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    tokenizer = MBart50Tokenizer(vocab=specials + _pieces(folder), src_lang="ar_AR")
    config = MBartConfig(**_seq2seq(len(tokenizer)), decoder_start_token_id=2)
    return MBartForConditionalGeneration(config), tokenizer


def _bart(folder: Path) -> tuple[Any, Any]:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import (
        BartConfig,
        BartForConditionalGeneration,
        PreTrainedTokenizerFast,
    )

    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [(each, 0.0) for each in specials] + _pieces(folder)
    raw = Tokenizer(models.Unigram(pieces, unk_id=3))
    raw.pre_tokenizer = pre_tokenizers.Metaspace()
    raw.decoder = decoders.Metaspace()
    raw.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
    )
    config = BartConfig(**_seq2seq(len(pieces)), decoder_start_token_id=2)
    return BartForConditionalGeneration(config), tokenizer


def _mt5(folder: Path) -> tuple[Any, Any]:
    from transformers import MT5Config, MT5ForConditionalGeneration, T5Tokenizer

    specials = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces = [*specials, *_pieces(folder), (CROSSSUM_ENGLISH, -30.0)]
    tokenizer = T5Tokenizer(vocab=pieces, extra_ids=10)
    config = MT5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=16,
        d_ff=48,
        num_layers=2,
        num_heads=2,
        initializer_factor=3.0,
        decoder_start_token_id=0,
    )
    return MT5ForConditionalGeneration(config), tokenizer


def _crosssum(folder: Path) -> tuple[Any, Any]:
    model, tokenizer = _mt5(folder)
    langid_map = {"english": [57, CROSSSUM_ENGLISH]}
    model.config.task_specific_params = {"langid_map": langid_map}
    return model, tokenizer


def _gemma3(folder: Path) -> tuple[Any, Any]:
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig, GemmaTokenizer

    vocab, merges = _bpe(["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "\n"])
    tokenizer = GemmaTokenizer(vocab=vocab, merges=merges)
    config = Gemma3TextConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=3,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        query_pre_attn_scalar=16,
        sliding_window=32,
        layer_types=["sliding_attention", "sliding_attention", "full_attention"],
        initializer_range=0.4,
        max_position_embeddings=256,
    )
    return Gemma3ForCausalLM(config), tokenizer


def _llama(folder: Path) -> tuple[Any, Any]:
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    _, tokenizer = _gemma3(folder)
    plain = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer.backend_tokenizer,
        bos_token="<bos>",
        eos_token="<eos>",
        unk_token="<unk>",
        pad_token="<pad>",
    )
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        initializer_range=0.4,
        max_position_embeddings=256,
        bos_token_id=2,
        eos_token_id=1,
        pad_token_id=0,
    )
    return LlamaForCausalLM(config), plain


FAMILIES: dict[str, Callable[[Path], tuple[Any, Any]]] = {
    "marian": _marian,
    "nllb": _nllb,
    "m2m100": _m2m100,
    "mbart": _mbart50,
    "bart": _bart,
    "mt5": _mt5,
    "crosssum": _crosssum,
    "causal": _gemma3,
    "causal-llama": _llama,
}


def build(name: str, folder: Path) -> Path:
    """Build the family's tiny checkpoint in `folder`, as `save_pretrained` leaves it."""
    import torch

    torch.manual_seed(7)
    parts = folder / "parts"
    parts.mkdir()
    model, tokenizer = FAMILIES[name](parts)
    saved = folder / name
    model.save_pretrained(saved)
    tokenizer.save_pretrained(saved)
    return saved
