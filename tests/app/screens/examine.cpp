// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/screens/examine.h"

#include "wizard/widgets/card.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>

namespace fl {
namespace {

QString described(const QWidget *widget, const QString &text)
{
    return QStringLiteral("%1 %2 \"%3\"").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), text.left(60));
}

template <class T>
QList<T *> visibleOf(QWidget *view)
{
    QList<T *> found;
    for (T *widget : view->findChildren<T *>())
        if (widget->isVisible())
            found << widget;
    return found;
}

bool hasHan(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

bool tabbed(const QWidget *widget)
{
    // The line inside a spin box is the spin box, to the keyboard and to a screen reader.
    return widget->isVisible() && widget->isEnabled() && !qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
        && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

/// What needs no translation: names of things, numbers with units, addresses, commands.
bool isName(const QString &text)
{
    static const QStringList names{
        QStringLiteral("PyTorch"), QStringLiteral("Jupyter"),  QStringLiteral("Python"),     QStringLiteral("CUDA"),
        QStringLiteral("English"), QStringLiteral("practice"), QStringLiteral("lab"),        QStringLiteral("gpu-oslo"),
        QStringLiteral("half"),    QStringLiteral("GPU"),      QStringLiteral("TensorFlow"), QStringLiteral("Keras"),
        QStringLiteral("JAX"),     QStringLiteral("Git"),      QStringLiteral("VS Code"),    QStringLiteral("NVLink"),
    };
    if (names.contains(text) || text.startsWith(QLatin1String("SHA256:")) || text.startsWith(QLatin1String("http://"))
        || text.startsWith(QLatin1String("NVIDIA ")) || text.startsWith(QLatin1String("GPU ")) || text.endsWith(QLatin1String("FLOP/s")))
        return true;
    // No word of two letters in it: figures, versions, "$0.53", "·".
    int letters = 0, longest = 0;
    for (const QChar c : text) {
        letters = c.isLetter() ? letters + 1 : 0;
        longest = std::max(longest, letters);
    }
    return longest < 3;
}

} // namespace

QStringList cutTexts(QWidget *view)
{
    QStringList wrong;
    for (QLabel *label : visibleOf<QLabel>(view)) {
        if (label->text().isEmpty())
            continue;
        const QSize needs(label->wordWrap() ? 0 : label->sizeHint().width(),
                          label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height());
        if (needs.width() > label->width() || needs.height() > label->height())
            wrong << QStringLiteral("cut: ") + described(label, label->text())
                    + QStringLiteral(" needs %1x%2, has %3x%4")
                          .arg(needs.width())
                          .arg(needs.height())
                          .arg(label->width())
                          .arg(label->height());
    }
    for (QAbstractButton *button : visibleOf<QAbstractButton>(view)) {
        // The button inside a line edit draws its icon and nothing else; the hint it inherits counts a frame it never draws.
        const QSize needs = qobject_cast<QLineEdit *>(button->parentWidget()) ? button->iconSize() : button->sizeHint();
        if (!qobject_cast<Card *>(button) && (needs.width() > button->width() || needs.height() > button->height()))
            wrong << QStringLiteral("cut: ") + described(button, button->text())
                    + QStringLiteral(" needs %1x%2, has %3x%4")
                          .arg(needs.width())
                          .arg(needs.height())
                          .arg(button->width())
                          .arg(button->height());
    }
    for (QComboBox *box : visibleOf<QComboBox>(view))
        if (box->fontMetrics().horizontalAdvance(box->currentText()) > box->width() - 24)
            wrong << QStringLiteral("cut: ") + described(box, box->currentText());
    for (QScrollArea *area : visibleOf<QScrollArea>(view))
        if (area->widget() && area->widget()->minimumSizeHint().width() > area->viewport()->width())
            wrong << QStringLiteral("too wide: ") + described(area, QString::number(area->widget()->minimumSizeHint().width()));
    return wrong;
}

QStringList unnamed(QWidget *view)
{
    QStringList wrong;
    for (QWidget *widget : visibleOf<QWidget>(view)) {
        if (!tabbed(widget))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const QString name = face ? face->text(QAccessible::Name) : QString();
        if (widget->objectName().isEmpty() || name.trimmed().isEmpty())
            wrong << QStringLiteral("unnamed: ") + described(widget, name);
    }
    return wrong;
}

QStringList wrongTabOrder(QWidget *view)
{
    QList<QWidget *> chain;
    QWidget *widget = view;
    do {
        if (widget != view && tabbed(widget) && view->isAncestorOf(widget)
            && !(widget->focusProxy() && view->isAncestorOf(widget->focusProxy())))
            chain << widget;
        widget = widget->nextInFocusChain();
    } while (widget != view);

    // The rail first, then the page, then the footer; of a dialog the buttons at its end, which do not scroll.
    const auto part = [&](QWidget *one) {
        for (QWidget *parent = one; parent && parent != view; parent = parent->parentWidget()) {
            if (parent->objectName() == QLatin1String("rail"))
                return 0;
            if (parent->objectName() == QLatin1String("footer") || parent->objectName().startsWith(QLatin1String("dialog-")))
                return 2;
        }
        return 1;
    };
    QStringList wrong;
    for (qsizetype i = 1; i < chain.size(); ++i) {
        QWidget *a = chain[i - 1], *b = chain[i];
        const QRect before(a->mapTo(view, QPoint()), a->size()), after(b->mapTo(view, QPoint()), b->size());
        const bool sameRow = before.top() < after.bottom() && after.top() < before.bottom();
        const bool right =
            part(a) < part(b) || (part(a) == part(b) && (sameRow ? before.left() <= after.left() + 1 : before.top() < after.bottom()));
        // Cards stand in columns: what is inside the left one comes before what is inside the right one, whatever its height.
        const bool column = part(a) == 1 && part(b) == 1 && before.right() <= after.left() && after.top() < before.top();
        if (!right && !column)
            wrong << QStringLiteral("tab order: ") + described(a, a->accessibleName()) + QStringLiteral(" -> ")
                    + described(b, b->accessibleName());
    }
    return wrong;
}

QStringList untranslated(QWidget *view)
{
    QStringList wrong;
    const auto check = [&](const QWidget *widget, const QString &text) {
        const bool data = widget->property("data").toBool() && text != widget->accessibleName();
        if (!data && !text.trimmed().isEmpty() && !hasHan(text) && !isName(text.trimmed()))
            wrong << QStringLiteral("untranslated: ") + described(widget, text);
    };
    for (QLabel *label : visibleOf<QLabel>(view))
        check(label, label->text());
    for (QAbstractButton *button : visibleOf<QAbstractButton>(view)) {
        check(button, button->text());
        check(button, button->accessibleName());
        check(button, button->toolTip());
    }
    for (QComboBox *box : visibleOf<QComboBox>(view))
        check(box, box->currentText());
    for (QLineEdit *line : visibleOf<QLineEdit>(view)) {
        check(line, line->accessibleName());
        check(line, line->placeholderText());
    }
    return wrong;
}

} // namespace fl
