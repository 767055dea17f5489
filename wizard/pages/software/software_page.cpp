// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/software/software_page.h"

#include "backends/text/text.h"
#include "wizard/pages/software/extras_panel.h"
#include "wizard/pages/software/network_panel.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/help.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QRadioButton>
#include <QSet>
#include <QVBoxLayout>

namespace fl {

SoftwarePage::SoftwarePage(PageContext &context) :
    Page(context, tr("The software"),
         tr("What is installed on the machine. Each part goes into a folder of its own and can be taken back."))
{
    column()->addWidget(buildFrameworks());
    column()->addWidget(buildSources());
    column()->addWidget(buildCuda());
    column()->addWidget(m_extras = new ExtrasPanel);
    connect(m_extras, &ExtrasPanel::changed, this, &Page::changed);
    m_network = new NetworkPanel;
    connect(m_network, &NetworkPanel::changed, this, [this] {
        m_network->form().mark({});
        emit changed();
    });
    column()->addWidget(m_network);
    column()->addStretch(1);
}

QFrame *SoftwarePage::buildSources()
{
    QFrame *panel = makePanel();
    auto *top = new QHBoxLayout;
    top->addWidget(makeLabel(tr("Where it comes from"), nullptr, TextSize::Heading, true), 1);
    top->addWidget(new HelpButton(QStringLiteral("software-source-help"), tr("Source"),
                                  tr("PyPI has the newest versions, with GPU support. The system's own packages are older, run on the "
                                     "processor, and come from a mirror that is usually near. conda-forge is free for everybody; "
                                     "the channels of the company Anaconda, which larger organisations must pay for, are never "
                                     "used.")));
    columnOf(panel)->addLayout(top);
    const auto option = [&](Source value, const char *name, const QString &title, const QString &sentence) {
        auto *button = new QRadioButton(title);
        addOption(columnOf(panel), button, QStringLiteral("software-source-") + QLatin1String(name), sentence);
        connect(button, &QRadioButton::toggled, this, &Page::changed);
        m_sources.emplace_back(value, button);
    };
    option(Source::Auto, "auto", tr("Choose for me"), tr("The machine tries what it can reach, takes the best, and says why."));
    option(Source::Pypi, "pypi", tr("From PyPI, the Python package index"),
           tr("Newest versions; needed for NVIDIA GPUs. About 2 to 5 GB."));
    option(Source::Conda, "conda", tr("From conda-forge"),
           tr("For those who work with conda: Miniforge and the packages that volunteers build. About 3 to 8 GB."));
    option(Source::Distro, "distro", tr("From the system's own packages"),
           tr("Works where only the system's mirror is reachable. About 0.5 GB."));
    return panel;
}

QFrame *SoftwarePage::buildCuda()
{
    QFrame *panel = makePanel();
    auto *line = new QHBoxLayout;
    m_cuda = new QCheckBox(tr("I will compile CUDA code myself"));
    m_cuda->setObjectName(QStringLiteral("software-cuda"));
    m_cuda->setAccessibleName(m_cuda->text());
    line->addWidget(m_cuda, 1);
    line->addWidget(
        new HelpButton(QStringLiteral("software-cuda-help"), QStringLiteral("CUDA"),
                       tr("NVIDIA's language for programming its GPUs. The frameworks bring what they need. Only who writes GPU "
                          "programs needs the compiler (CUDA Toolkit), which takes 5 GB more.")));
    columnOf(panel)->addLayout(line);
    return panel;
}

QFrame *SoftwarePage::buildFrameworks()
{
    QFrame *panel = makePanel();
    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(new IconView(QStringLiteral("flame")));
    top->addWidget(makeLabel(tr("Frameworks"), nullptr, TextSize::Heading, true), 1);
    top->addWidget(
        new HelpButton(QStringLiteral("software-framework-help"), tr("Framework"),
                       tr("The library your notebook calls to build and train models. Each gets an environment and a kernel of its "
                          "own, computes on the GPU where there is one, and is proven at the end.")));
    columnOf(panel)->addLayout(top);
    const auto option = [&](const char *id, const QString &sentence) {
        const QString name = text::frameworkName(QLatin1String(id));
        auto *box = new QCheckBox(name);
        addOption(columnOf(panel), box, QStringLiteral("software-framework-") + QLatin1String(id), sentence);
        connect(box, &QCheckBox::toggled, this, &SoftwarePage::frameworksChanged);
        m_frameworks.emplace_back(QLatin1String(id), box);
    };
    option("pytorch", tr("What most courses and papers use."));
    option("tensorflow", tr("Google's library, found in many older courses and in products. About 1 GB more, with a GPU 5 GB."));
    option("keras", tr("Few lines for whole models; another library computes for it."));
    columnOf(panel)->addWidget(buildKerasBackend());
    option("jax", tr("NumPy that differentiates and compiles, for research. About 0.5 GB more, with a GPU 4 GB."));
    return panel;
}

/// Shown only while Keras is chosen.
QWidget *SoftwarePage::buildKerasBackend()
{
    m_kerasRow = new QWidget;
    auto *row = new QHBoxLayout(m_kerasRow);
    row->setContentsMargins(optionIndent, 0, 0, 6);
    row->setSpacing(12);
    auto *label = makeTag(tr("Keras computes with"));
    m_kerasBackend = new QComboBox;
    m_kerasBackend->setObjectName(QStringLiteral("software-keras-backend"));
    m_kerasBackend->setAccessibleName(label->text());
    m_kerasBackend->addItem(tr("what suits the machine best"), QString());
    for (const char *id : {"pytorch", "tensorflow", "jax"})
        m_kerasBackend->addItem(text::frameworkName(QLatin1String(id)), QLatin1String(id));
    connect(m_kerasBackend, &QComboBox::currentIndexChanged, this, &Page::changed);
    label->setBuddy(m_kerasBackend);
    row->addWidget(label);
    row->addWidget(m_kerasBackend);
    row->addStretch(1);
    m_kerasRow->hide();
    return m_kerasRow;
}

QStringList SoftwarePage::chosen() const
{
    QStringList ids;
    for (const auto &[id, box] : m_frameworks)
        if (box->isChecked())
            ids << id;
    return ids;
}

void SoftwarePage::frameworksChanged()
{
    m_kerasRow->setVisible(chosen().contains(QLatin1String("keras")));
    emit changed();
}

QString SoftwarePage::problem(QString *field) const
{
    if (field)
        *field = QStringLiteral("software.frameworks");
    const QStringList ids = chosen();
    if (ids.isEmpty())
        return tr("Choose at least one framework.");
    for (const auto &[value, button] : m_sources)
        if (value == Source::Distro && button->isChecked() && ids != QStringList{QStringLiteral("pytorch")})
            return tr("The system's own packages have PyTorch alone. Let the software come from PyPI, or leave the others out.");
    for (const auto &[value, button] : m_sources)
        if (button->isChecked())
            if (const QString extras = m_extras->problem(value, field); !extras.isEmpty())
                return extras;
    return m_network->form().problem(field);
}

void SoftwarePage::markProblem(const QString &field)
{
    const bool network = !field.startsWith(QLatin1String("software."));
    if (network && !field.isEmpty())
        m_network->unfold(true);
    m_network->form().mark(network ? field : QString());
}

void SoftwarePage::load(const Choices &choices, const GivenSecrets &)
{
    for (const auto &[id, box] : m_frameworks)
        box->setChecked(choices.software.frameworks.contains(id));
    m_kerasBackend->setCurrentIndex(std::max(0, m_kerasBackend->findData(choices.software.kerasBackend)));
    for (const auto &[value, button] : m_sources)
        button->setChecked(value == choices.software.source);
    m_cuda->setChecked(choices.software.cudaToolkit);
    m_network->load(choices.network);
    m_extras->setChosen(choices.software.extras);
}

void SoftwarePage::store(Choices &choices, GivenSecrets &) const
{
    // In the order in which they were asked for elsewhere: the first one greets.
    const QStringList ids = chosen(), before = choices.software.frameworks;
    if (QSet<QString>(ids.begin(), ids.end()) != QSet<QString>(before.begin(), before.end()))
        choices.software.frameworks = ids;
    choices.software.kerasBackend = m_kerasBackend->currentData().toString();
    for (const auto &[value, button] : m_sources)
        if (button->isChecked())
            choices.software.source = value;
    choices.software.cudaToolkit = m_cuda->isChecked();
    choices.network = m_network->form().network();
    choices.software.extras = m_extras->chosen();
    choices.software.notebookLanguage = locale().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

QString SoftwarePage::primaryText() const
{
    return tr("Choose a password");
}

} // namespace fl
