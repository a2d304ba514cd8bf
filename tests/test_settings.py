"""Where a setting comes from, and what is refused. In: flags, an environment, files. No index, no guides."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import KEYS, Setting, packaged_guides, read_file, read_settings, settings_files
from corpus.problem import Problem


def written(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "counteroffer.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_flag_over_environment_over_near_file_over_far_file_over_default(tmp_path: Path) -> None:
    """The nearest saying wins, for each value on its own, and each value knows who said it."""
    near = written(tmp_path / "near", 'guides = "a"\nindex = "b"\nmodel = "none"\n')
    far = written(tmp_path / "far", 'guides = "c"\nembedder = "some-model"\n\nchroma_url = "http://far:1"\n')
    settings = read_settings(
        {"guides": "flagged"}, {"COUNTEROFFER_GUIDES": "said", "COUNTEROFFER_INDEX": "said"}, [near, far]
    )
    assert settings.guides == Setting("flagged", "--guides")
    assert settings.index == Setting("said", "COUNTEROFFER_INDEX")
    assert settings.model == Setting("none", f"{near}:3")
    assert settings.embedder == Setting("some-model", f"{far}:2")
    assert settings.chroma_url == Setting("http://far:1", f"{far}:4")
    assert settings.api_key == Setting(None)


def test_defaults_are_the_packaged_guides_and_no_model(tmp_path: Path) -> None:
    """Nothing said: the guides that come with the program, and none for a model."""
    settings = read_settings({}, {}, [tmp_path / "counteroffer.toml"])
    assert settings.guides_folder == packaged_guides()
    assert sorted(settings.guides_folder.glob("*.md"))
    assert settings.model == Setting("none")
    assert settings.guides.origin == "default"


def test_a_key_of_a_provider_selects_no_model() -> None:
    """Only our own variable names a model."""
    settings = read_settings({}, {"OPENAI_API_KEY": "sk-0", "ANTHROPIC_API_KEY": "sk-1"}, [])
    assert settings.model.value == "none"


def test_an_empty_variable_counts_as_unset() -> None:
    """`COUNTEROFFER_GUIDES=` is how a shell takes a variable back."""
    assert read_settings({}, {"COUNTEROFFER_GUIDES": ""}, []).guides.origin == "default"


def test_folders_in_a_file_are_meant_from_where_it_lies(tmp_path: Path) -> None:
    """A settings file means the same from wherever the command is run."""
    (tmp_path / "models" / "mini").mkdir(parents=True)
    file = written(tmp_path, 'guides = "mine"\nembedder = "models/mini"\n')
    values = read_file(file)
    assert values["guides"].value == str(tmp_path / "mine")
    assert values["embedder"].value == str(tmp_path / "models" / "mini")


def test_the_index_of_other_guides_or_another_encoder_lies_elsewhere(tmp_path: Path) -> None:
    """Two collections never share an index unless one is named."""
    folders = {
        read_settings({"guides": str(tmp_path)}, environment, []).index_folder
        for environment in ({}, {"COUNTEROFFER_EMBEDDER": "x"})
    }
    folders.add(read_settings({}, {}, []).index_folder)
    assert len(folders) == 3
    assert read_settings({"index": "here"}, {}, []).index_folder == Path("here")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            'guides = "a"\nguide = "b"\n',
            "unknown key 'guide' ({file}:2). To mend it: the known keys are "
            "guides, index, model, model_timeout, embedder, chroma_url, api_key, unanswered",
        ),
        ("[model]\nname = 1\n", 'model is to be a text ({file}:1). To mend it: write it as model = "…"'),
        ("\nguides = 3\n", 'guides is to be a text ({file}:2). To mend it: write it as guides = "…"'),
        ('index = ""\n', 'index is to be a text ({file}:1). To mend it: write it as index = "…"'),
        (
            "guides = mine\n",
            "the settings file is no TOML: invalid value ({file}:1:10). "
            'To mend it: write lines like guides = "my-guides"',
        ),
        (
            b"guides = '\xff'\n",
            "the settings file cannot be read: it is not UTF-8 text ({file}). "
            "To mend it: mend it or take it away",
        ),
    ],
)
def test_what_a_file_may_not_say(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    """A slip in the file is named with its line, and never passed over."""
    file = written(tmp_path, text)
    with pytest.raises(Problem) as raised:
        read_file(file)
    assert str(raised.value) == sentence.format(file=file)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ({"guides": ""}, "guides is empty (--guides). To mend it: name one"),
        ({"index": "a\0b"}, "index is no name (--index). To mend it: name one"),
        (
            {"guides": "~nobody-of-that-name/x"},
            "there is no such user: ~nobody-of-that-name/x (--guides). To mend it: write the whole path",
        ),
    ],
)
def test_values_that_name_nothing(flags: dict[str, str], sentence: str) -> None:
    """An empty or impossible name is a problem and not a traceback."""
    with pytest.raises(Problem) as raised:
        read_settings(flags, {}, [])
    assert str(raised.value) == sentence


def test_a_file_is_looked_for_here_and_in_the_users_folder(clean_environment: Path) -> None:
    """The current folder is asked before the user's own."""
    here, own = settings_files({"XDG_CONFIG_HOME": str(clean_environment)})
    assert here == Path("counteroffer.toml")
    assert own == clean_environment / "counteroffer" / "counteroffer.toml"


def test_every_key_has_a_variable() -> None:
    """The names of the contract."""
    assert {variable for _, variable in KEYS.values()} == {
        "COUNTEROFFER_GUIDES",
        "COUNTEROFFER_INDEX",
        "COUNTEROFFER_MODEL",
        "COUNTEROFFER_MODEL_TIMEOUT",
        "COUNTEROFFER_EMBEDDER",
        "COUNTEROFFER_CHROMA_URL",
        "COUNTEROFFER_API_KEY",
        "COUNTEROFFER_UNANSWERED",
    }
