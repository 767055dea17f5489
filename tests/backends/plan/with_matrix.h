// SPDX-License-Identifier: GPL-3.0-or-later
// The base of the resolver's tests: the matrix that ships, read before the first.
#pragma once

#include "backends/plan/resolver.h"

#include <QtTest>

namespace fl {

class WithMatrix : public QObject {
protected:
    Matrix matrix;

    void readMatrix()
    {
        auto read = builtinMatrix();
        QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
        matrix = *read;
    }
};

} // namespace fl
