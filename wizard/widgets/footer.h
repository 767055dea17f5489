// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom that never leaves: what it costs at the left, the buttons of the page at the right.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace fl {

struct FooterButton {
    QString name; ///< what acted() says; the object name is "footer-" + name
    QString text;
    enum class Kind { Plain, Primary, Danger } kind = Kind::Plain;
    bool enabled = true;
    bool operator==(const FooterButton &) const = default;
};

struct CostText {
    QString strong, rest;
    bool warns = false; ///< `rest` says something to look after
    bool operator==(const CostText &) const = default;
};

class Footer : public QWidget {
    Q_OBJECT
public:
    explicit Footer(QWidget *parent = nullptr);
    void setCost(const CostText &cost);
    void setButtons(const std::vector<FooterButton> &buttons);
    QPushButton *primary() const { return m_primary; }

signals:
    void acted(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_strong, *m_rest;
    QHBoxLayout *m_row;
    QPushButton *m_primary = nullptr;
    std::vector<FooterButton> m_shown;
    std::vector<QPushButton *> m_buttons;
};

} // namespace fl
