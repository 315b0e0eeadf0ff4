"""The least that a first pull can cost: fetch, typed decode, zlib, Core upsert of the same rows, and nothing else.

python -m tests.benchmarks.floor REGISTRY DATABASE
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import time
import zlib
from typing import Any

import msgspec
import requests
from sqlalchemy.dialects import postgresql, sqlite

from data.database import WRITE, open_database
from data.study import _Study
from data.view import DOCUMENT, TRIAL

NOW = "2026-01-05T15:00:00Z"


class Page(msgspec.Struct, rename={"next_token": "nextPageToken"}):
    studies: list[msgspec.Raw]
    next_token: str | None = None


def rows(url: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    trials, documents = [], []
    session, token = requests.Session(), None
    page_of, study_of, pack = msgspec.json.Decoder(Page), msgspec.json.Decoder(_Study), msgspec.msgpack.Encoder().encode
    while True:
        params = {
            "query.cond": "breast cancer",
            "pageSize": "1000",
            "fields": "protocolSection,derivedSection,hasResults",
        }
        body = session.get(f"{url}/studies", params=params | ({"pageToken": token} if token else {})).content
        page = page_of.decode(body)
        for raw in page.studies:
            record = bytes(raw)
            study = study_of.decode(record)
            names, status = study.protocol_section.identification_module, study.protocol_section.status_module
            digest = hashlib.sha256(record).digest()
            trials.append(dict(
                nct_id=names.nct_id, state="current", overall_status=status.overall_status, phases="|".join(study.protocol_section.design_module.phases),
                brief_title=names.brief_title, content_hash=digest, source_hash=digest, first_seen=NOW, changed_at=NOW,
            ))  # fmt: skip
            documents.append(
                dict(nct_id=names.nct_id, record=zlib.compress(record, 1), trial=zlib.compress(pack(study), 1))
            )
        token = page.next_token
        if not token:
            return trials, documents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("registry")
    parser.add_argument("database")
    given = parser.parse_args()
    engine = open_database(given.database, create=True)
    dialect: Any = sqlite if engine.dialect.name == "sqlite" else postgresql
    started, cpu = time.perf_counter(), time.process_time()
    trials, documents = rows(given.registry)
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        for table, values in ((TRIAL, trials), (DOCUMENT, documents)):
            statement = dialect.insert(table)
            changed = {name: statement.excluded[name] for name in values[0] if name != "nct_id"}
            statement = statement.on_conflict_do_update(index_elements=["nct_id"], set_=changed)
            for start in range(0, len(values), 1000):
                connection.execute(statement, values[start : start + 1000])
    figures = {
        "seconds": round(time.perf_counter() - started, 2), "cpu_seconds": round(time.process_time() - cpu, 2),
        "new": len(trials), "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
