"""The command line `liangma`. Commands read the settings, call one use case and print; they decide nothing."""

import click

from backend.cli import audit, demo, people, records, serve, trust


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Liangma 亮码: a city's electronic certificates."""


for command in (
    serve.serve, serve.migrate, serve.worker,
    demo.demo,
    records.import_records, records.issue, records.revoke, records.matters,
    people.staff, people.partner,
    trust.keys, trust.trust,
    audit.audit,
):  # fmt: skip
    main.add_command(command)
