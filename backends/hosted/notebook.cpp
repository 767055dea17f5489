// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/notebook.h"

#include <QFile>
#include <QJsonDocument>
#include <QMap>

namespace fl {
namespace {

/// The words of the notebook. They go into a file that is read elsewhere, so they follow the language asked for, not the program's.
struct Words {
    const char *hello, *gpu, *noGpu, *proof, *end, *copy;
};

const Words english{
    "# Does it compute?\n\nThis notebook was written by Firstlight. It looks which GPU this computer has, and proves that each framework "
    "really computes with it.\n\nChoose **Runtime → Run all** in the menu. It takes a few minutes.",
    "## Which GPU is there?",
    "no NVIDIA GPU here: everything below computes on the CPU (Runtime -> Change runtime type)",
    "## %1\n\nIt multiplies, convolves and learns, and the results are compared with NumPy's.",
    "## The result\n\nThe cell below shows a short code. Paste it in Firstlight, among your machines under **Hosted notebooks**, if you "
    "want it kept. In a terminal: `firstlight-cli hosted %1 --code CODE`",
    "Copy this code:"};

const Words chinese{"# 它真的在计算吗？\n\n本笔记本由 Firstlight 写出。它会查看这台计算机有什么 GPU，并证明每个框架确实能用它计算。\n\n"
                    "请在菜单中选择 **代码执行程序 → 全部运行**。需要几分钟。",
                    "## 有什么 GPU？",
                    "这里没有 NVIDIA GPU：以下内容都在 CPU 上计算（代码执行程序 -> 更改运行时类型）",
                    "## %1\n\n它做乘法、卷积和学习，并把结果与 NumPy 的结果比较。",
                    "## 结果\n\n下面的单元格会显示一段短代码。如果您想保留它，请粘贴到 Firstlight 中“您的机器”旁的 **托管笔记本**。"
                    "在终端里：`firstlight-cli hosted %1 --code CODE`",
                    "请复制这段代码："};

const QMap<QString, QString> &titles()
{
    static const QMap<QString, QString> table{{QStringLiteral("pytorch"), QStringLiteral("PyTorch")},
                                              {QStringLiteral("tensorflow"), QStringLiteral("TensorFlow")},
                                              {QStringLiteral("keras"), QStringLiteral("Keras")},
                                              {QStringLiteral("jax"), QStringLiteral("JAX")}};
    return table;
}

class Cells {
public:
    QJsonArray all;

    void markdown(const QString &text) { add(QStringLiteral("markdown"), text); }
    void code(const QString &text) { add(QStringLiteral("code"), text); }

private:
    void add(const QString &type, const QString &text)
    {
        QJsonArray lines;
        const QStringList split = text.trimmed().split(QLatin1Char('\n'));
        for (qsizetype i = 0; i < split.size(); ++i)
            lines.append(i + 1 < split.size() ? split.at(i) + QLatin1Char('\n') : split.at(i));
        QJsonObject cell{{QStringLiteral("cell_type"), type},
                         {QStringLiteral("id"), QStringLiteral("firstlight-%1").arg(all.size() + 1)},
                         {QStringLiteral("metadata"), QJsonObject()},
                         {QStringLiteral("source"), lines}};
        if (type == QLatin1String("code")) {
            cell.insert(QStringLiteral("execution_count"), QJsonValue::Null);
            cell.insert(QStringLiteral("outputs"), QJsonArray());
        }
        all.append(cell);
    }
};

/// A resource without its licence line, which the notebook's own first cell need not repeat in each.
Result<QString> source(const QString &path)
{
    QFile file(QStringLiteral(":/") + path);
    if (!file.open(QIODevice::ReadOnly))
        return fail({Cause::Internal, {{QStringLiteral("file"), file.fileName()}}, NextAction::ReportBug, {}, {}});
    QString text = QString::fromUtf8(file.readAll());
    if (text.startsWith(QLatin1String("# SPDX")))
        text.remove(0, text.indexOf(QLatin1Char('\n')) + 1);
    return text;
}

} // namespace

Result<QJsonArray> proofCells(const QStringList &frameworks, const QString &language)
{
    const Words &words = language.startsWith(QLatin1String("zh")) ? chinese : english;
    const auto gpu = source(QStringLiteral("hosted/gpu.py"));
    const auto common = source(QStringLiteral("verify/common.py"));
    const auto tell = source(QStringLiteral("hosted/tell.py"));
    const auto code = source(QStringLiteral("hosted/code.py"));
    for (const auto *each : {&gpu, &common, &tell, &code})
        if (!*each)
            return fail(each->error());
    Cells cells;
    cells.markdown(QString::fromUtf8(words.hello));
    cells.markdown(QString::fromUtf8(words.gpu));
    cells.code(QString(*gpu).replace(QLatin1String("@NO_GPU@"), QString::fromUtf8(words.noGpu)));
    cells.code(QString(*common).replace(QLatin1String("@DEVICE@"), QLatin1String("gpu")) + QLatin1String("\n\n") + *tell);
    for (const QString &framework : frameworks) {
        const QString title = titles().value(framework);
        if (title.isEmpty())
            return fail({Cause::BadValue,
                         {{QStringLiteral("key"), QStringLiteral("software.frameworks")},
                          {QStringLiteral("value"), framework},
                          {QStringLiteral("allowed"), titles().keys().join(QLatin1String(", "))}},
                         NextAction::ChangeInput,
                         {},
                         {}});
        const auto proof = source(QStringLiteral("verify/%1.py").arg(framework));
        if (!proof)
            return fail(proof.error());
        QString head = QStringLiteral("framework = \"%1\"\n").arg(framework);
        if (framework == QLatin1String("keras"))
            head += QLatin1String("os.environ.setdefault(\"KERAS_BACKEND\", \"tensorflow\")\n");
        cells.markdown(QString::fromUtf8(words.proof).arg(title));
        cells.code(head + *proof);
    }
    cells.markdown(QString::fromUtf8(words.end).arg(QStringLiteral("colab")));
    cells.code(QString(*code).replace(QLatin1String("@COPY@"), QString::fromUtf8(words.copy)));
    return cells.all;
}

QByteArray notebookJson(const QJsonArray &cells, QJsonObject metadata)
{
    metadata.insert(QStringLiteral("kernelspec"),
                    QJsonObject{{QStringLiteral("display_name"), QStringLiteral("Python 3")},
                                {QStringLiteral("language"), QStringLiteral("python")},
                                {QStringLiteral("name"), QStringLiteral("python3")}});
    metadata.insert(QStringLiteral("language_info"), QJsonObject{{QStringLiteral("name"), QStringLiteral("python")}});
    return QJsonDocument(QJsonObject{{QStringLiteral("cells"), cells},
                                     {QStringLiteral("metadata"), metadata},
                                     {QStringLiteral("nbformat"), 4},
                                     {QStringLiteral("nbformat_minor"), 5}})
        .toJson(QJsonDocument::Indented);
}

} // namespace fl
