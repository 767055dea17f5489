// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/practice/server_setup.h"

#include "backends/plan/planner.h"
#include "backends/steps/round.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

namespace fl {
namespace {

/// Of all files of a resource folder whose name begins so.
QByteArray contentHash(const QStringList &patterns)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &pattern : patterns) {
        const QDir folder(pattern.section(QLatin1Char('/'), 0, -2));
        for (const QString &name : folder.entryList({pattern.section(QLatin1Char('/'), -1)}, QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                hash.addData(name.toUtf8() + '\0' + file.readAll());
        }
    }
    return hash.result().toHex().first(12);
}

} // namespace

QByteArray practicePassword()
{
    return "correct horse: battery";
}

QString told(const Error &error)
{
    QString text = slug(error.cause);
    for (auto it = error.params.begin(); it != error.params.end(); ++it)
        text += QLatin1Char(' ') + it.key() + QLatin1Char('=') + it.value();
    return text + QLatin1Char('\n') + error.detail;
}

ServerSetup::ServerSetup(const PracticeFixture &machine) : m_machine(machine), m_connector(m_folder.filePath(QStringLiteral("known_hosts")))
{
    m_steps = *builtinServerSteps();
    m_hash = *jupyterPasswordHash(Secret(practicePassword()));
    m_values = {{"SOURCE", "distro"}, {"FRAMEWORKS", "pytorch"},   {"PORT", "8888"}, {"BASE_URL", "/abc123/"}, {"LANGUAGE_CODE", "en"},
                {"UNSAFE_IO", "yes"}, {"MACHINE_NAME", "practice"}};
    use(*makeCertificate(QStringLiteral("practice"), QDateTime::currentMSecsSinceEpoch()));
}

void ServerSetup::use(const Certificate &certificate)
{
    m_certificate = certificate;
    m_values.insert("CERT_PEM", certificate.pem);
    m_values.insert("CERT_SHA256", certificate.sha256.toLatin1());
}

SshTarget ServerSetup::target() const
{
    SshTarget target = m_machine.target();
    if (m_port != 0)
        target.port = m_port;
    return target;
}

Status ServerSetup::connect()
{
    auto session = m_connector.connect(target(), {}, std::chrono::seconds(30), {});
    if (!session)
        return fail(session.error());
    m_session = std::move(*session);
    Engine::Options options;
    options.machine = QStringLiteral("m-test");
    options.who = QStringLiteral("tester@here");
    options.events = [this](const Event &event) {
        events.push_back(event);
        if (qEnvironmentVariableIsSet("FL_SHOW"))
            fprintf(stderr, "%s\n", QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact).constData());
    };
    options.added = [this](const QString &kind, const QString &name) { added.append(kind + QLatin1Char(' ') + name); };
    if (m_rebootLimit)
        options.rebootLimit = *m_rebootLimit;
    options.reconnect = [this](std::stop_token stop) -> Result<Shell *> {
        ++reconnects;
        auto again = m_connector.connect(target(), {}, std::chrono::seconds(60), stop);
        if (!again)
            return fail(again.error());
        m_session = std::move(*again);
        return m_session.get();
    };
    engine = std::make_unique<Engine>(*m_session, m_clock, options);
    return {};
}

std::vector<BoundStep> ServerSetup::bound() const
{
    std::vector<BoundStep> all;
    // As the planner does: of the frameworks' steps those of the chosen ones.
    const QList<QByteArray> frameworks = m_values.value("FRAMEWORKS").split(' ');
    for (const auto &step : m_steps) {
        if (const QString prefix = QStringLiteral("framework-");
            step.id.startsWith(prefix) && !frameworks.contains(step.id.mid(prefix.size()).toLatin1()))
            continue;
        if (step.id == updateStep || step.id.startsWith(QLatin1String("extra-")))
            continue;
        BoundStep one{&step, {}, {}};
        for (const auto &name : step.params)
            one.variables.emplace_back(name.toLatin1(),
                                       m_values.value(step.id.toLatin1() + '.' + name.toLatin1(), m_values.value(name.toLatin1())));
        for (const auto &name : step.secrets)
            one.secrets.emplace_back(name.toLatin1(), name == QLatin1String("KEY_PEM") ? m_certificate.keyPem : Secret(QByteArray(m_hash)));
        all.push_back(std::move(one));
    }
    return all;
}

