// SPDX-License-Identifier: GPL-3.0-or-later
// A server on 127.0.0.1 that hears one request a connection and sends back what it is told to, byte for byte: nothing checks that it is
// HTTP. With a certificate it speaks TLS. On a thread of its own.
#pragma once

#include "backends/jupyter/jupyter.h"

#include <QByteArray>
#include <QEventLoop>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace fl {

/// What is sent back to a request; empty: nothing, ever.
using FakeHttpScript = std::function<QByteArray(const QByteArray &request)>;

class FakeHttpServer : public QThread {
public:
    explicit FakeHttpServer(FakeHttpScript script, const std::optional<Certificate> &identity = {}) :
        m_script(std::move(script)),
        m_identity(identity)
    {
        start();
        std::unique_lock lock(m_mutex);
        m_listening.wait(lock, [this] { return m_port != 0; });
    }
    ~FakeHttpServer() override
    {
        quit();
        wait();
    }

    void setDelay(int ms) { m_delay = ms; } ///< of every answer; others are heard meanwhile
    int port() const { return m_port; }
    QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(QLatin1String(m_identity ? "https" : "http")).arg(m_port).arg(path));
    }
    QList<QByteArray> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

protected:
    void run() override
    {
        Server server(*this);
        server.listen(QHostAddress::LocalHost);
        {
            const std::lock_guard lock(m_mutex);
            m_port = server.serverPort();
        }
        m_listening.notify_all();
        exec();
    }

private:
    class Server : public QTcpServer {
    public:
        explicit Server(FakeHttpServer &owner) : m_owner(owner) { }

    protected:
        void incomingConnection(qintptr descriptor) override
        {
            auto *socket = new QSslSocket(this);
            socket->setSocketDescriptor(descriptor);
            connect(socket, &QSslSocket::readyRead, this, [this, socket, heard = std::make_shared<QByteArray>()] {
                *heard += socket->readAll();
                answer(*socket, *heard);
            });
            if (m_owner.m_identity) {
                const QByteArray key = m_owner.m_identity->keyPem.reveal([](QByteArrayView pem) { return pem.toByteArray(); });
                socket->setLocalCertificate(QSslCertificate(m_owner.m_identity->pem));
                socket->setPrivateKey(QSslKey(key, QSsl::Ec));
                socket->startServerEncryption();
            }
        }

    private:
        void answer(QSslSocket &socket, QByteArray &heard)
        {
            const qsizetype head = heard.indexOf("\r\n\r\n");
            if (head < 0)
                return;
            qsizetype length = 0;
            for (const QByteArray &line : heard.left(head).split('\n'))
                if (line.toLower().startsWith("content-length:"))
                    length = line.mid(15).trimmed().toLongLong();
            if (heard.size() < head + 4 + length)
                return;
            {
                const std::lock_guard lock(m_owner.m_mutex);
                m_owner.m_requests << heard;
            }
            const QByteArray said = m_owner.m_script(heard);
            heard.clear();
            if (said.isEmpty())
                return;
            QTimer::singleShot(m_owner.m_delay.load(), &socket, [&socket, said] {
                socket.write(said);
                socket.disconnectFromHost();
            });
        }

        FakeHttpServer &m_owner;
    };

    FakeHttpScript m_script;
    std::optional<Certificate> m_identity;
    mutable std::mutex m_mutex;
    std::condition_variable m_listening;
    int m_port = 0;
    std::atomic_int m_delay = 0;
    QList<QByteArray> m_requests;
};

} // namespace fl
