// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/net/qt_http.h"

#include "backends/io/net/exchange.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>

#include <condition_variable>
#include <mutex>

namespace fl {
namespace {

/// One request on its way: the asking thread waits, the worker's thread answers once.
struct Asked {
    HttpRequest request;
    HttpSettings settings;
    std::mutex mutex;
    std::condition_variable_any answered;
    std::optional<Result<HttpAnswer>> answer; // under mutex

    void say(Result<HttpAnswer> result)
    {
        {
            const std::lock_guard lock(mutex);
            if (!answer)
                answer = std::move(result);
        }
        answered.notify_all();
    }
};

} // namespace

/// Lives on the network thread. A manager per settings, so that one provider's proxy is not another's.
class HttpWorker : public QObject {
public:
    QNetworkReply *ask(const std::shared_ptr<Asked> &asked)
    {
        const HttpRequest &request = asked->request;
        const auto tls = tlsOf(asked->settings.caFile);
        if (!tls) {
            asked->say(fail(tls.error()));
            return nullptr;
        }
        QNetworkRequest wire(request.url);
        prepare(wire, *tls);
        for (const auto &[name, value] : request.headers)
            wire.setRawHeader(name, value);
        QNetworkReply *reply = manager(asked->settings).sendCustomRequest(wire, request.method, request.body);
        const auto exchange = std::make_shared<Exchange>(*reply, asked->settings, request.limit, request.mostBytes);
        connect(reply, &QNetworkReply::finished, this, [asked, reply, exchange] {
            asked->say(exchange->answer());
            reply->deleteLater();
        });
        return reply;
    }

private:
    QNetworkAccessManager &manager(const HttpSettings &settings)
    {
        for (const auto &[known, manager] : m_managers)
            if (known == settings)
                return *manager;
        auto *fresh = new QNetworkAccessManager(this);
        fresh->setAutoDeleteReplies(false);
        setProxy(*fresh, settings);
        m_managers.emplace_back(settings, fresh);
        return *fresh;
    }

    std::vector<std::pair<HttpSettings, QNetworkAccessManager *>> m_managers;
};

QtHttp::QtHttp() : m_worker(new HttpWorker)
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("http"));
    m_thread.start();
}

QtHttp::~QtHttp()
{
    m_thread.quit();
    m_thread.wait();
}

Result<HttpAnswer> QtHttp::send(const HttpRequest &request, const HttpSettings &settings, std::stop_token stop)
{
    FL_TRY(mayAsk(request.url));
    const auto asked = std::make_shared<Asked>();
    asked->request = request;
    asked->settings = settings;
    const auto reply = std::make_shared<QPointer<QNetworkReply>>();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, asked, reply] { *reply = worker->ask(asked); }, Qt::QueuedConnection);
    std::unique_lock lock(asked->mutex);
    if (asked->answered.wait(lock, stop, [&] { return asked->answer.has_value(); }))
        return std::move(*asked->answer);
    lock.unlock();
    QMetaObject::invokeMethod(
        m_worker,
        [reply] {
            if (QNetworkReply *running = reply->data())
                running->abort();
        },
        Qt::QueuedConnection);
    return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
}

} // namespace fl
