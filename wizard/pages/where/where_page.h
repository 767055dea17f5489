// SPDX-License-Identifier: GPL-3.0-or-later
// Where the notebook shall run: a card for each provider.
#pragma once

#include "backends/hosted/hosted.h"
#include "wizard/page.h"

namespace fl {

class Card;
class CardGrid;
struct FloydTranslation;
struct WayCard;

class WherePage : public Page {
    Q_OBJECT
public:
    explicit WherePage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    QString primaryText() const override;
    bool ready() const override;
    bool startsHere(const QWidget *widget) const override; ///< at a way, which comes after the help

private:
    void show();
    void showWays();
    QWidget *makeWay(const WayCard &card);
    void helpChoosing();
    void makeList(int hoursPerWeek, QWidget *over);
    void openProject();
    void takeProject(const FloydTranslation &translation);
    bool takePlace(const QString &way);
    QString chosen() const;
    CardGrid *m_cards;
    QVBoxLayout *m_ways; ///< the ways that lead out of this program
    QLabel *m_waiting;
    QMap<QString, Card *> m_byId;
    QMap<QString, QWidget *> m_wayButtons;
    QWidget *m_project; ///< what a project asked for, once one was opened
    QLabel *m_projectText;
    QList<std::pair<QString, QString>> m_sets, m_projectKeys; ///< keys that the way, and a project, bring along
    double m_neededGb = 0;                                    ///< of GPU memory, by the project
    bool m_waysShown = false;
    HostedRegistry m_hosted;
    QString m_where;
    NetworkChoice m_network; ///< of this computer's ways into the internet, too
};

} // namespace fl
