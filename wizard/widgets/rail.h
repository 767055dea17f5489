// SPDX-License-Identifier: GPL-3.0-or-later
// The side rail: a column of names with a mark before each. Used for the six steps and for the list of machines.
#pragma once

#include <QAbstractButton>
#include <QPushButton>
#include <QWidget>

class QVBoxLayout;

namespace fl {

struct RailEntry {
    enum class Mark { Number, Done, Now, Icon } mark = Mark::Number;
    QString objectName, text;
    QString detail;   ///< a second, small line; or empty
    QString iconName; ///< for Mark::Icon
    bool current = false;
    bool enabled = false;
    int number = 0;
    bool operator==(const RailEntry &) const = default;
};

class RailItem : public QPushButton {
    Q_OBJECT
public:
    explicit RailItem(QWidget *parent = nullptr);
    void set(const RailEntry &entry);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {48, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RailEntry m_entry;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);
    void set(const std::vector<RailEntry> &entries);
    QVBoxLayout *foot() const { return m_foot; } ///< what stands at the lower end

signals:
    void clicked(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_items;
    QVBoxLayout *m_foot;
    std::vector<RailItem *> m_buttons;
    std::vector<RailEntry> m_entries;
};

} // namespace fl
