// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that scroll downwards only. The named scroll area takes no focus; what stands in it does.
#pragma once

#include <QString>

class QBoxLayout;
class QVBoxLayout;
class QWidget;

namespace fl {

/// Fills `page`: a column with a page's margins, as wide as text reads well.
QVBoxLayout *makePageColumn(QWidget *page, const QString &scrollName);
/// A part of a dialog without a ground of its own, that takes what room there is in `outer`.
QVBoxLayout *addScrolledColumn(QBoxLayout *outer, const QString &scrollName);

} // namespace fl
