// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secret_input.h"

#include "app/cli/words.h"
#include "backends/run/secret_source.h"

#include <QFile>
#include <QSet>

namespace fl::cli {
namespace {

constexpr qint64 largest = 64 * 1024;

QSet<QString> knownNames(const std::vector<std::unique_ptr<Provider>> &providers)
{
    QSet<QString> names{QStringLiteral("jupyter.password"), QStringLiteral("vault.passphrase")};
    const HostedRegistry hosted;
    for (const auto &service : hosted.all())
        for (const QString &name : service->secrets())
            names.insert(name);
    for (const auto &provider : providers)
        for (const QString &name : loginSecrets(*provider))
            names.insert(name);
    return names;
}

Result<Secret> readAll(QFile &file, const QString &path)
{
    QByteArray bytes = file.read(largest + 1);
    const bool failed = file.error() != QFileDevice::NoError;
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    if (failed || bytes.isEmpty() || bytes.size() > largest)
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), path},
                      {QStringLiteral("reason"),
                       failed                ? file.errorString()
                           : bytes.isEmpty() ? tr("it is empty")
                                             : tr("it is too large")}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    return Secret(std::move(bytes));
}

} // namespace

Result<GivenSecrets> readSecrets(const CommandLine &line, const std::vector<std::unique_ptr<Provider>> &providers, std::FILE *in)
{
    GivenSecrets secrets;
    const QSet<QString> known = knownNames(providers);
    bool inputTaken = false;
    for (const auto &[name, source] : line.secrets) {
        if (!known.contains(name))
            return fail(usageError(tr("there is no secret named %1").arg(name)));
        QFile file;
        QString path = source.mid(1);
        if (source == QLatin1String("-")) {
            if (inputTaken)
                return fail(usageError(tr("only one secret can come from standard input")));
            inputTaken = true;
            path = tr("standard input");
            if (!file.open(in, QIODevice::ReadOnly))
                return fail({Cause::LocalFile, {{QStringLiteral("path"), path}}, NextAction::ChangeInput, {}, {}});
        } else {
            file.setFileName(path);
            if (!file.open(QIODevice::ReadOnly))
                return fail({Cause::LocalFile,
                             {{QStringLiteral("path"), path}, {QStringLiteral("reason"), file.errorString()}},
                             NextAction::ChangeInput,
                             {},
                             {}});
        }
        auto secret = readAll(file, path);
        if (!secret)
            return fail(secret.error());
        secrets.insert(name, *secret);
    }
    return secrets;
}

} // namespace fl::cli
