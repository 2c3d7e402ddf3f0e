"""`mujaz send`: a message file through a mail server, once, and only when asked."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarize.arabic import visible
from summarize.cli import options

if TYPE_CHECKING:
    from summarize.mail import Delivery


def send(
    message: Annotated[
        Path, typer.Argument(metavar="FILE.eml", help="The message, headers and all.")
    ],
    smtp: Annotated[str, typer.Option(metavar="HOST[:PORT]", help="The mail server.")],
    tls: Annotated[
        Literal["starttls", "ssl", "none"] | None,
        typer.Option(
            help="How the connection is encrypted. Default: ssl on port 465, else "
            "starttls."
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDR", help="To whom instead of the message's own. Repeatable."
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Send it even if it was sent before.")
    ] = False,
    insecure: Annotated[
        bool,
        typer.Option(
            "--insecure", help="Let the password go unencrypted to this machine."
        ),
    ] = False,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Send a message to everyone whom it was not sent to yet.

    User and password come from MUJAZ_SMTP_USER and MUJAZ_SMTP_PASSWORD, or from
    ~/.netrc. What was sent when is recorded in FILE.eml.sent.
    """
    from summarize import mail

    server = mail.server_of(smtp, tls, insecure=insecure)
    letter = mail.read_message(message, to or ())
    login = mail.find_login(server.host, os.environ)
    delivery = mail.send(message, letter, server, login, again=again)
    if not quiet:
        typer.echo(visible(_counts(delivery)), err=True)
    for address, reply in delivery.refused.items():
        typer.echo(visible(f"{address}: refused: {reply}"), err=True)
    if as_json:
        row = {"file": str(message), "message_id": letter.id, **asdict(delivery)}
        typer.echo(json.dumps({**row, "exit_code": delivery.exit_code}))
    raise typer.Exit(delivery.exit_code)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("send")(send)


def _counts(delivery: "Delivery") -> str:
    said = f"sent to {len(delivery.sent)}"
    if delivery.before:
        said += f", sent before to {len(delivery.before)} (--again sends it again)"
    if delivery.refused:
        said += f", refused for {len(delivery.refused)}"
    return said
