// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/copy_home.h"

#include "backends/run/copy_pace.h"
#include "backends/run/copy_persist.h"
#include "backends/run/home_folder.h"
#include "backends/run/sent_files.h"
#include "backends/steps/job_scripts.h"

#include <QStorageInfo>

#include <algorithm>
#include <deque>

namespace fl {
namespace {

constexpr size_t batchSize = 200; ///< files in one go

class CopyHome {
public:
    CopyHome(Session &session, const HomeFolder &folder, const QString &path) : m_session(session), m_folder(folder)
    {
        m_result.folder = path;
    }

    Result<CopiedFiles> run(const UserFiles &list)
    {
        m_result.cut = list.cut;
        m_result.links = list.links;
        m_told = CopyTold(list.bytes());
        std::vector<Wanted> there;
        for (const UserFile &file : list.files) {
            const auto size = m_folder.sizeOf(file.path);
            if (size)
                (*size ? there : m_wanted).push_back({file});
            else
                FL_TRY(refuse(file, size.error()));
        }
        while (!there.empty()) {
            const size_t count = std::min(batchSize, there.size());
            FL_TRY(compare({there.end() - static_cast<std::ptrdiff_t>(count), there.end()}));
            there.resize(there.size() - count);
        }
        FL_TRY(checkSpace());
        std::reverse(m_wanted.begin(), m_wanted.end()); // the next one is the last: taken off there
        FL_TRY(persist([this] { return fetch(); }, [this] { return m_wanted.size(); }));
        m_folder.forgetArriving();
        return std::move(m_result);
    }

private:
    struct Wanted {
        UserFile file;
        bool beside = false; ///< its name is taken by another one
        int tries = 0;
    };

    /// It will not be copied. What is wrong with the folder as a whole ends it all.
    Status refuse(const UserFile &file, const Error &error)
    {
        const QString why = error.params.value(QStringLiteral("why"));
        if (error.cause != Cause::LocalFile || why.isEmpty())
            return fail(error);
        leave(file, why);
        return {};
    }
    void leave(const UserFile &file, const QString &why)
    {
        m_result.left.push_back({file.path, why});
        m_have += file.bytes;
    }

