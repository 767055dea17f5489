// SPDX-License-Identifier: GPL-3.0-or-later
// Every provider that makes machines keeps the contract of backends/providers/provider.h. Another cloud is another line.
#include "tests/providers/aws_world.h"
#include "tests/providers/conformance.h"
#include "tests/providers/lambda_world.h"
#include "tests/providers/practice_world.h"

#include <QtTest>

// with: conformance.cpp conformance_rows.cpp

using namespace fl;

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    ProviderConformance suite({
        {"practice machine (double)", [] { return std::make_unique<FakePracticeWorld>(); }},
        {"AWS (stand-in)", [] { return std::make_unique<AwsWorld>(); }},
        {"Lambda (stand-in)", [] { return std::make_unique<LambdaWorld>(); }},
    });
    return QTest::qExec(&suite, argc, argv);
}
