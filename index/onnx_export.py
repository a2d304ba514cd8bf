"""A sentence-transformers model becomes an ONNX graph of token ids to vectors, and its tokenizer a file.

In: a loaded model, a folder. Out: `model.onnx` (transformer, mean pooling and normalisation as one,
optimised once) and `tokenizer.json`. torch and onnxruntime raise errors of every kind for a model that
they cannot express; whether the graph says what the model says is for the caller to compare.
"""

from __future__ import annotations

import inspect
import warnings
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


def _trace(model: SentenceTransformer, path: Path) -> None:
    """Write transformer, mean pooling and normalisation as one graph of token ids to vectors."""
    import torch

    transformer: Any = model[0]
    inner = transformer.auto_model
    takes_types = "token_type_ids" in inspect.signature(inner.forward).parameters

    class Whole(torch.nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            extra = {"token_type_ids": torch.zeros_like(input_ids)} if takes_types else {}
            states = self.inner(
                input_ids=input_ids, attention_mask=attention_mask, return_dict=True, **extra
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2.0, dim=1)

    sample = torch.tensor([[1, 2, 3, 4], [1, 2, 0, 0]])
    axes = {0: "texts", 1: "tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of every branch on a shape; what came out is compared with the model below.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            (sample, (sample > 0).long()),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "vectors": {0: "texts"}},
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
