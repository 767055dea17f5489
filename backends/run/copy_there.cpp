// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/copy_there.h"

#include "backends/run/copy_pace.h"
#include "backends/run/copy_persist.h"
#include "backends/run/intent.h"
#include "backends/run/local_files.h"
#include "backends/run/power.h"
#include "backends/run/tar_pieces.h"
#include "backends/steps/job_scripts.h"
#include "backends/steps/server_scripts.h"

#include <algorithm>
#include <deque>

namespace fl {
namespace {

using namespace std::chrono_literals;

constexpr size_t batchSize = 200; ///< files in one go
constexpr qint64 leastPiece = 64 * 1024, firstPiece = 512 * 1024, largestPiece = 16 * 1024 * 1024;
constexpr qint64 goMs = 1000; ///< how long one go should take

class CopyThere {
public:
    CopyThere(Session &session, LocalFiles found, const QString &folder) : m_session(session)
    {
        m_result.folder = folder;
        m_result.links = found.links;
        m_result.left = std::move(found.left);
        qint64 total = 0;
        for (LocalFile &file : found.files) {
            total += file.as.bytes;
            const QByteArray name = file.as.path;
            m_unsettled.push_back({std::move(file), name});
        }
        m_told = CopyTold(total);
    }

    Result<CopiedFiles> run()
    {
        if (m_unsettled.empty())
            return std::move(m_result);
        FL_TRY(persistIn(
            m_session, m_moved, [this] { return go(); }, [this] { return m_unsettled.size() + m_wanted.size(); }));
        (void)converse(&forgetFilesScript, m_stale); // the next copy does it else
        return std::move(m_result);
    }

private:
    struct One {
        LocalFile file;
        QByteArray name; ///< on the machine
        qint64 at = 0;   ///< bytes that wait there
        int tries = 0;

        bool isBeside() const { return name != file.as.path; }
        QByteArray id() const
        {
            const QByteArray nul(1, '\0');
            const QByteArray what =
                file.source + nul + name + nul + QByteArray::number(file.as.bytes) + nul + QByteArray::number(file.as.modified);
            return QCryptographicHash::hash(what, QCryptographicHash::Sha256).toHex().first(40);
        }
        FileGiven given() const { return {name, id(), file.as.bytes, at, {}, file.as.modified, file.program}; }
    };
    using Answer = QList<QByteArray>; ///< what was said of a file, word by word
    using Script = ShellScript (*)(const QByteArray &, const std::vector<FileGiven> &);

    /// One script about some files, after `archive` where there is one; its answers, by number. A file may be without one.
    Result<std::vector<Answer>> converse(Script script, const std::vector<FileGiven> &files, QByteArrayView archive = {})
    {
        auto shell = m_session.link.shell(m_session.call.stop);
        if (!shell)
            return fail(shell.error());
        const QByteArray mark = randomMark();
        if (!archive.isEmpty())
            if (const Status there = (*shell)->upload(takenArchive(mark), archive, 0600, m_session.call.stop); !there)
                return fail(there.error());
        const auto exit = (*shell)->run(script(mark, files), {}, m_session.call.stop);
        if (!exit)
            return fail(exit.error());
        if (exit->code != 0)
            return fail(refused(exit->err));
        std::vector<Answer> answers(files.size());
        for (const QByteArray &line : exit->out.split('\n')) {
            Answer words = line.split(' ');
            if (words.size() < 3 || words[0] != mark)
                continue;
            if (words[1] == "free")
                m_free = words[2].toLongLong() * 1024;
            else if (const qsizetype number = words[1].toLongLong(); number >= 1 && number <= static_cast<qsizetype>(files.size()))
                answers[static_cast<size_t>(number - 1)] = words.mid(2);
        }
        return answers;
    }
    static Error refused(const QByteArray &said)
    {
        const QString why = QString::fromUtf8(said).simplified();
        const bool full = why.contains(QLatin1String("No space left")) || why.contains(QLatin1String("quota exceeded"));
        return {full ? Cause::DiskFull : Cause::ServerFile,
                {{QStringLiteral("path"), QStringLiteral("~/firstlight/notebooks")}, {QStringLiteral("reason"), why}},
                full ? NextAction::FreeDiskSpace : NextAction::ChangeInput,
                why};
    }

