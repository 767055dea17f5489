// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/vault_format.h"

#include <QtEndian>

#include <sodium.h>

#include <cstring>
#include <memory>
#include <new>

namespace fl::vault {
namespace {

constexpr char magic[] = "FLVAULT";
constexpr char version = 1;
constexpr qsizetype magicSize = 7, numberSize = 8, saltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype headerSize = magicSize + 1 + 2 * numberSize + saltSize + nonceSize, sumSize = crypto_generichash_BYTES;
constexpr size_t block = 256; ///< the content is padded to a multiple of it: how long a password is shows less
// A forged header must not make us take all memory of the computer.
constexpr unsigned long long mostOperations = 64, mostMemory = 2ULL << 30;

/// Memory that is not swapped out and wiped when it goes.
struct Wipe {
    void operator()(unsigned char *p) const { sodium_free(p); }
};
using Buffer = std::unique_ptr<unsigned char[], Wipe>;

Buffer buffer(size_t size)
{
    Buffer memory(static_cast<unsigned char *>(sodium_malloc(size)));
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QByteArray sumOf(const QByteArray &bytes)
{
    QByteArray sum(sumSize, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(sum.data()), static_cast<size_t>(sumSize), bytesOf(bytes),
                       static_cast<unsigned long long>(bytes.size()), nullptr, 0);
    return sum;
}

QByteArray random(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(size));
    return bytes;
}

void appendNumber(QByteArray &bytes, quint64 number)
{
    char raw[numberSize];
    qToLittleEndian(number, raw);
    bytes.append(raw, numberSize);
}

/// Texts one after the other, each with its length in front.
class Writer {
public:
    explicit Writer(unsigned char *at) : m_at(at) { }
    void put(QByteArrayView text)
    {
        qToLittleEndian(static_cast<quint32>(text.size()), m_at);
        if (!text.isEmpty())
            std::memcpy(m_at + 4, text.data(), static_cast<size_t>(text.size()));
        m_at += 4 + text.size();
    }

private:
    unsigned char *m_at;
};

class Reader {
public:
    Reader(const unsigned char *at, size_t left) : m_at(at), m_left(left) { }
    bool atEnd() const { return m_left == 0; }
    std::optional<QByteArray> take()
    {
        if (m_left < 4)
            return std::nullopt;
        const auto size = qFromLittleEndian<quint32>(m_at);
        if (size > m_left - 4)
            return std::nullopt;
        QByteArray text(reinterpret_cast<const char *>(m_at + 4), static_cast<qsizetype>(size));
        m_at += 4 + size;
        m_left -= 4 + size;
        return text;
    }

private:
    const unsigned char *m_at;
    size_t m_left;
};

} // namespace

Flaw parse(const QByteArray &file, Sealed &sealed)
{
    const qsizetype body = file.size() - sumSize;
    if (body < magicSize + 1 || !file.startsWith(magic) || sumOf(file.left(body)) != file.mid(body))
        return Flaw::Damaged;
    if (file[magicSize] > version)
        return Flaw::Newer;
    if (file[magicSize] != version || body < headerSize + tagSize)
        return Flaw::Damaged;
    const char *at = file.constData() + magicSize + 1;
    sealed.lock.operations = qFromLittleEndian<quint64>(at);
    sealed.lock.memory = qFromLittleEndian<quint64>(at + numberSize);
    sealed.lock.salt = QByteArray(at + 2 * numberSize, saltSize);
    sealed.nonce = QByteArray(at + 2 * numberSize + saltSize, nonceSize);
    sealed.header = file.left(headerSize);
    sealed.box = file.mid(headerSize, body - headerSize);
    const bool fits = sealed.lock.operations >= crypto_pwhash_OPSLIMIT_MIN && sealed.lock.operations <= mostOperations
        && sealed.lock.memory >= crypto_pwhash_MEMLIMIT_MIN && sealed.lock.memory <= mostMemory;
    return fits ? Flaw::None : Flaw::Damaged;
}

Lock newLock(unsigned long long operations, unsigned long long memory)
{
    return {operations, memory, random(saltSize)};
}

std::optional<Secret> stretch(const Secret &passphrase, const Lock &lock)
{
    QByteArray key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, Qt::Uninitialized);
    const int failed = passphrase.reveal([&](QByteArrayView text) {
        return crypto_pwhash(reinterpret_cast<unsigned char *>(key.data()), static_cast<unsigned long long>(key.size()), text.data(),
                             static_cast<unsigned long long>(text.size()), bytesOf(lock.salt), lock.operations,
                             static_cast<size_t>(lock.memory), crypto_pwhash_ALG_ARGON2ID13);
    });
    if (failed != 0)
        return std::nullopt;
    return Secret(std::move(key));
}

QByteArray seal(const Entries &entries, const Lock &lock, const Secret &key)
{
    size_t size = 0;
    for (const auto &[ref, secret] : entries)
        size += 12 + static_cast<size_t>(ref.scope.toUtf8().size() + ref.name.toUtf8().size() + secret.size());
    const size_t padded = (size / block + 1) * block;
    const Buffer plain = buffer(padded);
    Writer writer(plain.get());
    for (const auto &[ref, secret] : entries) {
        writer.put(ref.scope.toUtf8());
        writer.put(ref.name.toUtf8());
        secret.reveal([&](QByteArrayView bytes) { writer.put(bytes); });
    }
    size_t filled = 0;
    sodium_pad(&filled, plain.get(), size, block, padded);

    QByteArray file(magic);
    file += version;
    appendNumber(file, lock.operations);
    appendNumber(file, lock.memory);
    file += lock.salt;
    const QByteArray nonce = random(nonceSize);
    file += nonce;
    QByteArray box(static_cast<qsizetype>(filled) + tagSize, Qt::Uninitialized);
    key.reveal([&](QByteArrayView k) {
        crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(box.data()), nullptr, plain.get(), filled,
                                                   bytesOf(file), static_cast<unsigned long long>(file.size()), nullptr, bytesOf(nonce),
                                                   reinterpret_cast<const unsigned char *>(k.data()));
    });
    file += box;
    return file + sumOf(file);
}

std::optional<Entries> open(const Sealed &sealed, const Secret &key)
{
    const auto size = static_cast<size_t>(sealed.box.size() - tagSize);
    const Buffer plain = buffer(size + 1);
    const int failed = key.reveal([&](QByteArrayView k) {
        return crypto_aead_xchacha20poly1305_ietf_decrypt(plain.get(), nullptr, nullptr, bytesOf(sealed.box),
                                                          static_cast<unsigned long long>(sealed.box.size()), bytesOf(sealed.header),
                                                          static_cast<unsigned long long>(sealed.header.size()), bytesOf(sealed.nonce),
                                                          reinterpret_cast<const unsigned char *>(k.data()));
    });
    size_t filled = 0;
    if (failed != 0 || sodium_unpad(&filled, plain.get(), size, block) != 0)
        return std::nullopt;
    Entries entries;
    for (Reader reader(plain.get(), filled); !reader.atEnd();) {
        const auto scope = reader.take(), name = reader.take();
        auto secret = reader.take();
        if (!scope || !name || !secret)
            return std::nullopt;
        entries.insert_or_assign({QString::fromUtf8(*scope), QString::fromUtf8(*name)}, Secret(std::move(*secret)));
    }
    return entries;
}

} // namespace fl::vault
