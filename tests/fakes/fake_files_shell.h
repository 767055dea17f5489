// SPDX-License-Identifier: GPL-3.0-or-later
// A machine that is nothing but a notebook folder: it answers the two scripts that list and send files as they do, in pieces of any size,
// loses the connection at a byte, and lies where it is told to.
#pragma once

#include "backends/ports/shell.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>

namespace fl {

class FakeFilesShell : public Shell {
public:
    std::map<QByteArray, QByteArray> files;    ///< by path
    std::optional<QByteArray> list;            ///< what is listed, where it is not the files
    std::function<QByteArray(QByteArray)> lie; ///< changes what is sent
    std::function<void()> beforeSending, afterPiece;
    qsizetype piece = 1 << 20;
    qint64 cutAfter = -1; ///< bytes of what is sent; once
    qint64 sent = 0;      ///< bytes in all, of files and of what is said about them
    int sendings = 0;

    static QByteArray head(const QByteArray &mark, size_t number, const QByteArray &content)
    {
        return mark + ' ' + QByteArray::number(number) + ' ' + QByteArray::number(content.size()) + ' '
            + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() + '\n';
    }
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        std::map<QByteArray, QByteArray> given(script.variables.begin(), script.variables.end());
        if (!given.contains("FL_SEND"))
            return hand(list.value_or(listed()), sink, stop, false);
        if (beforeSending)
            beforeSending();
        ++sendings;
        const QByteArray mark = given["FL_SEND"];
        QByteArray stream;
        for (size_t i = 1; i <= given["FL_COUNT"].toULongLong(); ++i) {
            const auto file = files.find(given["FL_FILE_" + QByteArray::number(i)]);
            const QByteArray from = given["FL_FROM_" + QByteArray::number(i)];
            if (file == files.end())
                stream += mark + ' ' + QByteArray::number(i) + " - -\n";
            else
                stream += head(mark, i, file->second) + (from == "-" ? QByteArray() : file->second.mid(from.toLongLong()));
        }
        stream += mark + " end\n";
        return hand(lie ? lie(stream) : stream, sink, stop, true);
    }
    Status upload(const QString &, QByteArrayView, int, std::stop_token) override { return {}; }
    bool isAlive() const override { return true; }

private:
    QByteArray listed() const
    {
        QByteArray records;
        for (const auto &[path, content] : files)
            records += "f " + QByteArray::number(content.size()) + " 1764000000 " + path + '\0';
        return records;
    }
    Result<ShellExit> hand(QByteArrayView bytes, const Sink &sink, const std::stop_token &stop, bool counts)
    {
        while (!bytes.isEmpty() && !stop.stop_requested()) {
            const qint64 most = counts && cutAfter >= 0 ? std::min<qint64>(piece, cutAfter) : piece;
            const QByteArrayView part = bytes.first(std::min<qint64>(most, bytes.size()));
            bytes = bytes.sliced(part.size());
            if (counts) {
                sent += part.size();
                cutAfter -= cutAfter >= 0 ? part.size() : 0;
            }
            if (!part.isEmpty())
                sink(part);
            if (counts && afterPiece)
                afterPiece();
            if (counts && cutAfter == 0) {
                cutAfter = -1;
                return fail({Cause::ConnectionLost, {}, NextAction::Retry, {}, {}});
            }
        }
        return stop.stop_requested() ? Result<ShellExit>(fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}})) : ShellExit{};
    }
};

} // namespace fl
