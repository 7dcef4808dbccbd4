"""Mistakes in a command, and the headings of the help, in the reader's language."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from costmodel.faults import nearest, shown
from costmodel.output.endings import settle_output
from costmodel.output.faults import part_text
from costmodel.texts.catalog import text

PROGRAM = "python -m costmodel"
_ASKED: list[str] = []
_OF_PLACE = ("--output", "--format", "--cluster")
"""Options that say where an answer goes, how, and who works it out, not which it is."""


def remember(words: Sequence[str]) -> None:
    """Keep the words that the program was asked with, for what its answer says of itself."""
    _ASKED[:] = words


def asked_words() -> list[str]:
    """The words of the command without where its answer goes.

    >>> remember(["appraise", "--output", "x.json", "--set", "participants=66", "--format=json"])
    >>> asked_words()
    ['appraise', '--set', 'participants=66']
    """
    found: list[str] = []
    words = iter(_ASKED)
    for word in words:
        if word in _OF_PLACE:
            next(words, None)
        elif not word.startswith(tuple(f"{option}=" for option in _OF_PLACE)):
            found.append(word)
    return found


class Command(TyperCommand):
    """A command whose help is in one language throughout."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with its text from the catalog."""
        return _translated(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The line of usage with its heading from the catalog."""
        return super().get_usage(ctx).replace("Usage:", text("cli.program.usage"), 1)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, its output settled."""
        settle_output(ctx)
        return super().invoke(ctx)


class Program(TyperGroup):
    """The program, whose help is in one language throughout."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with its text from the catalog."""
        return _translated(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The line of usage with its heading from the catalog."""
        return super().get_usage(ctx).replace("Usage:", text("cli.program.usage"), 1)


def add_command(app: typer.Typer, name: str, function: Callable[..., None], example: str) -> None:
    """Add a command to the program, with its help from the catalog; `example` are the words after its name."""
    described, epilog = text(f"cli.commands.{name}"), text("cli.program.example", program=PROGRAM, command=name, words=example)
    app.command(name, cls=Command, options_metavar=text("cli.program.options"), help=described, epilog=epilog)(function)


def _translated(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = text("cli.program.help_option"), ""
    return option


def translate_headings() -> None:
    """Give the help its headings from the catalog."""
    rich_utils.ARGUMENTS_PANEL_TITLE = text("cli.program.arguments_title")
    rich_utils.OPTIONS_PANEL_TITLE = text("cli.program.options_title")
    rich_utils.COMMANDS_PANEL_TITLE = text("cli.program.commands_title")
    rich_utils.DEFAULT_STRING = text("cli.program.default")
    rich_utils.REQUIRED_LONG_STRING = text("cli.program.required")


def usage_message(error: TyperException) -> str:
    """What was written and what may be written, with the way to the help."""
    context: Any = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return text("cli.mistakes.no_command")
    start = context.command_path if context else PROGRAM
    return text("cli.mistakes.see_help", what=_what(error, context), command=start)


def _what(error: TyperException, context: Any) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    if kind == "NoSuchOption":
        name = getattr(error, "option_name", "")
        parameters: list[Any] = context.command.params if context else []
        options: list[str] = [option for item in parameters for option in item.opts]
        return text("cli.mistakes.no_option", option=shown(name), nearest=part_text(nearest(name, options)))
    if kind == "MissingParameter" and parameter:
        return text("cli.mistakes.missing", parameter=_name(parameter))
    if kind == "BadParameter" and parameter:
        return text("cli.mistakes.bad", parameter=_name(parameter), allowed=_allowed(error.message, parameter))
    return _read(error.message, context) or text("cli.mistakes.unreadable", message=error.format_message().rstrip("."))


def _read(message: str, context: Any) -> str | None:
    """What a message of typer's says, where it has no kind of its own."""
    unknown = re.match(r"No such command '(.*?)'", message)
    if unknown and context:
        near = part_text(nearest(unknown[1], context.command.commands))
        return text("cli.mistakes.unknown_command", command=shown(unknown[1]), nearest=near)
    extra = re.match(r"Got unexpected extra argument\(?s?\)? \((.*)\)", message)
    if extra:
        return text("cli.mistakes.too_much", words=shown(extra[1]))
    lonely = re.match(r"Option '(.*?)' requires an argument", message)
    return text("cli.mistakes.no_value", option=lonely[1]) if lonely else None


def _name(parameter: Any) -> str:
    return parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.metavar or parameter.name)


def _allowed(message: str, parameter: Any) -> str:
    written = re.search(r"'(.*?)' is not", message)
    choices = re.findall(r"'([\w.-]+)'", message.partition("one of")[2])
    allowed = ", ".join(choices) or _kind(parameter)
    if not written:
        return text("cli.mistakes.allowed", allowed=allowed)
    return text("cli.mistakes.found_and_allowed", found=shown(written[1]), allowed=allowed)


def _kind(parameter: Any) -> str:
    """What kind of value a parameter takes."""
    key = f"cli.mistakes.types.{getattr(getattr(parameter, 'type', None), 'name', '')}"
    return text(key if key in text else "cli.mistakes.types.other")
