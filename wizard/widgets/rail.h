// SPDX-License-Identifier: GPL-3.0-or-later
// The side rail: a column of names with a mark before each. Used for the six steps and for the list of machines.
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QPushButton>
#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace fl {

struct RailEntry {
    enum class Mark { Number, Done, Now, Icon } mark = Mark::Number;
    QString objectName, text;
    QStringList details; ///< small lines below the name
    QString iconName;    ///< for Mark::Icon
    QList<float> curve;  ///< drawn beside the name, 0 to 1 from left to right; negative: a gap. Empty: none
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
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintMark(QPainter &painter, const QRect &mark) const;
    void paintCurve(QPainter &painter, const QRectF &place) const;
    RailEntry m_entry;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    static constexpr int stepsWidth = 208, cardsWidth = 256;
    explicit Rail(int width = stepsWidth, QWidget *parent = nullptr);
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
