"""Find the command that was asked for, run it, and turn what went wrong into one sentence."""

from __future__ import annotations

import copy
import functools
import importlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dashboard.analysis.errors import CannotCompute
from dashboard.command_line import PROGRAM
from dashboard.fault_log import record_fault
from dashboard.home import HomeProblem, locate
from dashboard.ingest.refusal import CannotTake
from dashboard.schema_version import other_version
from dashboard.sql_files import BrokenQueryFile
from dashboard.vocabularies import BrokenVocabulary

WRITTEN_FOR_PEOPLE = (BrokenQueryFile, BrokenVocabulary, CannotCompute, CannotTake, HomeProblem)


@dataclass(frozen=True, slots=True)
class Command:
    """A command by name: the module of dashboard/commands that holds it, and what it is for.

    `reads_home`: it reads the tables of a home, which must be of this program's version.
    `as_reader`: of them it opens what was published, as the pages do, and nothing else.
    """

    name: str
    module: str
    summary: str
    reads_home: bool = False
    as_reader: bool = False


SECTIONS: dict[str, tuple[Command, ...]] = {
    "Open the dashboard": (
        Command(
            "start", "start", "Open your department's home, or the demo department.", True, True
        ),
        Command("serve", "serve", "Serve the pages of one home on this machine.", True, True),
    ),
    "Exports in": (
        Command("demo", "demo", "Write the export files of an invented department."),
        Command("template", "ingest", "Write an empty file with every column explained."),
        Command("ingest", "ingest", "Take export files into a home and publish them.", True),
        Command("layout", "ingest", "List the known layouts, or propose one for a file."),
        Command("generations", "ingest", "List the generations that are kept."),
        Command("rollback", "ingest", "Go back to an earlier generation."),
        Command("migrate", "state", "Bring a home to this program's version."),
        Command("backup", "state", "Write everything a home needs to one file."),
        Command("restore", "state", "Make a home from a backup."),
        Command("people", "people", "Find and confirm who an unknown name is."),
        Command("publish", "publish", "Publish again, or restate a period.", True),
    ),
    "Who may see what": (
        Command("audit", "audit", "Read the audit trail, and check that nobody touched it."),
        Command("policy", "policy", "List and change what may be shown."),
        Command("extract", "extract", "Write de-identified rows for approved research.", True),
    ),
    "Answers": (
        Command("measures", "measures", "List the measures."),
        Command("measure", "measures", "Print one measure, period by period.", True, True),
        Command("analysis", "analysis", "Run an analysis saved on the workbench.", True, True),
        Command("report", "report", "Write a board deck or the yearly summary.", True, True),
    ),
    "Statistics on your own file": (
        Command("chart", "statistics_charts", "A control chart, with its rules."),
        Command("funnel", "statistics_charts", "A funnel plot, with its limits."),
        Command("survival", "statistics_charts", "Time to an event, open items censored."),
        Command("agreement", "statistics_charts", "Agreement between raters."),
        Command("compare", "statistics_models", "Two groups, strata, pairs or medians."),
        Command("its", "statistics_models", "An interrupted time series."),
        Command("power", "power", "How many months a study would need."),
        Command("pool", "statistics_models", "Fixed and random effects over studies."),
        Command("published", "statistics_models", "Do published counts give their percents?"),
    ),
}
COMMANDS = {command.name: command for section in SECTIONS.values() for command in section}


class CommandLine(click.Group):
    """All commands. A command's module is imported when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command called `cmd_name`; None when there is no such command."""
        command = COMMANDS.get(cmd_name)
        if command is None:
            return None
        if not command.reads_home:
            return load(command)
        check = check_published_version if command.as_reader else check_version
        return on_todays_version(load(command), check)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections of the help, without importing a command."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(command.name, command.summary) for command in commands])


def load(command: Command) -> click.Command:
    """Import the module that holds `command` and return it."""
    module = importlib.import_module(f"dashboard.commands.{command.module}")
    loaded: click.Command = getattr(module, command.name)
    return loaded


def on_todays_version(
    command: click.Command, check: Callable[[Path | None], None]
) -> click.Command:
    """Return `command`, which now first checks that its home has this program's tables."""
    run = command.callback
    if run is None:
        return command

    @functools.wraps(run)
    def checked(*arguments: Any, **options: Any) -> Any:
        check(options.get("home"))
        return run(*arguments, **options)

    of_today = copy.copy(command)
    of_today.callback = checked
    return of_today


def check_version(home: Path | None) -> None:
    """Raise HomeProblem if the home has tables that are older or newer than this program's."""
    place = locate(home)
    if place.pointer_path.exists():
        from dashboard.state.version import require_todays_version

        require_todays_version(place)


def check_published_version(home: Path | None) -> None:
    """Raise as `check_version` does, from what the home says of itself: no table is opened."""
    place = locate(home)
    pointer = place.current()
    if pointer is not None and (other := other_version(pointer.version, place.path)):
        raise HomeProblem(other)


program = CommandLine(
    help="Peer learning analytics for radiology: exports in, answers out.",
    epilog=f"Each command explains itself: {PROGRAM} COMMAND --help",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 done; 1 a fault of ours; 2 wrong input or usage; 3 refused by the disclosure rules; 130
    stopped by the person. Words about what went wrong are one line on stderr.
    """
    try:
        returned = program.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
        return returned if isinstance(returned, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        _say(_one_line(error.format_message()) + _where_to_look(error))
        return error.exit_code
    except WRITTEN_FOR_PEOPLE as error:
        _say(_one_line(str(error)))
        return 2
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped.")
        return 130
    except Exception as error:
        if os.environ.get("PEER_LEARNING_TRACEBACK"):
            raise
        _say(record_fault(error, arguments).sentence)
        return 1


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _where_to_look(error: click.ClickException) -> str:
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f" See `{error.ctx.command_path} --help`."
    return ""
