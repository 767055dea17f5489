// SPDX-License-Identifier: GPL-3.0-or-later
// One connection alone, between a socket pair and a far end without a network.
#include "backends/io/tunnel/connection.h"

#include <QTest>

#include <array>

#include <malloc.h>
#include <sys/socket.h>

using namespace fl;

namespace {

/// Has always more to say.
class FakeEndlessEnd : public FarEnd {
public:
    explicit FakeEndlessEnd(Sink sink) : m_sink(std::move(sink)) { }
    State state() override { return State::Open; }
    void read() override
    {
        while (m_sink(m_piece) > 0) { }
    }
    bool atEnd() override { return false; }
    bool canWrite() override { return true; }
    qsizetype write(QByteArrayView bytes) override { return bytes.size(); }
    void endWriting() override { }

private:
    Sink m_sink;
    QByteArray m_piece = QByteArray(32'768, 'x');
};

} // namespace

class TunnelConnectionTest : public QObject {
    Q_OBJECT
private slots:
    /// A browser that is always behind, but never stands still.
    void holdsAboutAMegabyte()
    {
        std::array<int, 2> ends{};
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
        const UniqueFd browser(ends[0]);
        TunnelConnection connection(UniqueFd(ends[1]), {});
        connection.attach([](FarEnd::Sink sink) { return std::make_unique<FakeEndlessEnd>(std::move(sink)); });
        connection.progress();
        const auto used = [] {
            const auto info = mallinfo2();
            return info.uordblks + info.hblkhd;
        };
        const size_t before = used();
        QByteArray read(65'536, Qt::Uninitialized);
        for (qsizetype carried = 0; carried < 50'000'000;) {
            const ssize_t n = ::recv(browser.get(), read.data(), static_cast<size_t>(read.size()), 0);
            QVERIFY(n > 0);
            carried += n;
            connection.progress();
        }
        QVERIFY2(used() < before + 8'000'000, qPrintable(QString::number(used() - before)));
        QVERIFY(!connection.isOver());
    }
};

QTEST_GUILESS_MAIN(TunnelConnectionTest)
#include "tst_tunnel_connection.moc"
