"""What `make run` does after the installation: pull the registry, match the sample patients, show, and say what next."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from data.database import DatabaseProblem, open_database
from data.settings import data_folder, load_settings
from data.store import Store

SAMPLE_DATABASE = "sample.db"
STRIPE = "!" * 100


def _command(module: str, *arguments: str, environment: dict[str, str] | None = None) -> int:
    code = f"from {module}.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=False).returncode


def main() -> int:
    """Exit status 0 when a table was shown and a report written, on real or on invented trials."""
    environment = dict(os.environ)
    print(f"Pulling the registry into {load_settings().database_url} ...", flush=True)
    invented = False
    if _command("sync", "once") != 0 and not _has_real_copy():
        invented = True
        database = data_folder() / SAMPLE_DATABASE
        environment["TRIALMATCH_DATABASE_URL"] = f"sqlite:///{database}"
        print(
            f"\n{STRIPE}\n!!  THE TRIALS BELOW ARE INVENTED. They come from the bundled sample; none of them exists.\n{STRIPE}\n",
            flush=True,
        )
        if _command("sync", "once", "--sample", environment=environment) != 0:
            return 1
    patients = files("data") / "sample" / "patients.jsonl"
    for line in patients.read_text(encoding="utf-8").splitlines()[:2]:
        _show_best(line, environment)
    reports = Path("reports")
    reports.mkdir(exist_ok=True)
    report = reports / ("sample_patients_INVENTED_TRIALS.csv" if invented else "sample_patients.csv")
    if _command("matcher", "cohort", str(patients), "--out", str(report), environment=environment) != 0:
        return 1
    _say_what_next(report, environment, invented)
    return 0


def _has_real_copy() -> bool:
    """Whether an earlier run left a copy of the registry: it serves better than invented trials."""
    try:
        with Store(open_database(load_settings().database_url)).snapshot() as copy:
            info = copy.info()
    except DatabaseProblem:
        return False
    return info is not None and not info.is_sample


def _show_best(patient: str, environment: dict[str, str]) -> None:
    code = "from matcher.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", code, "match", "-", "--limit", "3"],
        input=patient,
        text=True,
        env=environment,
        check=False,
    )


def _say_what_next(report: Path, environment: dict[str, str], invented: bool) -> None:
    database = environment.get("TRIALMATCH_DATABASE_URL", load_settings().database_url)
    print(f"\nReport of all six sample patients (invented people): {report.resolve()}")
    print(f"Database: {database}")
    prefix = f"TRIALMATCH_DATABASE_URL={database} " if invented else ""
    print("The page: run this and open http://127.0.0.1:8000/ in a browser")
    print(f"  {prefix}.venv/bin/trialmatch serve")
    print("Try next:")
    print(f"  {prefix}.venv/bin/trialmatch match --stage IV --er-status positive --her2-status low --ecog 1")
    if invented:
        print("  .venv/bin/trialsync once          (where the registry can be reached: the real trials)")
    print("  .venv/bin/trialsync status")


if __name__ == "__main__":
    sys.exit(main())
