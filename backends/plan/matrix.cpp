// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/matrix.h"

#include "backends/plan/table_file.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace fl {
namespace {

bool isMemory(const QString &word)
{
    static const QRegularExpression size(QStringLiteral("^[0-9]{1,3}(gb|gib|g)$"));
    return size.match(word).hasMatch();
}

bool fits(const QString &pattern, const QString &word)
{
    if (pattern.size() != word.size())
        return false;
    for (qsizetype i = 0; i < word.size(); ++i)
        if (pattern[i] == QLatin1Char('#') ? !word[i].isDigit() : pattern[i] != word[i])
            return false;
    return true;
}

/// How many words of `pattern` begin `words`; 0 when one differs.
qsizetype begins(const QStringList &pattern, const QStringList &words)
{
    if (pattern.isEmpty() || pattern.size() > words.size())
        return 0;
    for (qsizetype i = 0; i < pattern.size(); ++i)
        if (!fits(pattern[i], words[i]))
            return 0;
    return pattern.size();
}

bool harmless(const QStringList &words, qsizetype from, const QStringList &suffixes)
{
    return std::all_of(words.begin() + from, words.end(), [&](const QString &word) { return suffixes.contains(word) || isMemory(word); });
}

std::optional<int> smOf(const QString &given)
{
    static const QRegularExpression form(QStringLiteral("^(?:sm_?|compute_|cc ?)([0-9]{2,3})[af]?$|^([0-9]{1,2})\\.([0-9])$"));
    const auto match = form.match(given.trimmed().toLower());
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).isEmpty() ? match.captured(2).toInt() * 10 + match.captured(3).toInt() : match.captured(1).toInt();
}

GpuFound asNvidia(const QString &name, int sm, Module only = Module::None)
{
    return {GpuFound::Kind::Nvidia, name, sm, only};
}

} // namespace

std::optional<Version> Version::parse(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A[0-9]{1,6}(\\.[0-9]{1,6}){0,3}\\z"));
    if (!form.match(text).hasMatch())
        return std::nullopt;
    Version version{text, {}};
    for (const QString &part : text.split(QLatin1Char('.')))
        version.parts.push_back(part.toInt());
    return version;
}

int compare(const Version &a, const Version &b)
{
    for (size_t i = 0; i < std::min(a.parts.size(), b.parts.size()); ++i)
        if (a.parts[i] != b.parts[i])
            return a.parts[i] < b.parts[i] ? -1 : 1;
    return 0;
}

QString slug(Module module)
{
    switch (module) {
    case Module::None: break;
    case Module::Open: return QStringLiteral("open");
    case Module::Proprietary: return QStringLiteral("proprietary");
    }
    return QStringLiteral("none");
}

QString smText(int sm)
{
    return QStringLiteral("%1.%2").arg(sm / 10).arg(sm % 10);
}

const Architecture *Matrix::architecture(int sm) const
{
    const auto found = std::find_if(architectures.begin(), architectures.end(), [&](const Architecture &row) { return row.sm == sm; });
    return found == architectures.end() ? nullptr : &*found;
}

const System *Matrix::system(const QString &idAndVersion) const
{
    const QString given = idAndVersion.trimmed().toLower();
    const qsizetype dash = given.indexOf(QLatin1Char('-'));
    const QString id = dash < 0 ? given : given.left(dash);
    const QString version = dash < 0 ? QString() : given.mid(dash + 1);
    for (const System &row : systems)
        if (row.ids.contains(id)
            && (row.version == QLatin1String("*") || version == row.version || version.startsWith(row.version + QLatin1Char('.'))))
            return &row;
    return nullptr;
}

QStringList Matrix::frameworkNames() const
{
    QStringList names;
    for (const FrameworkBuild &row : frameworks)
        if (!names.contains(row.name))
            names << row.name;
    return names;
}

QStringList gpuWords(const QString &name, const QStringList &ignored)
{
    static const QRegularExpression between(QStringLiteral("[^a-z0-9]+")), stuck(QStringLiteral("^(gtx|rtx|gt)([0-9]+)(ti)?$"));
    QStringList words;
    for (const QString &word : name.toLower().split(between, Qt::SkipEmptyParts)) {
        if (ignored.contains(word))
            continue;
        if (const auto match = stuck.match(word); match.hasMatch()) {
            words << match.captured(1) << match.captured(2);
            if (!match.captured(3).isEmpty())
                words << match.captured(3);
        } else {
            words << word;
        }
    }
    return words;
}

GpuFound findGpu(const Matrix &matrix, const QString &given)
{
    static const QRegularExpression pciForm(QStringLiteral("^(?:(?:0x)?([0-9a-f]{4}):)?(?:0x)?([0-9a-f]{4})$"));
    const QString name = given.trimmed();
    const QString lower = name.toLower();
    if (lower.isEmpty() || lower == QLatin1String("none") || lower == QLatin1String("cpu"))
        return {GpuFound::Kind::NoGpu, {}, 0, Module::None};
    if (const auto sm = smOf(name))
        return asNvidia(QStringLiteral("sm_%1").arg(*sm), *sm);
    if (const auto match = pciForm.match(lower); match.hasMatch()) {
        if (const QString vendor = match.captured(1); !vendor.isEmpty() && vendor != QLatin1String("10de"))
            return {GpuFound::Kind::OtherVendor, name, 0, Module::None};
        for (const GpuModel &row : matrix.gpus)
            if (row.pci.contains(match.captured(2)))
                return asNvidia(row.name, row.sm, row.only);
    }

    const QStringList words = gpuWords(name, matrix.ignoredWords);
    const GpuModel *best = nullptr;
    qsizetype bestLength = 0;
    for (const GpuModel &row : matrix.gpus) {
        for (const QStringList &alias : row.words) {
            const qsizetype length = begins(alias, words);
            if (length > bestLength && harmless(words, length, matrix.suffixWords)) {
                best = &row;
                bestLength = length;
            }
        }
    }
    if (best)
        return asNvidia(best->name, best->sm, best->only);
    for (const GpuFamily &family : matrix.families) {
        const QStringList pattern = family.match.split(QLatin1Char(' '));
        QStringList suffixes = matrix.suffixWords;
        suffixes << QStringLiteral("ti") << QStringLiteral("super");
        if (const qsizetype length = begins(pattern, words); length > 0 && harmless(words, length, suffixes))
            return asNvidia(name, family.sm);
    }
    // All words, the ignored too: "Apple M4" and "AMD Radeon" name their maker first.
    for (const QString &word : gpuWords(name, {}))
        if (matrix.otherVendors.contains(word))
            return {GpuFound::Kind::OtherVendor, name, 0, Module::None};
    return {GpuFound::Kind::Unknown, name, 0, Module::None};
}

Result<Matrix> builtinMatrix()
{
    return currentMatrix({});
}

Result<Matrix> currentMatrix(const QString &folder)
{
    return currentTable<Matrix>(folder, QStringLiteral("matrix.yaml"), parseMatrix);
}

} // namespace fl