Result<QStringList> ServerSetup::run(const QString &operation)
{
    const auto steps = bound();
    QStringList changed;
    for (int look = 0; look < mostRounds; ++look) {
        const auto checks = engine->check(steps, {});
        if (!checks)
            return fail(checks.error());
        if (std::ranges::all_of(*checks, [](const CheckResult &check) { return check.state == CheckState::AlreadyThere; }))
            return changed;
        Round round;
        for (size_t i = 0; i < steps.size(); ++i) {
            if (!round.applies(steps[i], checks->at(i).state))
                continue;
            QElapsedTimer timer;
            timer.start();
            const auto outcome = engine->apply(steps[i], operation, {}, Round::ahead(steps, *checks, i));
            qInfo("%-20s %6.1f s", qPrintable(steps[i].script->id), double(timer.elapsed()) / 1000);
            if (!outcome)
                return fail(outcome.error());
            changed.append(steps[i].script->id);
        }
    }
    changed.append(QStringLiteral("never settled"));
    return changed;
}

Result<StepOutcome> ServerSetup::apply(const char *id)
{
    for (const auto &step : bound())
        if (step.script->id == QLatin1String(id))
            return engine->apply(step, QStringLiteral("op-alone"), {});
    return fail({Cause::Internal, {}, NextAction::ReportBug, {}, {}});
}

Status ServerSetup::verify(const char *id)
{
    for (const auto &step : bound())
        if (step.script->id == QLatin1String(id))
            return engine->verify(step, {});
    return fail({Cause::Internal, {}, NextAction::ReportBug, {}, {}});
}

namespace {

/// Makes the layer by a set-up on a machine over `parent`.
QString layerBySetup(const QString &name, const QString &parent, QString &problem, const std::function<Status(ServerSetup &)> &build)
{
    const QString wrong = PracticeFixture::ensureLayer(name, parent, [&](PracticeFixture &machine) {
        ServerSetup setup(machine);
        Status done = setup.connect();
        if (done)
            done = build(setup);
        if (!done)
            problem = told(done.error());
        return done.has_value();
    });
    if (wrong.isEmpty())
        return name;
    problem = wrong + QLatin1Char('\n') + problem;
    return {};
}

/// The packages take minutes and change seldom: a layer of their own below the others, with the steps' notes of them.
QString installedLayer(QString &problem)
{
    const QByteArray hash = contentHash({QStringLiteral(":/steps/preflight*"), QStringLiteral(":/steps/base-packages*")});
    return layerBySetup(QStringLiteral("installed-") + QString::fromLatin1(hash), {}, problem, [](ServerSetup &setup) -> Status {
        for (const char *id : {"preflight", "base-packages"})
            if (const auto done = setup.apply(id); !done)
                return fail(done.error());
        return {};
    });
}

} // namespace

bool makeBare(PracticeFixture &machine)
{
    return machine
               .asUser(
                   QStringLiteral("export XDG_RUNTIME_DIR=/run/user/$(id -u); systemctl --user disable --now firstlight-jupyter.service; "
                                  "rm -rf ~/.local/state/firstlight ~/firstlight ~/.config/systemd"))
               .ok()
        && machine.asRoot("loginctl disable-linger ada; apt-get -qy purge python3-tornado && apt-get clean", 300).ok();
}

QString packagesLayer(QString &problem)
{
    const QString installed = installedLayer(problem);
    if (installed.isEmpty())
        return {};
    const QString name = QString(installed).replace(QLatin1String("installed-"), QLatin1String("packages-"));
    return layerBySetup(name, installed, problem, [](ServerSetup &setup) -> Status {
        const auto done = setup.shell().run({.text = "cd && exec rm -rf .local firstlight\n", .variables = {}, .secrets = {}}, {}, {});
        return done ? Status() : fail(done.error());
    });
}

QString readyLayer(QString &problem)
{
    const QString installed = installedLayer(problem);
    const QString name =
        QStringLiteral("ready-") + QString::fromLatin1(contentHash({QStringLiteral(":/steps/*"), QStringLiteral(":/verify/*")}));
    return installed.isEmpty() ? QString() : layerBySetup(name, installed, problem, [](ServerSetup &setup) -> Status {
        const auto done = setup.run(QStringLiteral("op-ready"));
        return done ? Status() : fail(done.error());
    });
}

} // namespace fl
