// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/practice_hardware.h"

#include "tests/practice/server_setup.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace fl {
namespace {

/// As an image of a cloud is: cloud-init waits for its first boot. What it leaves alone here is what a practice machine shares with this
/// computer (the network) or has been given (package sources, name). The seed alone counts; without one nothing is done.
const QByteArray imageRecipe = R"(set -e
apt-get -qq update
apt-get -qq install -y --no-install-recommends cloud-init >/dev/null
cat >/etc/cloud/cloud.cfg.d/99_image.cfg <<'END'
datasource_list: [NoCloud, None]
network: {config: disabled}
apt: {preserve_sources_list: true}
preserve_hostname: true
locale: C.UTF-8
system_info:
  default_user:
    name: ubuntu
    gecos: Ubuntu
    lock_passwd: true
    sudo: ["ALL=(ALL) NOPASSWD:ALL"]
    shell: /bin/bash
END
)";

QString imageLayer(QString &problem)
{
    const QString packages = packagesLayer(problem);
    if (packages.isEmpty())
        return {};
    const QByteArray recipe = QCryptographicHash::hash(imageRecipe, QCryptographicHash::Sha256).toHex().first(12);
    const QString name = QStringLiteral("cloud-%1-%2").arg(QString::fromLatin1(recipe), packages);
    QByteArray said;
    problem = PracticeFixture::ensureLayer(name, packages, [&](PracticeFixture &machine) {
        const auto made = machine.asRoot(imageRecipe, 600);
        said = made.err;
        return made.ok();
    });
    if (problem.isEmpty())
        return name;
    problem += QLatin1Char('\n') + QString::fromUtf8(said);
    return {};
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

PracticeHardware::PracticeHardware()
{
    m_worker.setMaxThreadCount(1);
    m_layer = imageLayer(m_problem);
}

PracticeHardware::~PracticeHardware()
{
    m_worker.waitForDone();
}

QString PracticeHardware::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

int PracticeHardware::machines()
{
    m_worker.waitForDone();
    const std::lock_guard lock(m_mutex);
    return int(std::count_if(m_boxes.begin(), m_boxes.end(), [](const auto &each) { return each.second.machine != nullptr; }));
}

PracticeFixture::Output PracticeHardware::asRoot(const QString &id, const QByteArray &script, int limitSeconds)
{
    m_worker.waitForDone();
    const std::lock_guard lock(m_mutex);
    const auto box = m_boxes.find(id);
    return box != m_boxes.end() && box->second.machine ? box->second.machine->asRoot(script, limitSeconds) : PracticeFixture::Output();
}

void PracticeHardware::later(Box &box, std::function<bool()> work, const QString &then)
{
    ++box.busy;
    m_worker.start([this, &box, work = std::move(work), then] {
        const bool done = work();
        const std::lock_guard lock(m_mutex);
        --box.busy;
        if (!done)
            m_problem = box.machine ? box.machine->problem() : QStringLiteral("no seed for %1").arg(box.order.id);
        // As with EC2, a machine that cannot be had after all ends by itself.
        box.state = done ? then : QStringLiteral("terminated");
    });
}

QString PracticeHardware::newAddress()
{
    return QStringLiteral("127.22.0.%1").arg(++m_addresses);
}

bool PracticeHardware::make(Box &box)
{
    box.seed = std::make_unique<QTemporaryDir>(PracticeFixture::cacheFolder() + QStringLiteral("/seed-XXXXXX"));
    const QString folder = box.seed->filePath(QStringLiteral("var/lib/cloud/seed/nocloud"));
    const QJsonObject data{{QStringLiteral("instance-id"), box.order.id},
                           {QStringLiteral("public-keys"), QJsonArray{QString::fromUtf8(box.order.publicKey.trimmed())}}};
    if (!QDir().mkpath(folder) || !write(folder + QStringLiteral("/user-data"), box.order.userData)
        || !write(folder + QStringLiteral("/meta-data"), QJsonDocument(data).toJson()))
        return false;
    box.machine = std::make_unique<PracticeFixture>(m_layer, box.seed->path());
    return box.machine->isUp() && open(box);
}

bool PracticeHardware::open(Box &box)
{
    const QByteArray address = box.address.toLatin1();
    box.door = std::make_unique<bench::DelayProxy>(static_cast<std::uint16_t>(box.machine->port()), std::chrono::microseconds(0), 22,
                                                   address.constData());
    return box.door->port() != 0;
}

void PracticeHardware::boot(const Order &order)
{
    const std::lock_guard lock(m_mutex);
    Box &box = m_boxes[order.id];
    box.order = order;
    box.address = newAddress();
    later(
        box, [this, &box] { return make(box); }, QStringLiteral("running"));
}

void PracticeHardware::act(const QString &id, Power what)
{
    const std::lock_guard lock(m_mutex);
    Box &box = m_boxes.at(id);
    const auto off = [&box] {
        box.door.reset();
        // At EC2 cloud-init asks for the user-data at each boot; of a seed whose instance id is the same it would use what it kept.
        (void)box.machine->asRoot("rm -f /var/lib/cloud/instance/obj.pkl");
        return box.machine->stop();
    };
    switch (what) {
    case Power::Start:
        box.state = QStringLiteral("pending");
        box.address = newAddress();
        later(
            box, [this, &box] { return box.machine->start() && open(box); }, QStringLiteral("running"));
        break;
    case Power::Stop:
        box.state = QStringLiteral("stopping");
        later(box, off, QStringLiteral("stopped"));
        break;
    case Power::Reboot:
        later(
            box, [&box] { return box.machine->reboot(); }, QStringLiteral("running"));
        break;
    case Power::End:
        box.state = QStringLiteral("shutting-down");
        later(
            box,
            [&box] {
                box.door.reset();
                box.machine.reset();
                box.seed.reset();
                return true;
            },
            QStringLiteral("terminated"));
        break;
    }
}

void PracticeHardware::give(const QString &id, const QByteArray &userData)
{
    const std::lock_guard lock(m_mutex);
    Box &box = m_boxes.at(id);
    box.order.userData = userData;
    later(
        box, [&box, userData] { return write(box.seed->filePath(QStringLiteral("var/lib/cloud/seed/nocloud/user-data")), userData); },
        QStringLiteral("stopped"));
}

CloudHardware::Seen PracticeHardware::look(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    Box &box = m_boxes.at(id);
    if (box.busy == 0 && box.state == QLatin1String("running") && box.machine->state() != QLatin1String("running")) {
        // It was powered off from within.
        box.door.reset();
        box.state = box.order.endsWhenOff ? QStringLiteral("terminated") : QStringLiteral("stopped");
    }
    const bool reachable = box.state == QLatin1String("running");
    return {box.state, reachable ? box.address : QString()};
}

QByteArray PracticeHardware::console(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    Box &box = m_boxes.at(id);
    if (box.busy == 0 && box.machine)
        box.console = box.machine->console();
    return m_silent ? QByteArray() : box.console;
}

} // namespace fl
