"""Tiny real checkpoints, one a family, saved as a user's folder would hold them."""

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarize.families import Family, family_for

SENTENCES = """\
أعلنت الحكومة اليوم عن خطة جديدة لدعم الاقتصاد المحلي في البلاد.
قال الوزير إن المشروع سيبدأ في شهر مارس من العام المقبل.
شهدت العاصمة أمطارا غزيرة أدت إلى إغلاق عدد من الطرق الرئيسية.
وصل الرئيس إلى القاهرة في زيارة رسمية تستمر يومين.
ارتفعت أسعار النفط بعد قرار خفض الإنتاج في الدول المصدرة.
فاز المنتخب الوطني على ضيفه بهدفين مقابل هدف واحد.
أصدرت المحكمة حكما بالسجن خمس سنوات على المتهم في القضية.
بدأت المدارس عامها الدراسي الجديد وسط إجراءات صحية مشددة.
قتل ثلاثة أشخاص وأصيب عشرة في حادث سير على الطريق السريع.
وقعت الشركة عقدا بقيمة مليوني دولار لتطوير الميناء القديم.
نفت وزارة الصحة انتشار مرض جديد في المحافظات الجنوبية.
دعا الأمين العام للأمم المتحدة إلى وقف فوري لإطلاق النار.
The government announced a new plan to support the local economy today.
The minister said the project will start in March next year.
Heavy rain closed several main roads in the capital on Monday.
The president arrived in Cairo for an official visit of two days.
Oil prices rose after producers decided to cut their output.
The national team beat its guest by two goals to one.
The court sentenced the defendant to five years in prison.
Schools opened the new year under strict health measures.
Three people were killed and ten injured in a road accident.
The company signed a contract worth two million dollars for the old port.
The health ministry denied that a new disease is spreading in the south.
The secretary general called for an immediate ceasefire; 50% agreed (again).
a b c d e f g h i j k l m n o p q r s t u v w x y z < > _ | / [ ] & # @ 0 1 2 3 4 5 6 7 8 9
A B C D E F G H I J K L M N O P Q R S T U V W X Y Z ! ? : ; , . ' - ( ) % * + = { } ~ ^
""".splitlines()
SIZE = 300
SEED = 7
PROMPT = "Article: ${text}\nBrief:"
SMALL: dict[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 48,
    "decoder_ffn_dim": 48,
    "max_position_embeddings": 512,
    "dropout": 0.0,
    "init_std": 0.6,
}


@cache
def _sentencepiece(**ids: int) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 2),
        model_writer=model,
        vocab_size=SIZE,
        character_coverage=1.0,
        minloglevel=2,
        hard_vocab_limit=False,
        **ids,
    )
    return model.getvalue()


def _pieces(**ids: int) -> list[tuple[str, float]]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_proto=_sentencepiece(**ids))
    return [(model.id_to_piece(i), model.get_score(i)) for i in range(len(model))]


@cache
def _bpe() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Train a BPE over `▁`-joined text, as Gemma, Llama and NLLB hold theirs."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=SIZE,
        show_progress=False,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return dict(model["vocab"]), [(a, b) for a, b in model["merges"]]


def _save(folder: Path, model: Any, tokenizer: Any) -> None:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def marian(folder: Path) -> None:
    """opus-mt: two SentencePiece files, a joint vocabulary that ends with <pad>."""
    from transformers import MarianConfig, MarianMTModel

    pieces = [p for p, _ in _pieces() if p not in ("<unk>", "<s>", "</s>")]
    names = ["</s>", "<unk>", *pieces, ">>fra<<", "<pad>"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(_sentencepiece())
    vocab = {name: at for at, name in enumerate(names)}
    (folder / "vocab.json").write_text(json.dumps(vocab), encoding="utf-8")
    _tokenizer_config(folder, "MarianTokenizer", source_lang="ar", target_lang="en")
    pad = len(names) - 1
    config = MarianConfig(
        **SMALL,
        vocab_size=len(names),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        bad_words_ids=[[pad]],
        scale_embedding=True,
        activation_function="swish",
    )
    MarianMTModel(config).save_pretrained(folder)


def _tokenizer_config(folder: Path, name: str, **more: str) -> None:
    text = json.dumps({"tokenizer_class": name, **more})
    (folder / "tokenizer_config.json").write_text(text, encoding="utf-8")


def m2m100(folder: Path) -> None:
    """M2M-100: one SentencePiece file, a vocabulary, languages as __xx__."""
    from transformers import AutoTokenizer, M2M100Config, M2M100ForConditionalGeneration

    names = ["<s>", "<pad>", "</s>", "<unk>", *(p for p, _ in _pieces()[3:])]
    folder.mkdir(parents=True, exist_ok=True)
    vocab = {name: at for at, name in enumerate(names)}
    (folder / "vocab.json").write_text(json.dumps(vocab), encoding="utf-8")
    (folder / "sentencepiece.bpe.model").write_bytes(_sentencepiece())
    _tokenizer_config(folder, "M2M100Tokenizer")
    config = M2M100Config(**SMALL, vocab_size=len(names) + 108, decoder_start_token_id=2)
    model = M2M100ForConditionalGeneration(config)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)


