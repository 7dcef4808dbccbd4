"""Mistakes in a command, and the headings of the help, in bokmål."""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from costmodel.faults import nearest, shown

PROGRAM = "python -m costmodel"
TYPES = {"float": "et tall", "int": "et helt tall"}


class BokmaalCommand(TyperCommand):
    """A command whose help is in bokmål throughout."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with its text in bokmål."""
        return _in_bokmaal(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The line of usage with its heading in bokmål."""
        return super().get_usage(ctx).replace("Usage:", "Bruk:", 1)


class BokmaalGroup(TyperGroup):
    """The program, whose help is in bokmål throughout."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with its text in bokmål."""
        return _in_bokmaal(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The line of usage with its heading in bokmål."""
        return super().get_usage(ctx).replace("Usage:", "Bruk:", 1)


def add(app: typer.Typer, name: str, function: Callable[..., None], example: str) -> None:
    """Add a command to the program; `example` are the words after its name."""
    epilog = f"Eksempel: {PROGRAM} {name} {example}"
    app.command(name, cls=BokmaalCommand, options_metavar="[VALG]", epilog=epilog)(function)


def _in_bokmaal(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = "Vis denne hjelpen.", ""
    return option


def speak_bokmaal() -> None:
    """Give the help its headings in bokmål."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenter"
    rich_utils.OPTIONS_PANEL_TITLE = "Valg"
    rich_utils.COMMANDS_PANEL_TITLE = "Kommandoer"
    rich_utils.DEFAULT_STRING = "[uten valg: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[må med]"


def usage_message(error: TyperException) -> str:
    """What was written and what may be written, with the way to the help."""
    context: Any = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return "Oppgi en kommando."
    start = context.command_path if context else PROGRAM
    return f"{_what(error, context)} Se {start} --help."


def _what(error: TyperException, context: Any) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    if kind == "NoSuchOption":
        name = getattr(error, "option_name", "")
        parameters: list[Any] = context.command.params if context else []
        options: list[str] = [option for item in parameters for option in item.opts]
        return f"Valget {shown(name)} finnes ikke.{nearest(name, options)}"
    if kind == "MissingParameter" and parameter:
        return f"{_name(parameter)} mangler."
    if kind == "BadParameter" and parameter:
        return f"{_name(parameter)}: {_allowed(error.message, parameter)}"
    return _read(error.message, context) or f"Kommandoen er ikke skrevet riktig ({error.format_message().rstrip('.')})."


def _read(message: str, context: Any) -> str | None:
    """What a message of typer's says, where it has no kind of its own."""
    unknown = re.match(r"No such command '(.*?)'", message)
    if unknown and context:
        return f"Kommandoen «{shown(unknown[1])}» finnes ikke.{nearest(unknown[1], context.command.commands)}"
    extra = re.match(r"Got unexpected extra argument\(?s?\)? \((.*)\)", message)
    if extra:
        return f"«{shown(extra[1])}» er for mye."
    lonely = re.match(r"Option '(.*?)' requires an argument", message)
    return f"{lonely[1]} må ha en verdi etter seg." if lonely else None


def _name(parameter: Any) -> str:
    return parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.metavar or parameter.name)


def _allowed(message: str, parameter: Any) -> str:
    written = re.search(r"'(.*?)' is not", message)
    found = f"fant «{shown(written[1])}». " if written else ""
    choices = re.findall(r"'([\w.-]+)'", message.partition("one of")[2])
    if choices:
        return f"{found}Tillatt: {', '.join(choices)}."
    return f"{found}Tillatt: {TYPES.get(getattr(getattr(parameter, 'type', None), 'name', ''), 'en gyldig verdi')}."
