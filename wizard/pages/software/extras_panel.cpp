// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/software/extras_panel.h"

#include "backends/text/text.h"
#include "wizard/widgets/build.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace fl {

ExtrasPanel::ExtrasPanel(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QStringLiteral("panel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(6);
    column->addWidget(makeLabel(tr("Extras"), nullptr, TextSize::Heading, true));
    const auto option = [&](const char *id, const QString &sentence) {
        auto *box = new QCheckBox(text::extraName(QLatin1String(id)));
        addOption(column, box, QStringLiteral("software-extra-") + QLatin1String(id), sentence);
        connect(box, &QCheckBox::toggled, this, &ExtrasPanel::changed);
        m_boxes.emplace_back(QLatin1String(id), box);
    };
    option("git", tr("Keeps versions of your notebooks, with a panel for it beside them."));
    option("collaboration", tr("Several people in one notebook at the same time. Each of them needs your password."));
    option("vscode", tr("Prepares the machine for VS Code on your own computer, and tells it which Python to use."));
}

void ExtrasPanel::setChosen(const QStringList &ids)
{
    for (const auto &[id, box] : m_boxes)
        box->setChecked(ids.contains(id));
}

QStringList ExtrasPanel::chosen() const
{
    QStringList ids;
    for (const auto &[id, box] : m_boxes)
        if (box->isChecked())
            ids << id;
    return ids;
}

QString ExtrasPanel::problem(Source source, QString *field) const
{
    if (source != Source::Distro || !chosen().contains(QLatin1String("collaboration")))
        return {};
    if (field)
        *field = QStringLiteral("software.extras");
    return tr(
        "The system's own packages have nothing for working together in one notebook. Let the software come from PyPI, or leave it out.");
}

} // namespace fl
