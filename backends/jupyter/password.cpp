// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/jupyter/jupyter.h"

#include <sodium.h>

namespace fl {

Result<QByteArray> jupyterPasswordHash(const Secret &password)
{
    if (sodium_init() < 0)
        return fail({Cause::Internal, {}, NextAction::ReportBug, QStringLiteral("libsodium does not start")});
    // Jupyter itself accepts an empty password; a notebook behind one is open to everybody on that server.
    if (password.isEmpty())
        return fail({Cause::SecretMissing, {{QStringLiteral("name"), QStringLiteral("jupyter.password")}}, NextAction::ChangeInput, {}});
    QByteArray hash(crypto_pwhash_STRBYTES, '\0');
    const int failed = password.reveal([&](QByteArrayView bytes) {
        return crypto_pwhash_str(hash.data(), bytes.data(), static_cast<unsigned long long>(bytes.size()),
                                 crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    });
    if (failed != 0)
        return fail({Cause::Internal, {}, NextAction::Retry, QStringLiteral("not enough memory to hash a password")});
    hash.truncate(static_cast<qsizetype>(qstrlen(hash.constData())));
    return "argon2:" + hash;
}

Secret makePassword()
{
    // No 0 O 1 l I i o: read aloud or copied by hand it stays the same. 31 letters, 20 of them: 99 bit.
    static constexpr char alphabet[] = "23456789abcdefghjkmnpqrstuvwxyz";
    static constexpr uint32_t letters = sizeof(alphabet) - 1;
    if (sodium_init() < 0)
        std::terminate(); // no source of randomness: nothing here can be safe
    QByteArray text;
    text.reserve(25);
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 4 == 0)
            text += '-';
        text += alphabet[randombytes_uniform(letters)];
    }
    return Secret(std::move(text));
}

} // namespace fl