    Status go()
    {
        while (!m_unsettled.empty())
            FL_TRY(settle());
        if (!m_roomKnown)
            FL_TRY(checkRoom());
        m_roomKnown = true;
        return m_wanted.empty() ? Status() : send();
    }

    /// Asks what stands at the places of some of them.
    Status settle()
    {
        const size_t count = std::min(batchSize, m_unsettled.size());
        std::vector<FileGiven> files;
        for (size_t i = 0; i < count; ++i)
            files.push_back(m_unsettled[i].given());
        const auto answers = converse(&lookAtFilesScript, files);
        if (!answers)
            return fail(answers.error());
        if (std::any_of(answers->begin(), answers->end(), [](const Answer &answer) { return answer.size() != 3; }))
            return fail({Cause::SshShellUnusable, {}, NextAction::Retry, {}});
        for (const Answer &answer : *answers) {
            One one = std::move(m_unsettled.front());
            m_unsettled.pop_front();
            FL_TRY(decide(std::move(one), answer));
        }
        return {};
    }
    Status decide(One one, const Answer &answer)
    {
        if (answer[0] == "none") {
            const qint64 waits = answer[2].toLongLong();
            one.at = waits > 0 && waits <= one.file.as.bytes ? waits : 0;
            m_wanted.push_back(std::move(one));
        } else if (answer[0] == "file") {
            const auto sum = sumOf(one.file);
            if (!sum)
                return turnDown(one, sum.error());
            if (answer[1] == *sum) {
                ++m_result.alreadyThere;
                return tell(one, one.file.as.bytes);
            }
            if (one.isBeside()) // not even there
                return leave(one, "copy-way-there");
            one.name = HomeFolder::besideName(one.name, *sum);
            m_unsettled.push_back(std::move(one));
        } else {
            return leave(one, answer[0] == "link" ? "copy-link-there" : "copy-way-there");
        }
        return {};
    }
    Result<QByteArray> sumOf(const LocalFile &file) const
    {
        const auto whole = LeavingFile::open(file, file.as.bytes, m_session.call.stop);
        return whole ? Result<QByteArray>(whole->sha256()) : fail(whole.error());
    }

    Status checkRoom() const
    {
        qint64 needed = 0;
        for (const One &one : m_wanted)
            needed += one.file.as.bytes - one.at;
        if (!m_free || needed <= *m_free)
            return {};
        return fail({Cause::DiskFull,
                     {{QStringLiteral("path"), QStringLiteral("~/firstlight/notebooks")}},
                     NextAction::FreeDiskSpace,
                     QStringLiteral("%1 bytes are needed, %2 are free").arg(needed).arg(*m_free)});
    }