def nllb(folder: Path) -> None:
    """NLLB: a fast BPE tokenizer with languages as xxx_Yyyy, on an M2M-100 model."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    vocab, merges = _bpe()
    tokenizer = NllbTokenizer(vocab=vocab, merges=merges)
    config = M2M100Config(**SMALL, vocab_size=len(tokenizer), decoder_start_token_id=2)
    _save(folder, M2M100ForConditionalGeneration(config), tokenizer)


def _mbart(folder: Path, tokenizer: Any, start: int) -> None:
    from transformers import MBartConfig, MBartForConditionalGeneration

    config = MBartConfig(
        **SMALL, vocab_size=len(tokenizer), decoder_start_token_id=start
    )
    _save(folder, MBartForConditionalGeneration(config), tokenizer)


def _fairseq(*last: str) -> list[tuple[str, float]]:
    first = [(name, 0.0) for name in ("<s>", "<pad>", "</s>", "<unk>")]
    return [*first, *_pieces()[3:], *((name, 0.0) for name in last)]


def mbart(folder: Path) -> None:
    """mBART-25: the source language last, the decoder starting with the target's."""
    from transformers import MBartTokenizer

    tokenizer = MBartTokenizer(vocab=_fairseq("<mask>"))
    start = tokenizer.convert_tokens_to_ids("en_XX")
    _mbart(folder, tokenizer, start)


def mbart50(folder: Path) -> None:
    """mBART-50: the source language first, the target's forced after </s>."""
    from transformers import MBart50Tokenizer

    _mbart(folder, MBart50Tokenizer(vocab=_pieces()), 2)


def bart(folder: Path) -> None:
    """AraBART: BART with BARThez's SentencePiece tokenizer."""
    from transformers import BartConfig, BartForConditionalGeneration, BarthezTokenizer

    tokenizer = BarthezTokenizer(vocab=_fairseq("<mask>"))
    config = BartConfig(
        **SMALL,
        vocab_size=len(tokenizer),
        decoder_start_token_id=2,
        forced_bos_token_id=0,
        forced_eos_token_id=2,
    )
    _save(folder, BartForConditionalGeneration(config), tokenizer)


