// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/fill.h"
#include "backends/text/text.h"

#include <QMap>

#include <map>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

struct StepText {
    const char *title, *explained;
};

const std::map<QString, StepText> &steps()
{
    static const std::map<QString, StepText> table{
        {QStringLiteral("create-machine"), {T("Get the machine"), T("Makes the machine, or finds the one that is there, and starts it.")}},
        {QStringLiteral("connect"), {T("Connect to it"), T("Opens a protected connection (SSH) and makes sure it is the right machine.")}},
        {QStringLiteral("jupyter-secrets"),
         {T("Make password and certificate"),
          T("Made on this computer. The password itself never leaves it; the server gets only a fingerprint of it.")}},
        {QStringLiteral("preflight"),
         {T("Look at the machine"), T("Reads what the machine has: system, disk, memory, internet, GPUs, and what is installed already.")}},
        {QStringLiteral("idle-stop"),
         {T("Stop it when it is forgotten"),
          T("A timer on the machine switches it off when nothing has run for a while, also while your computer is off.")}},
        {QStringLiteral("base-packages"), {T("Install the basics"), T("Small programs that the next steps need.")}},
        {QStringLiteral("nvidia-driver"),
         {T("Install the GPU's driver"), T("The NVIDIA driver that fits the GPU and the system; one that is there and fits stays.")}},
        {QStringLiteral("python-env"),
         {T("Prepare Python"), T("A place of its own for Python and its packages, so that nothing else on the machine changes.")}},
        {QStringLiteral("jupyter"),
         {T("Install the notebook"), T("JupyterLab: the pages in your browser in which you write and run code.")}},
        {QStringLiteral("framework-pytorch"),
         {T("Install PyTorch"), T("The library for deep learning. It is large, so this takes longest.")}},
        {QStringLiteral("framework-tensorflow"),
         {T("Install TensorFlow"), T("A library for deep learning, in an environment of its own, with a kernel for notebooks.")}},
        {QStringLiteral("framework-keras"),
         {T("Install Keras"),
          T("Keras and the library that it computes with, in an environment of their own, with a kernel for notebooks.")}},
        {QStringLiteral("framework-jax"),
         {T("Install JAX"), T("A library for deep learning and science, in an environment of its own, with a kernel for notebooks.")}},
        {QStringLiteral("jupyter-config"),
         {T("Protect the notebook"),
          T("Sets the password and the certificate. The notebook listens on the server alone, never on the internet.")}},
        {QStringLiteral("jupyter-service"),
         {T("Start the notebook"), T("Runs it as a service that goes on after you log out and after a restart.")}},
        {QStringLiteral("linger"), {T("Keep it running"), T("Lets the notebook run on while nobody is logged in, and after a restart.")}},
        {QStringLiteral("verify"),
         {T("Prove that it works"), T("Runs a real calculation in a notebook of this machine and looks at the result.")}},
        {QStringLiteral("welcome-notebook"),
         {T("Put a welcome notebook there"), T("A first page to try, with a calculation of your own.")}},
        {QStringLiteral("network-system"),
         {T("Tell the system about your network"),
          T("Writes the proxy and the certificates into the system's own settings, so that they also hold for what you install later.")}},
        {QStringLiteral("network-user"),
         {T("Tell the notebook about your network"),
          T("Proxy, certificates and mirrors for what you install in notebooks and terminals.")}},
        {QStringLiteral("update"),
         {T("Change the versions"),
          T("Builds each environment anew beside the old one, and then lets the two change places. The old one is kept.")}},
        {QStringLiteral("extra-git"),
         {T("Install Git"), T("Keeps versions of your notebooks and programs, with a panel for it in the notebook.")}},
        {QStringLiteral("extra-collaboration"),
         {T("Let several people work together"), T("Everybody who opens the same notebook sees what the others type.")}},
        {QStringLiteral("extra-vscode"),
         {T("Prepare for VS Code"), T("What VS Code on your computer needs to work on this machine, and which Python it takes there.")}},
        {QStringLiteral("cuda-toolkit"), {T("Install the CUDA compiler"), T("Only needed to compile CUDA code of your own.")}},
    };
    return table;
}

} // namespace

QString stepTitle(const QString &stepId)
{
    const auto found = steps().find(stepId);
    return found == steps().end() ? stepId : translated(found->second.title);
}

QString stepExplained(const QString &stepId)
{
    const auto found = steps().find(stepId);
    return found == steps().end() ? QString() : translated(found->second.explained);
}

QString extraName(const QString &id)
{
    static const QMap<QString, const char *> names{{QStringLiteral("git"), T("Git")},
                                                   {QStringLiteral("collaboration"), T("Working together")},
                                                   {QStringLiteral("vscode"), T("VS Code")}};
    const char *name = names.value(id, nullptr);
    return name ? translated(name) : id;
}

QString frameworkName(const QString &id)
{
    static const QMap<QString, QString> names{{QStringLiteral("pytorch"), QStringLiteral("PyTorch")},
                                              {QStringLiteral("tensorflow"), QStringLiteral("TensorFlow")},
                                              {QStringLiteral("keras"), QStringLiteral("Keras")},
                                              {QStringLiteral("jax"), QStringLiteral("JAX")}};
    return names.value(id, id);
}

} // namespace fl::text
