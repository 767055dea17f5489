// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/ledger_schema.h"

namespace fl {

const Migrations &ledgerMigrations()
{
    static const Migrations migrations{
        {
            QStringLiteral(
                "CREATE TABLE machines (id TEXT PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL, handle TEXT NOT NULL,"
                " state TEXT NOT NULL, micros INTEGER, currency TEXT, created INTEGER NOT NULL, plan TEXT NOT NULL, facts TEXT NOT NULL)"),
            // A name is free again once its machine is gone.
            QStringLiteral("CREATE UNIQUE INDEX machine_names ON machines (name) WHERE state <> 'gone'"),
            QStringLiteral("CREATE TABLE resources (machine TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, operation TEXT NOT NULL,"
                           " handle TEXT NOT NULL, state INTEGER NOT NULL, region TEXT NOT NULL, micros INTEGER, currency TEXT,"
                           " confirmations INTEGER NOT NULL, PRIMARY KEY (machine, kind, name))"),
            QStringLiteral("CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT NOT NULL, event TEXT NOT NULL)"),
            QStringLiteral("CREATE INDEX events_by_machine ON events (machine, seq)"),
            QStringLiteral("CREATE TABLE durations (seq INTEGER PRIMARY KEY AUTOINCREMENT, machine_kind TEXT NOT NULL, step TEXT NOT NULL,"
                           " seconds REAL NOT NULL)"),
            QStringLiteral("CREATE INDEX durations_by_step ON durations (machine_kind, step, seq)"),
        },
        {
            QStringLiteral("CREATE TABLE regions (provider TEXT NOT NULL, region TEXT NOT NULL, PRIMARY KEY (provider, region))"),
        },
    };
    return migrations;
}

} // namespace fl