def _t5_tokenizer(*more: str, extra_ids: int = 100) -> Any:
    from transformers import T5Tokenizer

    vocab = _pieces(pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    vocab += [(name, -20.0) for name in more]
    return T5Tokenizer(vocab=vocab, extra_ids=extra_ids)


def _t5_config(kind: type, size: int, **more: Any) -> Any:
    return kind(
        vocab_size=size,
        d_model=32,
        d_kv=16,
        d_ff=48,
        num_layers=2,
        num_heads=2,
        dropout_rate=0.0,
        initializer_factor=1.0,
        decoder_start_token_id=0,
        **more,
    )


def t5(folder: Path) -> None:
    """T5 with its hundred sentinels at the end of the vocabulary."""
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _t5_tokenizer()
    config = _t5_config(T5Config, len(tokenizer) + 4)
    _save(folder, T5ForConditionalGeneration(config), tokenizer)


def mt5(folder: Path) -> None:
    """mT5: gated, untied, sentinels as ordinary ▁<extra_id_n> pieces."""
    from transformers import MT5Config, MT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(*(f"▁<extra_id_{i}>" for i in range(9)), extra_ids=0)
    config = _t5_config(MT5Config, len(tokenizer) + 4)
    _save(folder, MT5ForConditionalGeneration(config), tokenizer)


def umt5(folder: Path) -> None:
    """umT5: mT5 whose every layer has its own relative positions."""
    from transformers import UMT5Config, UMT5ForConditionalGeneration

    tokenizer = _t5_tokenizer()
    config = _t5_config(UMT5Config, len(tokenizer) + 4)
    _save(folder, UMT5ForConditionalGeneration(config), tokenizer)


def crosssum(folder: Path) -> None:
    """CrossSum: mT5 that starts its answer with a sentinel standing for a language."""
    from transformers import MT5Config, MT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(*(f"▁<extra_id_{i}>" for i in range(9)), extra_ids=0)
    langid_map = {"arabic": [1, "▁<extra_id_1>"], "english": [4, "▁<extra_id_4>"]}
    config = _t5_config(
        MT5Config, len(tokenizer) + 4, task_specific_params={"langid_map": langid_map}
    )
    _save(folder, MT5ForConditionalGeneration(config), tokenizer)


def _gemma_tokenizer() -> Any:
    from transformers import GemmaTokenizer

    vocab, merges = _bpe()
    first = ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
    pieces = [name for name in vocab if name not in ("<s>", "<pad>", "</s>", "<unk>")]
    ids = {name: at for at, name in enumerate([*first, *pieces])}
    return GemmaTokenizer(
        vocab=ids,
        merges=merges,
        extra_special_tokens=["<start_of_turn>", "<end_of_turn>"],
    )


def _causal_size(size: int) -> dict[str, Any]:
    return {
        "vocab_size": size,
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 16,
        "max_position_embeddings": 512,
        "initializer_range": 0.5,
    }


def gemma(folder: Path) -> None:
    """Gemma 3: sliding windows of 16 tokens, a full layer, bases unlike the defaults."""
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    tokenizer = _gemma_tokenizer()
    config = Gemma3TextConfig(
        **_causal_size(len(tokenizer)),
        sliding_window=16,
        layer_types=["sliding_attention", "full_attention"],
        query_pre_attn_scalar=16,
        rope_parameters={
            "sliding_attention": {"rope_type": "default", "rope_theta": 500.0},
            "full_attention": {"rope_type": "default", "rope_theta": 70_000.0},
        },
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    _save(folder, Gemma3ForCausalLM(config), tokenizer)


def gemma_chat(folder: Path) -> None:
    """Gemma 3 made for instructions: a chat template and two end tokens."""
    gemma(folder)
    tokenizer = _gemma_tokenizer()
    tokenizer.chat_template = (
        "{{ bos_token }}{% for m in messages %}<start_of_turn>{{ m['role'] }}\n"
        "{{ m['content'] | trim }}<end_of_turn>\n{% endfor %}"
        "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
    )
    tokenizer.save_pretrained(folder)
    path = folder / "generation_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(settings | {"eos_token_id": [1, 5]}), encoding="utf-8")


def llama(folder: Path) -> None:
    """Llama: no window, its own start and end tokens."""
    from transformers import LlamaConfig, LlamaForCausalLM, LlamaTokenizer

    vocab, merges = _bpe()
    tokenizer = LlamaTokenizer(vocab=vocab, merges=merges, pad_token="<pad>")
    config = LlamaConfig(
        **_causal_size(len(tokenizer)),
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
    )
    _save(folder, LlamaForCausalLM(config), tokenizer)


BUILDERS: dict[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (
        *(marian, m2m100, nllb, mbart, mbart50, bart),
        *(t5, mt5, umt5, crosssum, gemma, gemma_chat, llama),
    )
}
CAUSAL = ("gemma", "gemma_chat", "llama")


def family_of(folder: Path) -> Family:
    """Build a checkpoint's family as the program does, told by the folder alone."""
    prompt = PROMPT if folder.name in CAUSAL else None
    return family_for(folder, prompt=prompt)


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function that builds one family's checkpoint, once, and names its folder."""
    root = tmp_path_factory.mktemp("checkpoints")

    def build(name: str) -> Path:
        import torch

        folder = root / name
        if not folder.exists():
            torch.manual_seed(SEED)
            BUILDERS[name](folder)
        return folder

    return build
