"""The app on this machine, for one's own project or an invented one."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import FOLDER, PORT
from toolkit.cli.printing import watched


@click.command()
@FOLDER
@PORT
@click.option("--as", "owner", metavar="NAME", help="You, where there are several facilitators.")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name by which others reach the app, such as study.example.org.",
)
@click.option(
    "--behind-https",
    is_flag=True,
    help="A proxy in front speaks HTTPS with them, and nobody comes past it.",
)
@click.option(
    "--address",
    metavar="A",
    default="127.0.0.1",
    show_default=True,
    help="Where it listens, if the proxy is on another machine.",
)
def app(
    folder: Path,
    port: int,
    owner: str | None,
    hosts: tuple[str, ...],
    behind_https: bool,
    address: str,
) -> None:
    """Start the app on this machine.

    It prints a link that opens the app once for you. The others sign in with a passphrase, which
    they set by an invitation: toolkit invite FOLDER NAME

    It answers this machine alone. For others it takes --host and --behind-https, and everybody
    signs in, you too.
    """
    from toolkit.ui.serving import Reach, serve

    reach = Reach(address, tuple(host.lower() for host in hosts), behind_https)
    serve(folder, port=port, owner=owner, reach=reach)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option("--no-app", is_flag=True, help="Build it and print its summary only.")
@PORT
def demo(folder: Path, no_app: bool, port: int) -> None:
    """Build an invented study to look at, and start the app on it.

    It goes into FOLDER (./demo): interviews, codings, differences, decisions. A second time it
    finds what is there and changes nothing.
    """
    from toolkit.demo.build import build_demo
    from toolkit.workflow.study import load_study

    project, is_new = build_demo(folder, watch=watched)
    study = load_study(project)
    project.close()
    click.echo("Built the invented study." if is_new else "The invented study is here already.")
    words = sum(len(text.text.split()) for text in study.transcripts)
    click.echo(
        f"{len(study.transcripts)} invented conversations, {words} words, "
        f"{len(study.codebooks[-1].codes)} codes, {len(study.members)} readers of two sides, "
        f"{len(study.codings)} codings, {len(study.differences)} differences, "
        f"{len(study.decisions)} decisions."
    )
    click.echo(
        f"Try: toolkit differences {folder}\n"
        f"     toolkit agreement {folder} --by-side\n"
        f"     toolkit report {folder} -o report.docx"
    )
    if not no_app:
        from toolkit.ui.serving import serve

        serve(folder, port=port)
