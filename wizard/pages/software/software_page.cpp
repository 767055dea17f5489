// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/software/software_page.h"

#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/help.h"

#include <QCheckBox>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QRadioButton>
#include <QVBoxLayout>

namespace fl {

SoftwarePage::SoftwarePage(PageContext &context) :
    Page(context, tr("The software"),
         tr("What is installed on the machine. Each part goes into a folder of its own and can be taken back."))
{
    QFrame *framework = makePanel();
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconView(QStringLiteral("flame")), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(makeTag(QStringLiteral("PyTorch"), nullptr, TextSize::Heading, true));
    head->addWidget(makeTag(tr("Included"), "badge-good"));
    head->addStretch(1);
    words->addLayout(head);
    words->addWidget(makeLabel(tr("The framework most courses and papers use, together with Python and JupyterLab."), "muted"));
    row->addLayout(words, 1);
    row->addWidget(new HelpButton(QStringLiteral("software-framework-help"), tr("Framework"),
                                  tr("The library your notebook calls to build and train models. PyTorch decides by itself whether it "
                                     "computes on the GPU or on the processor.")),
                   0, Qt::AlignTop);
    columnOf(framework)->addLayout(row);
    column()->addWidget(framework);

    QFrame *source = makePanel();
    auto *top = new QHBoxLayout;
    top->addWidget(makeLabel(tr("Where it comes from"), nullptr, TextSize::Heading, true), 1);
    top->addWidget(new HelpButton(QStringLiteral("software-source-help"), tr("Source"),
                                  tr("PyPI has the newest versions, with GPU support. The system's own packages are older, run on the "
                                     "processor, and come from a mirror that is usually near.")));
    columnOf(source)->addLayout(top);
    const auto option = [&](Source value, const char *name, const QString &title, const QString &sentence) {
        auto *button = new QRadioButton(title);
        button->setObjectName(QStringLiteral("software-source-") + QLatin1String(name));
        button->setAccessibleName(title);
        button->setAccessibleDescription(sentence);
        connect(button, &QRadioButton::toggled, this, &Page::changed);
        columnOf(source)->addWidget(button);
        auto *label = makeLabel(sentence, "muted");
        label->setContentsMargins(30, 0, 0, 4);
        columnOf(source)->addWidget(label);
        m_sources.emplace_back(value, button);
    };
    option(Source::Auto, "auto", tr("Choose for me"), tr("The machine tries what it can reach, takes the best, and says why."));
    option(Source::Pypi, "pypi", tr("From PyPI, the Python package index"),
           tr("Newest versions; needed for NVIDIA GPUs. About 2 to 5 GB."));
    option(Source::Distro, "distro", tr("From the system's own packages"),
           tr("Works where only the system's mirror is reachable. About 0.5 GB."));
    column()->addWidget(source);

    QFrame *cuda = makePanel();
    auto *line = new QHBoxLayout;
    m_cuda = new QCheckBox(tr("I will compile CUDA code myself"));
    m_cuda->setObjectName(QStringLiteral("software-cuda"));
    m_cuda->setAccessibleName(m_cuda->text());
    line->addWidget(m_cuda, 1);
    line->addWidget(new HelpButton(QStringLiteral("software-cuda-help"), QStringLiteral("CUDA"),
                                   tr("NVIDIA's language for programming its GPUs. PyTorch brings what it needs. Only who writes GPU "
                                      "programs needs the compiler (CUDA Toolkit), which takes 5 GB more.")));
    columnOf(cuda)->addLayout(line);
    column()->addWidget(cuda);
    column()->addStretch(1);
}

void SoftwarePage::load(const Choices &choices, const GivenSecrets &)
{
    for (const auto &[value, button] : m_sources)
        button->setChecked(value == choices.software.source);
    m_cuda->setChecked(choices.software.cudaToolkit);
}

void SoftwarePage::store(Choices &choices, GivenSecrets &) const
{
    for (const auto &[value, button] : m_sources)
        if (button->isChecked())
            choices.software.source = value;
    choices.software.cudaToolkit = m_cuda->isChecked();
    choices.software.notebookLanguage = locale().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

QString SoftwarePage::primaryText() const
{
    return tr("Choose a password");
}

} // namespace fl
