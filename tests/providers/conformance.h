// SPDX-License-Identifier: GPL-3.0-or-later
// What backends/providers/provider.h promises, proven for any provider: its life, and the rows of the fault table (S01 …) that concern
// one. Rows that a provider cannot have are skipped with the reason. Those of the program around it: tests/faults/README.md.
#pragma once

#include "tests/providers/provider_life.h"

#include <QObject>

namespace fl {

class ProviderConformance : public QObject {
    Q_OBJECT

public:
    /// `whyNone`: for where there is no provider to be tested.
    explicit ProviderConformance(std::vector<ProviderUnderTest> providers, QString whyNone = {}) :
        m_providers(std::move(providers)),
        m_whyNone(std::move(whyNone))
    {
    }

private slots:
    void initTestCase_data();

    void whatItSaysIsTrueAndChangesNothing();
    void oneLifeFromCreateToDestroy();
    void S01_S04_killedAnywhereWhileItIsMade();
    void killedAnywhereWhileItIsRemoved();
    void S05_S06_anyAnswerMayBeLost();
    void S07_aServerThatFailsOnce();
    void S07_aServerThatFailsForEver();
    void S09_S10_whatWasMadeIsSeenLate();
    void S11_aMachineThatEndsByItself();
    void S12_whatCannotBeRemovedStaysKnown();
    void S13_whatWasDeletedStaysForAWhile();
    void S14_whatNoListKnowsIsFoundAndRemoved();
    void S15_deletedElsewhere();
    void S17_anotherComputerLeavesItAlone();
    void S18_S20_aLedgerThatCannotBeWritten();
    void S23_aFolderThatCannotBeWrittenIsNamed();
    void S24_cancelledAnywhere();

private:
    const ProviderUnderTest &tested() const;
    /// The moments of a create or a destroy to be killed at, or the requests to be spoilt: 1 … `all`, thinned out.
    std::vector<int> momentsOf(int all) const;
    /// After whatever went before: the next starts find or finish the one machine, and remove it. Empty: all is well.
    QString endsWell(ProviderLife &life) const;
    static QByteArray told(const Status &status);
    static QString removed(ProviderLife &life);
    int requestsOfCreate() const;

    std::vector<ProviderUnderTest> m_providers;
    QString m_whyNone;
};

} // namespace fl
