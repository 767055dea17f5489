// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/tunnel/error_page.h"

#include <QCoreApplication>

namespace fl {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorPage)
public:
    QString title, happened, next;

    static Words of(Cause cause)
    {
        switch (cause) {
        case Cause::TunnelPinMismatch:
            return {tr("This is not your Jupyter"),
                    tr("The server at the other end of the tunnel showed a certificate that is not the one Firstlight made for your "
                       "Jupyter. "
                       "Nothing that you typed was sent to it."),
                    tr("Close this page. In Firstlight choose “Verify again”.")};
        case Cause::JupyterNotRunning:
            return {tr("Jupyter is not running"), tr("Your server answers, but no Jupyter is listening there."),
                    tr("In Firstlight choose “Start”, then reload this page.")};
        case Cause::SshForwardRefused:
            return {tr("The server does not let tunnels through"),
                    tr("Its SSH service refuses to forward connections (AllowTcpForwarding)."),
                    tr("Ask whoever looks after the server to allow it for your account.")};
        default:
            return {tr("The server cannot be reached just now"),
                    tr("Firstlight has lost the connection to your server and keeps trying. Your notebook goes on running there."),
                    tr("Wait a moment, then reload this page.")};
        }
    }
};

} // namespace

QByteArray errorPage(Cause cause)
{
    const Words words = Words::of(cause);
    const QString html =
        QStringLiteral(
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>%1</title><style>"
            "body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:12vh auto;padding:0 1em;color:#222;background:#fafafa}"
            "@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}}small{opacity:.7}</style></head>"
            "<body><h1>%1</h1><p>%2</p><p><strong>%3</strong></p><p><small>%4</small></p></body></html>")
            .arg(words.title.toHtmlEscaped(), words.happened.toHtmlEscaped(), words.next.toHtmlEscaped(), searchCode(cause));
    const QByteArray body = html.toUtf8();
    return "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" + body;
}

} // namespace fl
