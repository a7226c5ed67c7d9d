"""What the commands share: help in the reader's language, errors in one sentence, progress."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.exc import SQLAlchemyError
from typer.core import TyperCommand, TyperGroup

from cafedata import language
from cafedata.errors import CafeError, InvalidEntry
from cafedata.language import N_, Language, gettext, sentence

LANGUAGE_VARIABLE = "CAFE_LANGUAGE"
_PATIENCE = 2.0


class Command(TyperCommand):
    """A command whose help is in the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter)


class Commands(TyperGroup):
    """A group of commands; whatever goes wrong in one ends as a sentence on stderr."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter)

    def main(self, *args: Any, **extra: Any) -> Any:
        language.use(_chosen_language())
        try:
            # Standing alone, typer would answer mistakes itself, in its own words.
            status = super().main(*args, **extra | {"standalone_mode": False})
        except CafeError as error:
            _fail(_sentences(error), status=1)
        except SQLAlchemyError:
            _fail(gettext(N_("La base de données ne répond pas, ou son adresse est fausse.")), 1)
        except typer.TyperException as error:
            _fail(_misuse(error), status=2)
        except typer.Abort:
            _fail(gettext(N_("Interrompu.")), status=130)
        sys.exit(status if isinstance(status, int) else 0)


def _chosen_language() -> Language:
    chosen = os.environ.get(LANGUAGE_VARIABLE, "")
    return next((found for found in Language if found == chosen), Language.fr)


def _fail(text: str, status: int) -> None:
    typer.echo(text, err=True)
    sys.exit(status)


def _sentences(error: CafeError) -> str:
    """An error, and each problem of a refused entry, on one line."""
    problems = error.problems if isinstance(error, InvalidEntry) else []
    sentences = [sentence(error.message, **error.values)]
    sentences += [sentence(problem.message, **problem.values) for problem in problems]
    return " ".join(sentences)


def _misuse(error: typer.TyperException) -> str:
    """A command that was written wrongly, in our words rather than the parser's."""
    command = getattr(getattr(error, "ctx", None), "command_path", "cafe")
    option = getattr(error, "option_name", None)
    if option:
        return sentence(
            N_("L'option {option} n'existe pas ou reste vide : voyez « {command} --help »."),
            option=option,
            command=command,
        )
    if isinstance(error, typer.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts[0].startswith("-") else error.param.metavar
        message = (
            N_("La valeur de {name} ne convient pas : voyez « {command} --help ».")
            if error.message
            else N_("Il manque {name} : voyez « {command} --help ».")
        )
        return sentence(message, name=name, command=command)
    return sentence(
        N_("Cette commande est incomplète ou n'existe pas : voyez « {command} --help »."),
        command=command,
    )


def _translated(help_text: str | None) -> str:
    return gettext(help_text) if help_text else ""


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    usage = ["[OPTIONS]", *(param.metavar for param in arguments)]
    usage += [command.subcommand_metavar] if commands else []
    formatter.write_usage(ctx.command_path, " ".join(usage), prefix=gettext(N_("Usage :")) + " ")
    formatter.write_paragraph()
    formatter.write_text(_translated(command.help))
    _write_list(formatter, N_("Arguments :"), [_param(param) for param in arguments])
    _write_list(formatter, N_("Options :"), [_param(param) for param in options])
    rows = [(name, _translated(found.help)) for name, found in commands.items()]
    _write_list(formatter, N_("Commandes :"), rows)


def _write_list(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        formatter.write_paragraph()
        formatter.write(f"{gettext(title)}\n")
        with formatter.indentation():
            formatter.write_dl(rows)


def _param(param: Any) -> tuple[str, str]:
    if param.name == "help":
        return "--help", gettext(N_("Montre cette aide."))
    names = ", ".join(param.opts) if param.param_type_name == "option" else ""
    return f"{names} {param.metavar or ''}".strip(), _translated(param.help)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """What is told how much is done; a bar appears once the work has lasted two seconds."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task(title, total=total)
    started = time.monotonic()

    def tell(done: int) -> None:
        bar.update(task, completed=done)
        if not bar.live.is_started and time.monotonic() - started > _PATIENCE:
            bar.start()

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()
