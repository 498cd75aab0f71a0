"""The command line `liangma`. Commands read the settings, call one use case and print; they decide nothing.

A command's module is imported when the command is used, so that `--help` does not wait for the whole program.
"""

from importlib import import_module

import click

COMMANDS = {  # name -> (module of this folder, what the list of commands says; the command's own help begins with it)
    "serve": ("serve", "Serve the API on LIANGMA_PORT."),
    "migrate": ("migrate", "Bring the database to this program's schema."),
    "worker": ("worker", "Publish lists, write checkpoints, end what is over, tell partners, offer, sum up statistics"),
    "demo": ("demo", "The demo city."),
    "import": ("records", "Import a department's records (CSV or XLSX) of one certificate TYPE."),
    "issue": ("records", "Issue every waiting record of one certificate TYPE; takes up where it was stopped."),
    "revoke": ("records", "End for good the certificates of one TYPE under a printed NUMBER: one for each holder."),
    "batches": ("batches", "Batches of certificates: add, list, show, approve, pause, resume, cancel, failed."),
    "matters": ("matters", "What can be applied for: import, retire."),
    "cases": ("cases", "Cases at the windows."),
    "proposals": ("proposals", "What offices give without an application."),
    "staff": ("people", "Employees."),
    "partner": ("people", "Windows and third parties that verify."),
    "partners": ("partners", "Third parties: a sandbox, approvals, standing."),
    "people": ("people", "Citizens' accounts."),
    "keys": ("keys", "Issuers' signing keys."),
    "trust": ("trust", "The signed trust list and the offline bundle."),
    "regions": ("regions", "Other regions: propose, approve, fetch, suspend, end, list."),
    "seals": ("seals", "Seals of authorities: propose, approve, stop, list, and who vouches for them."),
    "kiosks": ("kiosks", "Public screens in halls: add, set up anew, stop, list."),
    "privacy": ("privacy", "Personal data: keys, export, erasure, days."),
    "audit": ("audit", "The audit log."),
    "scale": ("scale", "A database that grows: months of verdicts, and the SQL that spreads the tables over nodes."),
    "backup": ("backup", "Back up the whole city, and rehearse restoring it."),
    "restore": ("backup", "Restore FILE into an empty database and data folder, then verify all of it."),
}
FUNCTIONS = {"import": "import_records", "scale": "scale_group"}  # where the command's name is a word of the language


class Program(click.Group):
    """The commands of COMMANDS, each imported at its first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{COMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, FUNCTIONS.get(cmd_name, cmd_name))
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Liangma 亮码: a city's electronic certificates."""
