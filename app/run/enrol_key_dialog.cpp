// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/enrol_key_dialog.h"

#include "backends/text/text.h"
#include "wizard/widgets/build.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {

constexpr int screenLines = 4; // below the title: all screens are as high as the fullest

QFont screenFont()
{
    QFont font = fl::font(TextSize::Mono);
    font.setPointSizeF(fl::font(TextSize::Small).pointSizeF());
    return font;
}

/// "12345678" -> "1234 5678": eight digits in a row are lost count of.
QString inGroups(const QString &digits)
{
    QString groups;
    for (qsizetype i = 0; i < digits.size(); ++i)
        groups += (i > 0 && i % 4 == 0 ? QStringLiteral(" ") : QString()) + digits[i];
    return groups;
}

} // namespace

BlueScreen::BlueScreen(const QString &title, const QStringList &lines, int chosen, const QString &name, QWidget *parent) :
    QWidget(parent),
    m_title(title),
    m_lines(lines),
    m_chosen(chosen)
{
    setAccessibleName(name);
}

QSize BlueScreen::sizeHint() const
{
    const QFontMetrics metrics(screenFont());
    return {metrics.horizontalAdvance(QLatin1Char('m')) * 24 + 24, metrics.lineSpacing() * (screenLines + 2) + 16};
}

void BlueScreen::paintEvent(QPaintEvent *)
{
    // The colours of the thing itself, so that it is known again; the same in the dark.
    const QColor blue(0x00, 0x00, 0xa8), paper(0xff, 0xff, 0xff);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blue);
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setFont(screenFont());
    const int line = painter.fontMetrics().lineSpacing();
    const auto place = [&](int row) { return QRect(12, 8 + row * line, width() - 24, line); };
    painter.setPen(paper);
    painter.drawText(place(0), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    for (int i = 0; i < m_lines.size(); ++i) {
        const QRect row = place(i + 2);
        if (i == m_chosen) {
            painter.fillRect(row.adjusted(-4, 0, 4, 0), paper);
            painter.setPen(blue);
        } else {
            painter.setPen(paper);
        }
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_lines[i]);
    }
}

EnrolKeyDialog::EnrolKeyDialog(const QString &machine, const QString &password, QWidget *parent) :
    QuestionDialog(QStringLiteral("enrol-key-dialog"), QStringLiteral("shield"), tr("Photograph this page"),
                   tr("Secure Boot lets the driver load once you have accepted its key, at the screen of %1 itself. When it restarts, that "
                      "screen turns blue and asks; this window cannot help you there. Take a photo first.")
                       .arg(text::visible(machine)),
                   parent)
{
    setMinimumWidth(720);
    body()->addWidget(makeLabel(tr("The password that it asks for, valid once:"), "muted"));
    QLabel *large = makeTag(inGroups(text::visible(password)), nullptr, TextSize::Title, true);
    QFont digits = fl::font(TextSize::Mono);
    digits.setPointSizeF(fl::font(TextSize::Title).pointSizeF() * 1.6);
    digits.setBold(true);
    large->setFont(digits);
    large->setObjectName(QStringLiteral("enrol-key-password"));
    large->setAccessibleName(tr("Password: %1").arg(text::visible(password)));
    markData(large);
    body()->addWidget(large);

    struct Picture {
        QString title;
        QStringList lines;
        int chosen;
        QString caption;
    };
    const QString menu = QStringLiteral("Perform MOK management");
    const QString reboot = QStringLiteral("Reboot"), enroll = QStringLiteral("Enroll MOK");
    const std::vector<Picture> pictures{
        {QStringLiteral("Shim UEFI key management"),
         {QStringLiteral("Press any key to perform"), QStringLiteral("MOK management"), QString(), QStringLiteral("Booting in 10 seconds")},
         -1,
         tr("1. Press any key within ten seconds.")},
        {menu,
         {QStringLiteral("Continue boot"), enroll, QStringLiteral("Enroll key from disk"), QStringLiteral("Enroll hash from disk")},
         1,
         tr("2. Choose \"Enroll MOK\" with the arrow keys, then press Enter.")},
        {QStringLiteral("[Enroll MOK]"), {QStringLiteral("View key 0"), QStringLiteral("Continue")}, 1, tr("3. Choose \"Continue\".")},
        {QStringLiteral("Enroll the key(s)?"), {QStringLiteral("No"), QStringLiteral("Yes")}, 1, tr("4. Choose \"Yes\".")},
        {QStringLiteral("Enroll the key(s)?"),
         {QStringLiteral("Password:")},
         -1,
         tr("5. Type the password. Nothing appears while you type; press Enter.")},
        {menu, {reboot, QStringLiteral("Enroll key from disk"), QStringLiteral("Enroll hash from disk")}, 0, tr("6. Choose \"Reboot\".")},
    };
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    for (int i = 0; i < static_cast<int>(pictures.size()); ++i) {
        const Picture &picture = pictures[static_cast<size_t>(i)];
        const int row = i / 3 * 2, column = i % 3;
        grid->addWidget(new BlueScreen(picture.title, picture.lines, picture.chosen, picture.caption), row, column);
        grid->addWidget(makeLabel(picture.caption), row + 1, column, Qt::AlignTop);
        grid->setColumnStretch(column, 1);
    }
    body()->addLayout(grid);
    body()->addWidget(
        makeLabel(tr("Were you too late? Nothing is lost: let Firstlight try again, and it asks once more, with a new password."),
                  "muted"));
    auto *taken = new QCheckBox(tr("I have a photo of this page"));
    taken->setObjectName(QStringLiteral("enrol-key-taken"));
    taken->setAccessibleName(taken->text());
    body()->addWidget(taken);
    setButtons(tr("Not now"), tr("Restart it now"), "primary", false);
    setReady(false);
    connect(taken, &QCheckBox::toggled, this, &EnrolKeyDialog::setReady);
    taken->setFocus();
}

} // namespace fl
