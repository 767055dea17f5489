// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for AWS that checks what it is asked: each request against the contract and its signature against the secret. It keeps an
// account (instances, key pairs, security groups with their tags), is eventually consistent, has quotas and little capacity, and can be
// told to answer with any error. On a thread of its own; the functions here may be called from any.
#pragma once

#include "tests/cloudsim/aws_contract.h"
#include "tests/cloudsim/cloud_hardware.h"
#include "tests/fakes/fake_http_server.h"

namespace fl {

class AwsSim {
public:
    /// Without hardware, which must outlive it, an instance is an entry in the book and nothing else.
    explicit AwsSim(CloudHardware *hardware = nullptr);

    QUrl url() const { return m_server->url(); }
    static QString accessKeyId() { return QStringLiteral("AKIAIOSFODNN7EXAMPLE"); }
    static QByteArray secretAccessKey() { return "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"; }

    struct Instance {
        QString id, region, type, image, state = QStringLiteral("pending"), token, address;
        QMap<QString, QString> tags, parameters; ///< as they were asked for
        int looks = 0;                           ///< describes since its state last changed
        qint64 launched = 0;
    };
    struct Thing { ///< a key pair or a security group
        QString id, region, name, kind;
        QMap<QString, QString> tags;
        QStringList sources;  ///< of a group: who may come in
        QByteArray publicKey; ///< of a key pair
        int looks = 0;
    };

    // What is there, and what was asked.
    std::vector<Instance> instances() const;
    std::vector<Thing> things() const;
    QStringList violations() const;
    QStringList operations() const; ///< "ec2.RunInstances eu-central-1", in their order

    // What goes wrong.
    void refuse(const QString &operation, const QString &code, int times = 1, const QByteArray &headers = {}); ///< the next requests of it
    void answerInstead(const QString &operation, const QByteArray &rawAnswer, int times = 1);                  ///< byte for byte
    void setClockAhead(qint64 ms);
    void setInvisibleFor(int looks) { m_invisibleFor = looks; } ///< what was made is seen only after so many looks
    void setDeletingFor(int looks) { m_deletingFor = looks; }   ///< what was terminated runs down for so many looks
    void recover();                                             ///< nothing that was planned to go wrong does any more
    void fill(int machines);                                    ///< so many instances of ours run in eu-central-1
    void endAll();                                              ///< as if somebody had terminated every instance in the console
    void setPageSize(int size) { m_pageSize = size; }
    void setQuota(int vcpus) { m_quota = vcpus; }
    void setPriced(bool priced) { m_pricePercent = priced ? 100 : 0; }
    void setPrices(int percent) { m_pricePercent = percent; } ///< of those that all else is about; 0: AWS says none
    void setRegions(const QStringList &regions);              ///< that the account can use
    void setNoRoom(const QStringList &where);                 ///< "g4dn.xlarge", or "g4dn.xlarge eu-central-1b": nothing free there
    void setEndsAtOnce(int machines);                         ///< so many are let in and end by themselves
    void grantQuota(bool granted);                            ///< what becomes of the requests for more
    void setDelay(int ms) { m_server->setDelay(ms); }         ///< of every answer
    void put(const Instance &instance);                       ///< as if it had been asked for
    int quotaAskedFor() const;                                ///< vCPUs; 0: nobody asked
    QByteArray userDataOf(const QString &instanceId) const;   ///< as it stands now
    void setConsole(const QByteArray &text);                  ///< of every machine without hardware
    void setSources(const QStringList &ranges); ///< of every group: as if somebody had changed its rules, or our address had changed

private:
    QByteArray answer(const QByteArray &request);
    QByteArray answerTo(const AwsRequest &request, const QString &region);
    QByteArray ec2(const AwsRequest &request, const QString &region);
    QByteArray runInstances(const AwsRequest &request, const QString &region);
    QByteArray describeInstances(const AwsRequest &request, const QString &region);
    QByteArray describeThings(const AwsRequest &request, const QString &region, const QString &kind);
    QByteArray createThing(const AwsRequest &request, const QString &region, const QString &kind);
    QByteArray deleteThing(const AwsRequest &request, const QString &kind);
    QByteArray switchInstances(const AwsRequest &request, CloudHardware::Power what);
    QByteArray changeRules(const AwsRequest &request, bool add);
    QByteArray json(const AwsRequest &request, const QString &region);
    QByteArray ec2Choosing(const AwsRequest &request, const QString &region); ///< regions, zones; empty: none of these
    QJsonObject quotas(const AwsRequest &request);
    bool hasRoom(const QString &type, const QString &zone) const;
    QByteArray refusal(const AwsRequest &request, const QString &code, const QByteArray &headers = {}) const;
    QDateTime now() const;
    QString newId(const QString &prefix);

    struct Planned {
        QString operation, code;
        int times = 1;
        QByteArray headers, raw;
    };

    AwsContract m_contract;
    CloudHardware *const m_hardware;
    mutable std::recursive_mutex m_mutex; // all below
    std::vector<Instance> m_instances;
    std::vector<Thing> m_things;
    QStringList m_violations, m_operations;
    std::vector<Planned> m_planned;
    QByteArray m_console;
    qint64 m_ahead = 0;
    QStringList m_regions{QStringLiteral("eu-central-1"), QStringLiteral("us-east-1")}, m_noRoom;
    int m_ids = 0, m_quota = 64, m_quotaAsked = 0, m_endAtOnce = 0;
    QString m_quotaStatus;
    std::atomic_int m_invisibleFor = 0, m_deletingFor = 0, m_pageSize = 1000, m_pricePercent = 100;
    std::unique_ptr<FakeHttpServer> m_server; // last: it calls back
};

} // namespace fl
