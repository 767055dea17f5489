// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// cuda-toolkit.yaml, played: what it runs on apt's and dnf's systems, and how it proves that nvcc compiles.
#include "tests/steps/replay_server.h"

#include <QtTest>

using namespace fl;

class TestCudaStep : public QObject {
    Q_OBJECT

    const Matrix m_matrix = matrixOfTheProgram();
    const ServerStep m_step = builtinStep("cuda-toolkit");

    /// What the resolver picks for that GPU, as the step takes it.
    Variables variables(const char *gpu, const char *system) const
    {
        ResolveInput input{{QString::fromLatin1(gpu)}, QString::fromLatin1(system)};
        input.frameworks = {QStringLiteral("pytorch")};
        input.cudaToolkit = true;
        const auto resolved = resolve(m_matrix, input);
        if (!resolved || !resolved->cuda)
            qFatal("no toolkit for %s", system);
        const CudaPick none, &cuda = *resolved->cuda, &cudnn = resolved->cudnn ? *resolved->cudnn : none;
        return {{"CUDA_VERSION", cuda.version.toUtf8()},         {"CUDA_PACKAGES", cuda.packages.join(QLatin1Char(' ')).toUtf8()},
                {"CUDA_REPOSITORY", cuda.repository.toUtf8()},   {"CUDNN_VERSION", cudnn.version.toUtf8()},
                {"CUDNN_REPOSITORY", cudnn.repository.toUtf8()}, {"CUDNN_PACKAGES", cudnn.packages.join(QLatin1Char(' ')).toUtf8()}};
    }
    static QByteArray value(const Variables &variables, const char *name)
    {
        for (const auto &[key, text] : variables)
            if (key == name)
                return text;
        return {};
    }
    static void compilerOf(ReplayServer &server, const Variables &values)
    {
        server.write(QStringLiteral("cuda"), value(values, "CUDA_VERSION") + '\n');
        server.write(QStringLiteral("result"), "2016\n");
    }

private slots:
    void eachSystem_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QByteArray>("system");
        QTest::addColumn<QByteArray>("gpu");
        QTest::addColumn<QByteArray>("story");
        for (const auto &[name, shell] : serverShells()) {
            const auto row = [&](const char *system, const char *gpu, const char *story) {
                QTest::newRow((QByteArray(system) + ' ' + gpu + ' ' + name).constData())
                    << shell << QByteArray(system) << QByteArray(gpu) << QByteArray(story);
            };
            row("ubuntu-24.04", "NVIDIA L4",
                "apt-helper download-file https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/3bf863cc.pub\n"
                "apt-get [settings] update [status]\napt-get [settings] [no-remove] install cuda-toolkit-13-0 cudnn9-cuda-13 [hook] "
                "[status]\n");
            row("debian-12", "Tesla V100-SXM2-16GB",
                "apt-helper download-file https://developer.download.nvidia.com/compute/cuda/repos/debian12/x86_64/3bf863cc.pub\n"
                "apt-get [settings] update [status]\napt-get [settings] [no-remove] install cuda-toolkit-12-6 cudnn9-cuda-12=9.10.2* "
                "[hook] [status]\n");
            row("debian-12", "Tesla K80",
                "apt-get [settings] update [status]\napt-get [settings] [no-remove] install nvidia-cuda-toolkit nvidia-cudnn [hook] "
                "[status]\n");
            row("rocky-9.6", "NVIDIA L4",
                "curl https://developer.download.nvidia.com/compute/cuda/repos/rhel9/x86_64/D42D0685.pub\n"
                "dnf [settings] install cuda-toolkit-13-0 cudnn9-cuda-13\n");
        }
    }
    void eachSystem()
    {
        QFETCH(QStringList, shell);
        QFETCH(QByteArray, system);
        QFETCH(QByteArray, gpu);
        QFETCH(QByteArray, story);
        ReplayServer server(shell, QString::fromLatin1(system));
        const Variables values = variables(gpu.constData(), system.constData());
        compilerOf(server, values);
        QCOMPARE(server.check(m_step, values), 1);
        server.story();
        server.apply(m_step, values);
        QByteArray told;
        for (const QByteArray &line : server.story().split('\n'))
            if (!line.isEmpty() && !line.startsWith('>'))
                told += line + '\n';
        QVERIFY2(told == story, (told + server.log()).constData());
        const QByteArray hint = server.read(QStringLiteral("home/firstlight/cuda.sh"));
        QVERIFY2(hint.endsWith("/usr/local/cuda-" + value(values, "CUDA_VERSION") + "/bin:$PATH\n"), hint.constData());
        const QByteArray added = server.read(QStringLiteral("home/.local/state/firstlight/added"));
        QVERIFY2(added.contains("/home/firstlight/cuda.sh\n"), added.constData());

        server.verify(m_step, values);
        told = server.story();
        QVERIFY2(told
                     == "nvcc sum.cu\n> fact cuda.version " + value(values, "CUDA_VERSION") + "\n> fact cudnn.version "
                         + value(values, "CUDNN_VERSION") + '\n',
                 told.constData());
        QCOMPARE(server.check(m_step, values), 0);
    }

    /// As on the clouds' images: a toolkit that no package of ours brought.
    void whatAnImageBroughtIsNotInstalledAgain()
    {
        for (const auto &[name, shell] : serverShells())
            for (const char *system : {"ubuntu-24.04", "rocky-9.6"}) {
                ReplayServer server(shell, QString::fromLatin1(system));
                const Variables values = variables("NVIDIA L4", system);
                compilerOf(server, values);
                const QString place = QStringLiteral("usr/local/cuda-13.0/");
                server.write(place + QStringLiteral("bin/nvcc"), "#!/bin/sh\n");
                QFile::setPermissions(server.path(place + QStringLiteral("bin/nvcc")), QFile::ReadOwner | QFile::ExeOwner);
                // cuDNN is not there, so it alone comes.
                server.apply(m_step, values);
                QByteArray story = server.story();
                QVERIFY2(story.contains(" install cudnn9-cuda-13") && !story.contains("cuda-toolkit-13"),
                         (QByteArray(name) + story).constData());
                server.write(place + QStringLiteral("include/cudnn_version.h"), {});
                server.apply(m_step, values);
                story = server.story();
                QVERIFY2(!story.contains("install") && !story.contains("fail"), (QByteArray(name) + story).constData());
                QCOMPARE(server.check(m_step, values), 0);
            }
        // Ours, broken off when nvcc lay there already: it goes on.
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        server.write(QStringLiteral("usr/local/cuda-13.0/bin/nvcc"), {});
        QFile::setPermissions(server.path(QStringLiteral("usr/local/cuda-13.0/bin/nvcc")), QFile::ReadOwner | QFile::ExeOwner);
        server.write(QStringLiteral("home/.local/state/firstlight/added"), "apt cuda-toolkit-13-0\n");
        server.apply(m_step, variables("NVIDIA L4", "ubuntu-24.04"));
        QVERIFY(server.story().contains(" install cuda-toolkit-13-0 cudnn9-cuda-13 "));
    }

    void whoDoesNotCompileGetsNothing()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        QCOMPARE(server.check(m_step, {}), 0);
        server.story();
        server.apply(m_step, {});
        server.verify(m_step, {});
        QCOMPARE(server.story(), QByteArray());
    }

    void thePackageThatBringsADriverIsRefused()
    {
        for (const char *package : {"cuda", "cuda-13-0", "cuda-drivers-580", "cuda-toolkit-13-0 cuda=13.0*"}) {
            ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
            server.apply(m_step, {{"CUDA_VERSION", "13.0"}, {"CUDA_PACKAGES", package}, {"CUDA_REPOSITORY", "nvidia"}});
            QCOMPARE(server.story(), QByteArray("> fail step-failed step=cuda-toolkit\n"));
        }
    }

    void aCompilerThatDoesNotWorkIsAFailure()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        const Variables values = variables("NVIDIA L4", "ubuntu-24.04");
        const auto refused = [&](const char *what) {
            server.verify(m_step, values);
            QVERIFY2(server.story().contains("> fail step-failed step=cuda-toolkit\n"), what);
        };
        compilerOf(server, values);
        server.write(QStringLiteral("say/nvcc"), "nvcc fatal : Cannot find compiler\n");
        refused("it does not compile");
        QFile::remove(server.path(QStringLiteral("say/nvcc")));
        server.write(QStringLiteral("cuda"), "11.8\n");
        refused("another version");
        compilerOf(server, values);
        server.write(QStringLiteral("result"), "17\n");
        server.verify(m_step, values);
        QVERIFY(!server.story().contains("fail")); // without a GPU it is not run
        server.driver("580.173.02", true, "580.173.02");
        refused("the GPU adds wrongly");
    }

    void tooLittleRoomIsSaidBefore()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        server.write(QStringLiteral("free-kb"), "8000000\n");
        server.apply(m_step, variables("NVIDIA L4", "rhel-9"));
        QCOMPARE(server.story(), QByteArray("> fail disk-full path=/usr need=9000 free=7812\n"));
    }
};

QTEST_GUILESS_MAIN(TestCudaStep)
#include "tst_cuda_step.moc"
