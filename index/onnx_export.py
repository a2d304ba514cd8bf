"""A sentence-transformers model becomes an ONNX graph of token ids to vectors, and its tokenizer a file.

In: a loaded model, a folder. Out: `model.onnx` (transformer, mean pooling and normalisation as one,
optimised once) and `tokenizer.json`. torch and onnxruntime raise errors of every kind for a model that
they cannot express; whether the graph says what the model says is for the caller to compare. Another graph
ends in the middle layers, for `index/states.py`.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def can_export(model: SentenceTransformer) -> bool:
    """Whether a model is a Transformer, a mean Pooling and at most a Normalize, with a fast tokenizer."""
    if getattr(model.tokenizer, "backend_tokenizer", None) is None:
        return False
    names = [type(module).__name__ for module in model]
    if names not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    pooling: Any = model[1]
    prompts = [prompt for prompt in (model.prompts or {}).values() if prompt]
    return pooling.get_config_dict().get("pooling_mode") in ("mean", ("mean",), ["mean"]) and not (
        prompts and model.default_prompt_name
    )


def write_onnx(model: SentenceTransformer, folder: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` into a folder. `can_export` says of which models."""
    _trace(model, folder / "traced.onnx")
    tokenizer: Any = model.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    _optimise(folder / "traced.onnx", folder / "model.onnx")


def write_states(model: SentenceTransformer, path: Path, layers: Sequence[int]) -> None:
    """Write a graph of token ids to the states behind some layers, side by side, with weights of 8 bits.

    Seven of the bits are used, so that processors with and without instructions for it come to the same.
    """
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    transformer: Any = model[0]
    whole = path.with_suffix(".whole")
    kept = list(transformer.auto_model.encoder.layer)
    transformer.auto_model.encoder.layer = transformer.auto_model.encoder.layer[: max(layers)]
    try:
        _trace(model, whole, tuple(layers))
    finally:
        transformer.auto_model.encoder.layer.extend(kept[max(layers) :])
    logging.disable(logging.WARNING)  # it advises a step that is for other graphs
    try:
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    finally:
        logging.disable(logging.NOTSET)


def _trace(model: SentenceTransformer, path: Path, layers: tuple[int, ...] = ()) -> None:
    """Write transformer, mean pooling and normalisation as one graph; with layers, only their states."""
    import torch

    transformer: Any = model[0]
    inner = transformer.auto_model
    takes_types = "token_type_ids" in inspect.signature(inner.forward).parameters

    class Whole(torch.nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any = None) -> Any:
            extra = {"token_type_ids": torch.zeros_like(input_ids)} if takes_types else {}
            told = self.inner(
                input_ids=input_ids, attention_mask=attention_mask, return_dict=True,
                output_hidden_states=bool(layers), **extra,
            )  # fmt: skip
            if layers:
                return torch.cat([told.hidden_states[layer] for layer in layers], 2)
            states = told.last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2.0, dim=1)

    sample = torch.tensor([[1, 2, 3, 4], [1, 2, 0, 0]])
    given = {"input_ids": sample, "attention_mask": (sample > 0).long()}
    axes = {0: "texts", 1: "tokens"}
    if layers:  # of one text at a time, all of which counts: a mask would only cost
        given, axes = {"input_ids": sample[:1]}, {1: "tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of every branch on a shape; what came out is compared with the model below.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            tuple(given.values()),
            str(path),
            input_names=list(given),
            output_names=["vectors"],
            dynamic_axes={**dict.fromkeys(given, axes), "vectors": axes if layers else {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )


def _optimise(traced: Path, optimised: Path) -> None:
    """Let onnxruntime optimise once and keep the result; every later start then loads it as it is."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(optimised)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(traced), options, providers=["CPUExecutionProvider"])
