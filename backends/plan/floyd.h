// SPDX-License-Identifier: GPL-3.0-or-later
// FloydHub closed in 2021, and people still have its projects: a folder with a floyd.yml, which names an environment and a machine.
// What it asked for, by resources/floydhub.yaml, and what of ours comes nearest; every change with its reason. Pure but for
// readFloydFolder(). Codes begin with "floyd-", their sentences are in backends/text/floyd_text.cpp.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/plan.h"
#include "backends/plan/matrix.h"
#include "backends/plan/table_file.h"

namespace fl {

struct FloydEnvironment {
    QString name;          ///< what env: says, "tensorflow-1.9"
    QString title;         ///< "TensorFlow 1.9"
    QString keras, python; ///< versions; keras empty: none came along
    bool py2 = false;      ///< there was name:py2 too
    QStringList becomes;   ///< frameworks of ours
    QString backend;       ///< what Keras computes with, where it is one of them
    QString why;           ///< a code without its "floyd-"
};

struct FloydMachine {
    QString name, gpu; ///< gpu empty: it had none
    double gpuGb = 0;
    QString becomes; ///< a GPU of today
    double becomesGb = 0;
    QString why;
};

struct FloydTable {
    QDate date;
    std::vector<DatedSource> sources;
    std::vector<FloydEnvironment> environments;
    QString defaultEnvironment; ///< where a floyd.yml names none
    std::vector<FloydMachine> machines;
    QStringList provided; ///< packages that belong to an environment of ours
};

/// Errors: MatrixInvalid, as parseMatrix().
Result<FloydTable> parseFloydTable(const QByteArray &yaml, const QString &file);
Result<FloydTable> builtinFloydTable();

struct FloydFolder {
    QString file; ///< of floyd.yml, to name it in errors
    QByteArray config;
    std::optional<QByteArray> requirements; ///< floyd_requirements.txt, where there is one
};

/// Errors: LocalFile.
Result<FloydFolder> readFloydFolder(const QString &folder);

struct FloydChange {
    QString what; ///< framework, keras, python, gpu, data, command, runtime, requirements, other
    QString was, now;
    Reason why;
};

struct FloydTranslation {
    QList<std::pair<QString, QString>> keys; ///< of Choices, for setKey()
    double gpuGb = 0;                        ///< memory of the GPU it ran on; 0: it had none
    std::vector<FloydChange> changes;
};

/// Errors: PlanFileInvalid, with params file, line, key, problem ("floyd-environment", "floyd-machine" with value and nearest, "bad-value",
/// or one of YamlProblem's).
Result<FloydTranslation> translateFloyd(const FloydTable &table, const Matrix &matrix, const FloydFolder &folder);

/// The command that sets such a machine up, in one line; for the shell.
QString floydCommand(const FloydTranslation &translation);

} // namespace fl
