// SPDX-License-Identifier: GPL-3.0-or-later
// What is left over at a cloud, looked for in 30 regions with 1,000 machines, each answer 300 ms away: as long as how many answers one
// after the other? The peer is the slowest single answer, measured in the same run.
#include "backends/io/disk/system_clock.h"
#include "backends/providers/aws/login.h"
#include "tests/backends/providers/aws/aws_world.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace fl;
using namespace fl::bench;

namespace {

constexpr int regions = 30, machines = 1000, farMs = 300;

void fill(AwsSim &sim)
{
    QStringList names;
    for (int i = 0; i < regions; ++i)
        names << QStringLiteral("zz-region-%1").arg(i);
    sim.setRegions(names);
    for (int i = 0; i < machines; ++i) {
        AwsSim::Instance instance;
        instance.id = QStringLiteral("i-%1").arg(i, 17, 16, QLatin1Char('0'));
        instance.region = names[i % regions];
        instance.state = QStringLiteral("running");
        instance.launched = 1;
        instance.tags = {{QStringLiteral("firstlight:machine"), QStringLiteral("m-%1").arg(i, 12, 16, QLatin1Char('0'))},
                         {QStringLiteral("firstlight:operation"), QStringLiteral("o-%1").arg(i)},
                         {QStringLiteral("firstlight:profile"), QStringLiteral("0123456789abcdef")}};
        sim.put(instance);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    World world;
    SystemClock clock;
    Ports ports{clock, world.shell, world.ssh, world.tunnels, world.ring, world.ledger, world.http, world.home.path()};
    aws::CredentialPlaces places;
    places.environment = {{QStringLiteral("AWS_ENDPOINT_URL"), world.sim.url().toString().toUtf8()},
                          {QStringLiteral("AWS_REGION"), "zz-region-0"}};
    AwsProvider aws(places);
    aws::BoughtLogins logins;
    ProviderCall call{ports, [](const Event &) {}, {}, world.call.secret};
    fill(world.sim);
    world.sim.setDelay(farMs);
    const auto seconds = [](auto work) {
        QElapsedTimer timer;
        timer.start();
        return work() ? static_cast<double>(timer.nsecsElapsed()) / 1e9 : -1;
    };
    auto login = aws::login({}, places, call, logins);
    if (!login)
        return 1;
    aws::Access access;
    access.credentials = std::move(*login);
    access.region = QStringLiteral("zz-region-0");
    access.endpoint = world.sim.url().toString();
    aws::Ec2 single(std::make_shared<aws::Client>(world.http, clock, access), clock, {});
    const auto figures =
        alternated({{QStringLiteral("ours"),
                     [&] {
                         return seconds([&] {
                             const auto found = aws.find(call);
                             return found && found->size() == size_t(machines);
                         });
                     }},
                    {QStringLiteral("one answer"),
                     [&] {
                         return seconds(
                             [&] { return single.list(QStringLiteral("instance"), QStringLiteral("zz-region-0"), {}, {}).has_value(); });
                     }}},
                   5);
    figure(QStringLiteral("leftovers: 30 regions, 1000 machines"), QStringLiteral("s"), figures[0], QStringLiteral("the slowest answer"),
           figures[1], 3);
    return 0;
}
