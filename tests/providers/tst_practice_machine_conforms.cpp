// SPDX-License-Identifier: GPL-3.0-or-later
// The same suite with the practice machine's real scripts and real machines: what its double answers is true.
#include "tests/practice/practice_fixture.h"
#include "tests/providers/conformance.h"
#include "tests/providers/practice_world.h"

#include <QDir>
#include <QtTest>

// label: server
// with: conformance.cpp conformance_rows.cpp

using namespace fl;

namespace {

class RealPracticeWorld : public PracticeWorld {
public:
    Shell &shell() override { return m_shell; }
    QStringList book() const override { return QStringList(machines().size(), QStringLiteral("instance")); }
    int machinesMade() const override { return int(machines().size()); }
    void profileIs(const QString &home) override
    {
        m_home = home;
        if (!PracticeFixture::shareImage(home))
            qFatal("no image in %s", qPrintable(home));
    }
    ~RealPracticeWorld() override
    {
        for (const QString &id : machines()) { // a test that failed left it
            PracticeScript script;
            script.verb = PracticeScript::Verb::Act;
            script.act = QStringLiteral("destroy");
            script.home = m_home;
            script.machine = id;
            (void)m_shell.run(script.shellScript(), {}, {});
        }
    }

private:
    QStringList machines() const { return QDir(m_home + QStringLiteral("/practice")).entryList({QStringLiteral("m-*")}, QDir::Dirs); }

    QString m_home;
    LocalShell m_shell;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QString why = PracticeFixture::unavailable();
    std::vector<ProviderUnderTest> providers;
    if (why.isEmpty())
        providers.push_back({"practice machine", [] { return std::make_unique<RealPracticeWorld>(); }, 4});
    ProviderConformance suite(std::move(providers), why);
    return QTest::qExec(&suite, argc, argv);
}
