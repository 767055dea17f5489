// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/auth.h"

#include <sodium.h>

namespace fl {
namespace {

/// A secret as the zero-ended text that libssh wants; wiped afterwards.
template <class Use>
auto withText(const Secret &secret, Use &&use)
{
    return secret.reveal([&](QByteArrayView bytes) {
        QByteArray text = bytes.toByteArray();
        auto result = use(text.constData());
        sodium_memzero(text.data(), static_cast<size_t>(text.size()));
        return result;
    });
}

class LogIn {
public:
    LogIn(SshLink &link, const SshCredentials &credentials, const Deadline &deadline) :
        m_link(link),
        m_credentials(credentials),
        m_deadline(deadline)
    {
    }

    Status run()
    {
        if (m_credentials.key != nullptr) {
            if (attempt("key", [&] { return ssh_userauth_publickey(session(), nullptr, m_credentials.key); }))
                return finish();
        } else if (m_credentials.useAgent) {
            if (attempt("agent", [&] { return ssh_userauth_agent(session(), nullptr); }))
                return finish();
        }
        if (!m_credentials.password.isEmpty()) {
            if (mayTry(SSH_AUTH_METHOD_PASSWORD) && attempt("password", [&] {
                    return withText(m_credentials.password,
                                    [&](const char *text) { return ssh_userauth_password(session(), nullptr, text); });
                }))
                return finish();
            if (mayTry(SSH_AUTH_METHOD_INTERACTIVE) && answerQuestions())
                return finish();
        }
        // Nothing to offer, or nothing that was asked: this tells what would be, and lets in where nobody is asked anything.
        if (m_tried.isEmpty() && attempt("none", [&] { return ssh_userauth_none(session(), nullptr); }))
            return finish();
        return finish();
    }

private:
    ssh_session session() const { return m_link.session(); }

    /// Unknown (0) before the server refused something: then it is tried. An agent that is not there asked the server nothing.
    bool mayTry(int method) const
    {
        if (m_over)
            return false;
        const int methods = ssh_userauth_list(session(), nullptr);
        return methods == 0 || (methods & method) != 0;
    }

    template <class Call>
    bool attempt(const char *name, Call &&call)
    {
        if (m_over)
            return false;
        m_tried += QString::fromLatin1(name);
        return took(m_link.await(call, m_deadline, SSH_AUTH_AGAIN));
    }

    bool took(const Result<int> &rc)
    {
        if (!rc) {
            if (rc.error().cause != Cause::ConnectionLost) // finish() looks at why it hung up
                m_error = rc.error();
            m_over = true;
        } else if (*rc == SSH_AUTH_SUCCESS) {
            m_in = true;
            m_over = true;
        } else if (*rc == SSH_AUTH_ERROR) {
            m_over = true; // mostly: the server has hung up
        }
        return m_over;
    }

    bool answerQuestions()
    {
        m_tried += QStringLiteral("keyboard-interactive");
        bool answered = false;
        for (int round = 0; round < 8; ++round) { // a server may ask again and again
            const auto rc = m_link.await([&] { return ssh_userauth_kbdint(session(), nullptr, nullptr); }, m_deadline, SSH_AUTH_AGAIN);
            if (!rc || *rc != SSH_AUTH_INFO)
                return took(rc);
            const int prompts = ssh_userauth_kbdint_getnprompts(session());
            if (prompts > 1 || (prompts == 1 && answered))
                return took(SSH_AUTH_DENIED); // a second factor, which we do not have
            if (prompts == 1) {
                withText(m_credentials.password, [&](const char *text) { return ssh_userauth_kbdint_setanswer(session(), 0, text); });
                answered = true;
            }
        }
        return false;
    }

    Status finish()
    {
        if (m_in)
            return {};
        if (m_error)
            return fail(*m_error);
        Error error = m_link.error(Cause::SshAuthRefused, NextAction::CheckCredentials);
        const QString reason = error.detail;
        error.params.insert(QStringLiteral("user"), m_link.peer().user);
        error.params.insert(QStringLiteral("tried"), m_tried.join(QStringLiteral(", ")));
        if (reason.contains(QLatin1String("Too many authentication failures")))
            error.params.insert(QStringLiteral("reason"), QStringLiteral("too-many-keys"));
        else if (!m_link.isOpen() && !reason.contains(QLatin1String("SSH_MSG_DISCONNECT")))
            return fail(m_link.lost());
        QStringList offers;
        const int methods = ssh_userauth_list(session(), nullptr);
        for (const auto &[bit, name] : {std::pair{SSH_AUTH_METHOD_PUBLICKEY, "key"}, std::pair{SSH_AUTH_METHOD_PASSWORD, "password"},
                                        std::pair{SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive"}})
            if ((methods & static_cast<int>(bit)) != 0)
                offers += QString::fromLatin1(name);
        error.params.insert(QStringLiteral("offers"), offers.join(QStringLiteral(", ")));
        return fail(error);
    }

    SshLink &m_link;
    const SshCredentials &m_credentials;
    const Deadline &m_deadline;
    QStringList m_tried;
    std::optional<Error> m_error;
    bool m_over = false, m_in = false;
};

} // namespace

Status logIn(SshLink &link, const SshCredentials &credentials, const Deadline &deadline)
{
    return LogIn(link, credentials, deadline).run();
}

} // namespace fl
