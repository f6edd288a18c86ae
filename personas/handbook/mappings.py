"""YAML and TOML from pages of strangers: plain mappings only."""

import tomllib

import yaml


class _PlainLoader(yaml.SafeLoader):
    """Knows no aliases: with these a small text can stand for a huge one."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not taken")
        return super().compose_node(parent, index)


def load_mapping(text: str) -> dict:
    """The mapping that the text holds, empty for an empty text. Raises ValueError when it is no mapping in plain
    YAML."""
    try:
        values = yaml.load(text, Loader=_PlainLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError("not plain YAML") from error
    if not isinstance(values or {}, dict):
        raise ValueError("no names and values")
    return values or {}


def load_toml(text: str) -> dict:
    """The mapping in the text. Raises ValueError when it isn't TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