    /// As much as goes in about a second.
    Status send()
    {
        std::deque<One> going;
        std::vector<FileGiven> files;
        TarPieces tar;
        for (qint64 room = m_piece; room > 0 && !m_wanted.empty() && files.size() < batchSize;) {
            One one = std::move(m_wanted.front());
            m_wanted.pop_front();
            auto piece = nextPiece(one, room);
            if (!piece) {
                FL_TRY(turnDown(one, piece.error()));
                continue;
            }
            FileGiven given = one.given();
            if (m_leaving->isAtEnd())
                given.sha256 = std::exchange(m_leaving, std::nullopt)->sha256();
            files.push_back(given);
            tar.add(static_cast<int>(files.size()), *piece);
            room -= piece->size() + 1024; // names and headers count, too
            going.push_back(std::move(one));
        }
        if (files.empty())
            return {};
        const QByteArray archive = tar.finished();
        const qint64 began = m_session.ports.clock.now();
        const auto answers = converse(&takeFilesScript, files, archive);
        if (!answers) { // what became of them is asked
            m_leaving.reset();
            m_unsettled.insert(m_unsettled.begin(), going.begin(), going.end());
            return fail(answers.error());
        }
        m_moved += archive.size();
        const qint64 took = std::max<qint64>(1, m_session.ports.clock.now() - began);
        m_piece = std::clamp(static_cast<qint64>(static_cast<double>(m_piece)
                                                 * std::min(2.0, static_cast<double>(goMs) / static_cast<double>(took))),
                             leastPiece, largestPiece);
        for (size_t i = files.size(); i-- > 0;)
            FL_TRY(sent(std::move(going[i]), (*answers)[i]));
        return {};
    }
    Result<QByteArray> nextPiece(const One &one, qint64 room)
    {
        if (!m_leaving || m_leavingId != one.id() || m_leaving->at() != one.at) {
            m_leaving.reset();
            auto opened = LeavingFile::open(one.file, one.at, m_session.call.stop);
            if (!opened)
                return fail(opened.error());
            m_leaving = std::move(*opened);
            m_leavingId = one.id();
        }
        return m_leaving->read(room);
    }
    Status sent(One one, const Answer &answer)
    {
        const QByteArray what = answer.isEmpty() ? QByteArray() : answer[0];
        if (what == "placed") {
            if (one.isBeside())
                m_result.beside.push_back({one.file.as.path, one.name});
            ++m_result.copied;
            m_result.bytes += one.file.as.bytes;
            return tell(one, one.file.as.bytes);
        }
        if (what == "link" || what == "way" || what == "cannot")
            return leave(one, what == "link" ? "copy-link-there" : what == "way" ? "copy-way-there" : "copy-cannot-write");
        if (what == "more" && answer.size() == 2 && answer[1].toLongLong() >= 0 && answer[1].toLongLong() <= one.file.as.bytes) {
            one.at = answer[1].toLongLong();
            tellPart(one);
            m_wanted.push_front(std::move(one));
        } else if (what == "again" && ++one.tries < mostTries) {
            one.at = 0;
            m_wanted.push_front(std::move(one));
        } else if (what == "again" || what == "more") {
            return leave(one, "copy-changes");
        } else { // its name was given away, or nothing was said
            m_unsettled.push_front(std::move(one));
        }
        return {};
    }

    /// It will not be copied. What concerns more than this file ends it all.
    Status turnDown(const One &one, const Error &error)
    {
        const QString why = error.params.value(QStringLiteral("why"));
        return error.cause == Cause::LocalFile && !why.isEmpty() ? leave(one, why.toLatin1().constData()) : fail(error);
    }
    Status leave(const One &one, const char *why)
    {
        m_result.left.push_back({one.file.as.path, QLatin1String(why)});
        if (one.at > 0)
            m_stale.push_back(one.given());
        return tell(one, one.file.as.bytes);
    }
    Status tell(const One &one, qint64 done)
    {
        m_have += done;
        say(one.file.as.path, 0);
        return {};
    }
    void tellPart(const One &one) { say(one.file.as.path, one.at); }
    void say(const QByteArray &file, qint64 part)
    {
        if (const auto data = m_told.tell(m_session.ports.clock.now(), file, m_have + part, m_moved))
            m_session.events.emitEvent(EventKind::Progress, *data);
    }

    Session &m_session;
    CopiedFiles m_result;
    std::deque<One> m_unsettled, m_wanted; ///< what stands at their places is not known; nothing does
    std::vector<FileGiven> m_stale;
    std::optional<LeavingFile> m_leaving; ///< the one of which a part is there
    QByteArray m_leavingId;
    std::optional<qint64> m_free;
    bool m_roomKnown = false;
    CopyTold m_told;
    qint64 m_have = 0, m_moved = 0, m_piece = firstPiece;
};

} // namespace

Result<CopiedFiles> copyLocalFiles(Session &session, const QStringList &paths, const QString &folder)
{
    auto found = findLocalFiles(paths, folder);
    if (!found)
        return fail(found.error());
    if (!wasReached(session.machine)) // the notebook folder is made by set-up
        return fail({Cause::JupyterNotRunning, {{QStringLiteral("machine"), session.machine.name}}, NextAction::Resume, {}, {}});
    FL_TRY(requireMachine(session));
    session.link.setPatience({.connect = 10s});
    return CopyThere(session, std::move(*found), folder).run();
}

} // namespace fl
