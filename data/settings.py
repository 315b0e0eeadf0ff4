"""Settings from the environment (`TRIALMATCH_*`). The only place that reads it."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "TRIALMATCH_"


class SettingsError(ValueError):
    """A setting can't be used; the message is one sentence naming it."""


def data_folder() -> Path:
    """The folder for this user's data: XDG on Unix, LOCALAPPDATA on Windows."""
    if base := os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA"):
        return Path(base) / "trialmatch"
    return Path.home() / ".local" / "share" / "trialmatch"


def default_database_url() -> str:
    return f"sqlite:///{data_folder() / 'trials.db'}"


def default_user_agent() -> str:
    """An honest name: the registry's edge refuses a program that calls itself a browser."""
    try:
        version = metadata.version("trialmatch")
    except metadata.PackageNotFoundError:
        version = "0"
    return f"trialmatch/{version} (breast-cancer trial matcher; python-requests)"


class Settings(BaseSettings):
    """What an operator can set. An empty variable counts as one that is not set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    database_url: str = Field(default_factory=default_database_url)
    registry_url: str = Field(default="https://clinicaltrials.gov/api/v2", pattern=r"^https?://[^\s]+$")
    query: str = Field(default="breast cancer", min_length=1)
    user_agent: str = Field(default_factory=default_user_agent, min_length=1, pattern=r"^[ -~]+$")
    requests_per_second: float = Field(default=1.0, gt=0, le=1000)
    questions_per_minute: int = Field(default=600, ge=1)  # of one key and address, to the page and the REST interface
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()

    @field_validator("api_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        return tuple(k.strip() for k in value.split(",") if k.strip()) if isinstance(value, str) else value


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError, which never shows the value of a key."""
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"][:1]).upper()
        raise SettingsError(f"{name}: {first['msg'][:1].lower()}{first['msg'][1:]}") from None
