// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/delay_proxy.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace fl::bench;

/// Sends back what it gets, and closes when the other side does.
class FakeEcho : public QTcpServer {
public:
    FakeEcho()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
};

class TestDelayProxy : public QObject {
    Q_OBJECT
private slots:
    void aRoundTripTakesItsTime()
    {
        FakeEcho echo;
        const DelayProxy proxy(echo.serverPort(), std::chrono::milliseconds(40));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, proxy.port());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer timer;
            timer.start();
            socket.write("x");
            QTRY_COMPARE(socket.bytesAvailable(), 1);
            socket.readAll();
            QVERIFY2(timer.elapsed() >= 80, qPrintable(QString::number(timer.elapsed())));
        }
    }

    void everyByteArrivesInOrder()
    {
        FakeEcho echo;
        const DelayProxy proxy(echo.serverPort(), std::chrono::milliseconds(5));
        QByteArray sent;
        for (int i = 0; i < 1000000; ++i)
            sent += char(i % 251);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, proxy.port());
        socket.write(sent);
        QTRY_COMPARE(socket.bytesAvailable(), sent.size());
        QVERIFY(socket.readAll() == sent);
    }

    void aCutLineEndsBothSidesAndNewOnesAreTaken()
    {
        FakeEcho echo;
        DelayProxy proxy(echo.serverPort(), std::chrono::milliseconds(1));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, proxy.port());
        socket.write("x");
        QTRY_COMPARE(socket.bytesAvailable(), 1);
        proxy.dropAll();
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QTcpSocket again;
        again.connectToHost(QHostAddress::LocalHost, proxy.port());
        again.write("y");
        QTRY_COMPARE(again.bytesAvailable(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDelayProxy)
#include "tst_delay_proxy.moc"
