// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a run as rows: a mark, what it is, and how it stands.
#pragma once

#include "app/run/run_state.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace fl {

class IconView;

struct StepLine {
    QString icon;
    int token = 0; ///< of wizard/style's Token
    QString title, state;
    bool current = false;
    bool operator==(const StepLine &) const = default;
};
StepLine stepLine(const StepView &step, qint64 now);

class StepList : public QFrame {
    Q_OBJECT
public:
    explicit StepList(QWidget *parent = nullptr);
    void show(const std::vector<StepView> &steps, qint64 now);

private:
    class Row;
    QVBoxLayout *m_column;
    std::vector<Row *> m_rows;
};

} // namespace fl
