// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for Lambda's Cloud API that checks what it is asked, each request against the contract, and its own answers too. It keeps an
// account (instances, SSH keys, firewall rulesets, the seconds that are billed), knows no tokens: what is asked for twice is made twice.
// It can be made slow to show things, short of machines, and to answer with any error. On a thread of its own; the functions here may be
// called from any.
#pragma once

#include "tests/cloudsim/cloud_hardware.h"
#include "tests/cloudsim/lambda_contract.h"
#include "tests/fakes/fake_http_server.h"

#include <QJsonArray>

namespace fl {

class LambdaSim {
public:
    /// Without hardware, which must outlive it, an instance is an entry in the book and nothing else.
    explicit LambdaSim(CloudHardware *hardware = nullptr);

    QUrl url() const { return m_server->url(); }
    static QByteArray apiKey() { return "secret_firstlight_0f1e2d3c4b5a69788796a5b4c3d2e1f0.EXAMPLEKEYEXAMPLEKEYEXAMPLEKEY12"; }

    struct Instance {
        QString id, name, region, type, status = QStringLiteral("booting"), address;
        QStringList keys, rulesets; ///< names and ids
        QByteArray userData;
        QJsonObject image;              ///< as it was asked for
        int looks = 0;                  ///< since its status last changed
        qint64 launched = 0, ended = 0; ///< ms; 0: it is billed on
    };
    struct Thing { ///< an SSH key or a firewall ruleset
        QString id, name, kind, region;
        QByteArray publicKey; ///< of a key
        QJsonArray rules;     ///< of a ruleset
        int looks = 0;
        qint64 created = 0;
    };

    // What is there, and what was asked.
    std::vector<Instance> instances() const;
    std::vector<Thing> things() const;
    QStringList violations() const;
    QStringList operations() const; ///< "launchInstance", in their order
    int askedTooFast() const;
    qint64 secondsBilled() const; ///< of all machines

    // What goes wrong.
    void refuse(const QString &operation, const QString &code, int times = 1);                ///< the next requests of it
    void answerInstead(const QString &operation, const QByteArray &rawAnswer, int times = 1); ///< byte for byte
    void recover();          ///< nothing that was planned to go wrong does any more
    void setTime(qint64 ms); ///< the time over there stands still there; paced from then on
    void setPaced();         ///< it is a fault to ask more than once a second, or to launch more than once in twelve
    void setInvisibleFor(int looks) { m_invisibleFor = looks; }  ///< what was made is seen only after so many looks
    void setDeletingFor(int looks) { m_deletingFor = looks; }    ///< what was terminated runs down for so many looks
    void setEndsAtOnce(int machines) { m_endAtOnce = machines; } ///< so many are let in and end by themselves
    void setTakesOrders(bool takes) { m_takesOrders = takes; }   ///< user_data is understood
    void setPrices(int percent) { m_pricePercent = percent; }
    void setNoRoom(const QStringList &where);                    ///< "gpu_1x_a10", or "gpu_1x_a10 us-west-1": nothing free there
    void setGlobalRules(const QJsonArray &rules);                ///< the account's own
    void setOtherAccount(bool other);                            ///< the key is of an account that has nothing of this one
    void rename(const QString &instanceId, const QString &name); ///< as if somebody had, in the console
    void endAll();                                               ///< as if somebody had terminated every instance in the console

private:
    struct Said {
        int status = 200;
        QJsonObject body;
    };
    QByteArray answer(const QByteArray &request);
    Said answerTo(const QString &operation, const LambdaContract::Request &request);
    Said launch(const QJsonObject &wanted);
    Said terminate(const QJsonArray &ids);
    Said restart(const QJsonArray &ids);
    Said make(const QString &kind, const QJsonObject &wanted);
    Said describe(const QString &kind, const QString &id);
    Said remove(const QString &kind, const QString &id);
    Said change(const QString &id, const QJsonObject &wanted);
    QJsonArray list(const QString &kind);
    bool look(Instance &instance);
    bool look(Thing &thing);
    Said refusal(const QString &operation, const QString &code);
    QJsonObject show(const Instance &instance) const;
    QJsonObject show(const Thing &thing) const;
    bool isTooFast(const QString &operation);
    bool hasRoom(const QString &type, const QString &region) const;
    QJsonObject types() const;
    qint64 now() const;
    QString newId();

    struct Planned {
        QString operation, code;
        int times = 1;
        QByteArray raw;
    };

    LambdaContract m_contract;
    CloudHardware *const m_hardware;
    mutable std::recursive_mutex m_mutex; // all below
    std::vector<Instance> m_instances;
    std::vector<Thing> m_things;
    QStringList m_violations, m_operations, m_noRoom;
    std::vector<Planned> m_planned;
    QJsonArray m_globalRules;
    qint64 m_time = 0, m_last = 0, m_lastLaunch = 0;
    int m_ids = 0, m_tooFast = 0;
    bool m_otherAccount = false, m_paced = false;
    std::atomic_int m_invisibleFor = 0, m_deletingFor = 0, m_endAtOnce = 0, m_pricePercent = 100;
    std::atomic_bool m_takesOrders = true;
    std::unique_ptr<FakeHttpServer> m_server; // last: it calls back
};

} // namespace fl
