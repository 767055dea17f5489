// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/floyd_text.h"

#include "backends/text/fill.h"
#include "backends/text/text.h"

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const Table &reasons()
{
    static const Table table{
        {QStringLiteral("default"), T("No environment stands in the file; FloydHub took this one then.")},
        {QStringLiteral("tensorflow-1"),
         T("TensorFlow 1 runs on no Python that is still looked after. Code with sessions, placeholders or tf.layers goes on with "
           "“import tensorflow.compat.v1 as tf; tf.disable_v2_behavior()”; tf.contrib is gone. The program tf_upgrade_v2 changes most of "
           "it for you.")},
        {QStringLiteral("tensorflow-2"), T("The same TensorFlow, newer: most code runs as it is.")},
        {QStringLiteral("keras"),
         T("Keras 3 belongs to TensorFlow now: “keras” and “tensorflow.keras” are the same. Models of then are best loaded from their "
           "weights, and some arguments have other names (lr is learning_rate).")},
        {QStringLiteral("pytorch-1"),
         T("The same PyTorch, newer: most code runs as it is. A whole model that was saved wants torch.load(…, weights_only=False).")},
        {QStringLiteral("pytorch-0"),
         T("Code from before PyTorch 1.0 needs small changes: Variable is not needed any more, volatile=True is torch.no_grad(), and "
           "loss.data[0] is loss.item().")},
        {QStringLiteral("theano"),
         T("Theano ended in 2017. A Keras model computes with JAX instead; code that used Theano itself is written anew, and JAX is "
           "nearest to it.")},
        {QStringLiteral("caffe"), T("Caffe ended in 2017, and what came after it went into PyTorch. The code is written anew.")},
        {QStringLiteral("torch"),
         T("Torch 7 was programmed in Lua and ended in 2017. PyTorch is its successor, in Python. The code is written anew.")},
        {QStringLiteral("chainer"),
         T("Chainer ended in 2019, and its makers went over to PyTorch, which is much like it: Chain is Module, and the training loop "
           "stays.")},
        {QStringLiteral("mxnet"), T("MXNet ended in 2023. PyTorch is nearest to its Gluon: Block is Module, and the training loop stays.")},
        {QStringLiteral("kur"), T("Kur made Keras models from a YAML file, and is not looked after any more. Keras itself is nearest.")},
        {QStringLiteral("python"), T("Today's frameworks need a newer Python. Code for the old one runs with few changes or none.")},
        {QStringLiteral("python-2"),
         T("Python 2 ended in 2020, and no framework of today has it. The code needs changes: print wants brackets, and 1/2 is 0.5.")},
        {QStringLiteral("gpu-k80"),
         T("The K80 is too old for every framework of today. Any NVIDIA GPU since 2018 (compute capability 7.5) with {gb} GB or more is "
           "faster; this is the smallest one that is rented everywhere.")},
        {QStringLiteral("gpu-v100"),
         T("The V100 is rented hardly anywhere, and newer versions leave it behind. A GPU of today with {gb} GB or more takes its place.")},
        {QStringLiteral("no-gpu"), T("It ran without a GPU. Any machine will do, the free practice machine too.")},
        {QStringLiteral("data"),
         T("FloydHub's data sets went with it. Copy your own into the folder of the notebooks, and name that folder in the code instead of "
           "/floyd/input.")},
        {QStringLiteral("command"),
         T("Firstlight sets a notebook up and starts no jobs. Run this in Jupyter's terminal, or with “!” before it in a cell.")},
        {QStringLiteral("serve"), T("Serving a model as a web address has no counterpart here.")},
        {QStringLiteral("runtime"), T("Jobs had a time limit. Here the machine stops itself when it has had nothing to do for a while.")},
        {QStringLiteral("requirements"),
         T("Kept. Copy the file beside the notebook and run this in its first cell: it installs {n} packages into the framework's "
           "environment.")},
        {QStringLiteral("provided"),
         T("Take these lines out of floyd_requirements.txt first ({packages}): the environment has them, and another version would undo "
           "what was proven.")},
        {QStringLiteral("other"), T("Nothing here answers to this setting; it is left out.")},
    };
    return table;
}

const Table &whats()
{
    static const Table table{
        {QStringLiteral("framework"), T("Framework")}, {QStringLiteral("keras"), T("Keras")},
        {QStringLiteral("python"), T("Python")},       {QStringLiteral("gpu"), T("GPU")},
        {QStringLiteral("data"), T("Data")},           {QStringLiteral("command"), T("Command")},
        {QStringLiteral("runtime"), T("Time limit")},  {QStringLiteral("requirements"), T("More packages")},
        {QStringLiteral("other"), T("Other setting")},
    };
    return table;
}

} // namespace

std::optional<QString> floydReason(const Reason &reason)
{
    return sentence(reasons(), "floyd-", reason);
}

QString floydWhat(const QString &what)
{
    return lookUp(whats(), what);
}

QString floydBecomes(const QString &was, const QString &now)
{
    if (was.isEmpty() || now.isEmpty())
        return visible(was + now);
    return QStringLiteral("%1 → %2").arg(visible(was), visible(now));
}

} // namespace fl::text