    /// One go at some of them. True: the sender came to its end.
    Result<bool> converse(const std::vector<FileWanted> &wanted, SentFiles::Taker taker)
    {
        auto shell = m_session.link.shell(m_session.call.stop);
        if (!shell)
            return fail(shell.error());
        const QByteArray mark = randomMark();
        SentFiles sent(mark, wanted, std::move(taker));
        std::stop_source enough;
        const std::stop_callback outer(m_session.call.stop, [&] { enough.request_stop(); });
        const auto exit = (*shell)->run(
            sendFilesScript(mark, wanted),
            [&](QByteArrayView bytes) {
                const bool ended = sent.isComplete(); // and yet it goes on
                if ((!sent.feed(bytes) && !sent.isComplete()) || ended)
                    enough.request_stop();
            },
            enough.get_token());
        if (m_session.call.stop.stop_requested())
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}});
        if (!exit && !enough.stop_requested())
            return fail(exit.error());
        return sent.isComplete();
    }

    template <class Work, class Left>
    Status persist(Work work, Left left)
    {
        return persistIn(m_session, m_received, std::move(work), std::move(left));
    }

    /// Of files whose names are taken here: which are the same.
    Status compare(const std::vector<Wanted> &there)
    {
        std::vector<FileWanted> ask;
        for (const Wanted &one : there)
            ask.push_back({one.file.path, std::nullopt});
        std::vector<SentFiles::Head> heads;
        const SentFiles::Taker taker{[](const auto &) { return true; }, [](QByteArrayView) { return false; },
                                     [&](const SentFiles::Head &head) {
                                         heads.push_back(head);
                                         return true;
                                     }};
        FL_TRY(persist(
            [&]() -> Status {
                heads.clear();
                const auto went = converse(ask, taker);
                return went ? Status() : fail(went.error());
            },
            [&] { return ask.size() - heads.size(); }));
        for (size_t i = 0; i < there.size(); ++i)
            FL_TRY(decide(there[i], heads[i]));
        return {};
    }
    Status decide(Wanted one, const SentFiles::Head &head)
    {
        const UserFile &file = one.file;
        if (!head.there) {
            leave(file, QStringLiteral("copy-unreadable"));
            return {};
        }
        for (const QByteArray &name : {file.path, HomeFolder::besideName(file.path, head.sha256)}) {
            const auto same = isSame(name, head);
            if (!same)
                return refuse(file, same.error());
            if (!*same)
                continue;
            ++m_result.alreadyThere;
            m_have += file.bytes;
            return {};
        }
        one.beside = true;
        m_wanted.push_back(std::move(one));
        return {};
    }
    Result<bool> isSame(const QByteArray &name, const SentFiles::Head &head)
    {
        const auto size = m_folder.sizeOf(name);
        if (!size)
            return fail(size.error());
        if (*size != head.size)
            return false;
        const auto sum = m_folder.sha256(name, m_session.call.stop);
        if (!sum)
            return fail(sum.error());
        return *sum == head.sha256;
    }

    Status checkSpace() const
    {
        qint64 needed = 0;
        for (const Wanted &one : m_wanted)
            needed += std::max<qint64>(0, one.file.bytes - m_folder.arrived(one.file.path));
        const qint64 free = QStorageInfo(m_result.folder).bytesAvailable();
        if (free < 0 || needed <= free)
            return {};
        return fail({Cause::LocalDiskFull,
                     {{QStringLiteral("path"), m_result.folder}},
                     NextAction::FreeDiskSpace,
                     QStringLiteral("%1 bytes are needed, %2 are free").arg(needed).arg(free)});
    }

    Status fetch()
    {
        std::vector<FileWanted> ask;
        for (auto it = m_wanted.rbegin(); it != m_wanted.rend() && ask.size() < batchSize; ++it)
            ask.push_back({it->file.path, m_folder.arrived(it->file.path)});
        std::optional<ArrivingFile> arriving;
        m_wrong.reset();
        const auto went = converse(ask,
                                   {[&](const SentFiles::Head &head) { return begin(head, *ask[head.index].from, arriving); },
                                    [&](QByteArrayView bytes) { return take(bytes, *arriving); },
                                    [&](const SentFiles::Head &head) { return end(head, arriving); }});
        if (m_wrong)
            return fail(*m_wrong);
        return went ? Status() : fail(went.error());
    }

    // What the sender says, about the file whose turn it is. False: this go ends; the next one begins with the file whose turn it is
    // then.
    bool begin(const SentFiles::Head &head, qint64 from, std::optional<ArrivingFile> &arriving)
    {
        arriving.reset();
        const Wanted &one = m_wanted.back();
        if (!head.there)
            return true;
        if (head.size - one.file.bytes > mayGrow)
            return drop(QStringLiteral("copy-grew"));
        auto file = m_folder.arriving(one.file.path);
        if (!file)
            return turnDown(file.error());
        if (file->size() != from)
            return again(*file);
        arriving = std::move(*file);
        tell(one.file, from);
        return true;
    }
    bool take(QByteArrayView bytes, ArrivingFile &arriving)
    {
        if (const Status written = arriving.append(bytes); !written)
            return turnDown(written.error());
        m_received += bytes.size();
        tell(m_wanted.back().file, arriving.size());
        return true;
    }
    bool end(const SentFiles::Head &head, std::optional<ArrivingFile> &arriving)
    {
        const Wanted &one = m_wanted.back();
        if (!head.there) {
            drop(QStringLiteral("copy-unreadable"));
            return true;
        }
        if (arriving->sha256() != head.sha256)
            return again(*arriving);
        const QByteArray name = one.beside ? HomeFolder::besideName(one.file.path, head.sha256) : one.file.path;
        if (const Status placed = m_folder.place(*arriving, name, one.file.modified); !placed)
            return turnDown(placed.error());
        if (one.beside)
            m_result.beside.push_back({one.file.path, name});
        ++m_result.copied;
        m_result.bytes += head.size;
        m_have += one.file.bytes;
        tell(one.file, 0);
        m_wanted.pop_back();
        return true;
    }

    bool drop(const QString &why)
    {
        leave(m_wanted.back().file, why);
        m_wanted.pop_back();
        return false;
    }
    bool turnDown(const Error &error)
    {
        if (const Status refused = refuse(m_wanted.back().file, error); refused)
            m_wanted.pop_back();
        else
            m_wrong = refused.error();
        return false;
    }
    /// What was there does not belong to what comes now: from its beginning once more, and not for ever.
    bool again(ArrivingFile &file)
    {
        if (const Status cleared = file.startAgain(); !cleared)
            return turnDown(cleared.error());
        return ++m_wanted.back().tries < mostTries ? false : drop(QStringLiteral("copy-changes"));
    }

    void tell(const UserFile &file, qint64 arrived)
    {
        if (const auto data = m_told.tell(m_session.ports.clock.now(), file.path, m_have + std::min(arrived, file.bytes), m_received))
            m_session.events.emitEvent(EventKind::Progress, *data);
    }

    Session &m_session;
    const HomeFolder &m_folder;
    CopiedFiles m_result;
    std::vector<Wanted> m_wanted;
    std::optional<Error> m_wrong;
    CopyTold m_told;
    qint64 m_have = 0; ///< bytes as listed, of those that are done with
    qint64 m_received = 0;
};

} // namespace

Result<CopiedFiles> copyUserFiles(Session &session, const QString &folder)
{
    const auto list = listUserFiles(session);
    if (!list)
        return fail(list.error());
    const auto here = HomeFolder::open(folder);
    if (!here)
        return fail(here.error());
    return CopyHome(session, *here, folder).run(*list);
}

} // namespace fl
