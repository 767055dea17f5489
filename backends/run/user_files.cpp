// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/copy_home.h"
#include "backends/run/intent.h"
#include "backends/run/power.h"
#include "backends/steps/server_scripts.h"

#include <algorithm>

namespace fl {
namespace {

using namespace std::chrono_literals;

/// `SIZE MTIME NAME`; the name may hold blanks.
std::optional<UserFile> fileFrom(const QByteArray &record)
{
    const qsizetype first = record.indexOf(' '), second = first < 0 ? -1 : record.indexOf(' ', first + 1);
    if (second < 0)
        return std::nullopt;
    bool isSize = false, isTime = false;
    UserFile file{record.mid(second + 1), record.first(first).toLongLong(&isSize), 0};
    file.modified = record.mid(first + 1, second - first - 1).toLongLong(&isTime);
    // No disk is larger, and the sum of all that can be listed still has room; times up to the year 10,000.
    constexpr qint64 largest = 1LL << 48, latest = 253'402'300'799;
    if (!isSize || !isTime || file.bytes < 0 || file.bytes > largest || std::abs(file.modified) > latest || file.path.isEmpty())
        return std::nullopt;
    file.modified *= 1000;
    return file;
}

} // namespace

UserFiles readUserFiles(QByteArrayView records)
{
    UserFiles list;
    const qsizetype end = records.lastIndexOf('\0'); // what comes behind it was cut
    for (const QByteArray &record : records.first(std::max<qsizetype>(0, end)).toByteArray().split('\0')) {
        if (record == "l")
            ++list.links;
        else if (record == "x")
            list.unread = true;
        else if (record.startsWith("f "))
            if (auto file = fileFrom(record.mid(2)))
                list.files.push_back(std::move(*file));
    }
    const auto byPath = [](const UserFile &a, const UserFile &b) { return a.path < b.path; };
    std::stable_sort(list.files.begin(), list.files.end(), byPath);
    const auto same = [](const UserFile &a, const UserFile &b) { return a.path == b.path; };
    list.files.erase(std::unique(list.files.begin(), list.files.end(), same), list.files.end());
    if (static_cast<qsizetype>(list.files.size()) > mostListed) {
        list.files.resize(mostListed);
        list.cut = true;
    }
    return list;
}

Result<UserFiles> listUserFiles(Session &session)
{
    if (!wasReached(session.machine))
        return UserFiles{};
    FL_TRY(requireMachine(session));
    session.link.setPatience({.connect = 10s});
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    std::stop_source enough;
    const std::stop_callback outer(session.call.stop, [&] { enough.request_stop(); });
    QByteArray records;
    qsizetype count = 0;
    const auto exit = (*shell)->run(
        listFilesScript(),
        [&](QByteArrayView bytes) {
            records += bytes.first(std::min(bytes.size(), longestList - records.size()));
            count += bytes.count('\0');
            if (records.size() == longestList || count > mostListed)
                enough.request_stop();
        },
        enough.get_token());
    const bool cut = enough.stop_requested() && !session.call.stop.stop_requested();
    if (!exit && !cut)
        return fail(exit.error());
    if (exit && exit->code != 0 && !cut)
        return fail({Cause::StepFailed, {}, NextAction::Retry, QString::fromUtf8(exit->err)});
    UserFiles list = readUserFiles(records);
    list.cut = list.cut || cut;
    return list;
}

} // namespace fl
