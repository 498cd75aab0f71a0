"""matters: what catalogue keepers do from the command line."""

from pathlib import Path

import click

from backend.cli.office import ACTOR, clock, open_office
from backend.matters.builtin import load_builtin, parse_all
from backend.matters.import_matters import MattersRefused, import_matters
from backend.matters.offices import FILE, builtin_offices, parse_offices
from backend.matters.retire import retire_matter
from backend.matters.terms import Matter, Text
from backend.registries.strict_yaml import DocumentError
from backend.types_folder import NOT_UTF8

NO_MATTER = "没有事项，每个事项一个文件 编号.yaml there is no matter in it: each is a file CODE.yaml"


class Matters(click.Group):
    """Without the name of a command, or with a folder in its place: import."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asks = {"-h", "--help"} & set(args)
        return super().parse_args(ctx, args if asks or (args[:1] and args[0] in self.commands) else ["import", *args])


@click.group(cls=Matters)
def matters() -> None:
    """What can be applied for: import, retire. `matters [FOLDER]` imports, too."""


@matters.command("import")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def import_folder(folder: Path | None) -> None:
    """Import the matters of FOLDER (*.yaml), or those that come with the program.

    Offices that the program does not know stand in FOLDER/offices.yaml.
    """
    office = open_office()
    try:
        documents, offices = _read(folder)
    except DocumentError as error:
        raise MattersRefused(str(error)) from error
    with office.step() as session:
        import_matters(session, documents, catalogue=office.catalogue, offices=offices, actor=ACTOR, now=clock())
    click.echo(f"{len(documents)} 事项 matters")


@matters.command()
@click.argument("code")
def retire(code: str) -> None:
    """Offer the matter CODE no longer; its cases go on. A later version, imported, is offered again."""
    with open_office().step() as session:
        row = retire_matter(session, code, actor=ACTOR, now=clock())
        click.echo(f"{row.code} {row.version} 停办 retired")


def _read(folder: Path | None) -> tuple[tuple[Matter, ...], dict[str, Text]]:
    """The matters, and the offices they may name. Raises DocumentError."""
    if folder is None:
        return load_builtin(), dict(builtin_offices())
    sources = {path.name: (str(path), _text(path)) for path in sorted(folder.glob("*.yaml"))}
    own = sources.pop(FILE, None)
    if not sources:
        raise DocumentError(str(folder), None, NO_MATTER)
    offices = {} if own is None else parse_offices(own[1], own[0])
    return parse_all(sources.values()), {**builtin_offices(), **offices}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(str(path), None, NOT_UTF8) from error
