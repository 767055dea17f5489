// SPDX-License-Identifier: GPL-3.0-or-later
// Providers and what they ask for. The one room that knows their names is the one that says them to people.
#include "backends/text/fill.h"
#include "backends/text/text.h"

#include <map>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

struct Pair {
    const char *first, *second;
};

const std::map<QString, Pair> &places()
{
    static const std::map<QString, Pair> table{
        {QStringLiteral("practice"),
         {T("Practice machine"), T("A real little server in a container on this computer, to try the whole way for free.")}},
        {QStringLiteral("ssh"),
         {T("A server you have"), T("A computer you can log in to over SSH: at work, at your university, or rented.")}},
        {QStringLiteral("aws"), {T("Amazon Web Services"), T("A machine with an NVIDIA GPU, rented by the second from Amazon.")}},
        {QStringLiteral("lambda"),
         {T("Lambda"),
          T("A machine with large NVIDIA GPUs, rented from Lambda by the minute. It cannot be stopped: only deleting it ends the bill.")}},
        {QStringLiteral("here"), {T("This computer"), T("Set up the computer you are sitting at.")}},
    };
    return table;
}

/// Label, and the answer to "what is this?".
const std::map<QString, Pair> &fields()
{
    static const std::map<QString, Pair> table{
        {QStringLiteral("ssh.host"),
         {T("Address of the server"),
          T("Its name or number on the network, like gpu.example.org or 192.0.2.7. Whoever runs the server can tell you.")}},
        {QStringLiteral("ssh.port"),
         {T("Port"), T("The door of the server that SSH listens at. It is 22 unless somebody told you otherwise.")}},
        {QStringLiteral("ssh.user"), {T("User name"), T("The name you log in with on the server, like ubuntu or your own name.")}},
        {QStringLiteral("ssh.key"),
         {T("SSH key"), T("A file that proves who you are, instead of a password. The private half stays on this computer.")}},
        {QStringLiteral("ssh.password"),
         {T("Password"),
          T("What you type when you log in to the server. It is kept in this computer's key ring or in your locked file, if there is one, "
            "and nowhere else.")}},
        {QStringLiteral("ssh.passphrase"), {T("Passphrase of the key"), T("What unlocks the SSH key, if it is locked.")}},
        {QStringLiteral("ssh.new_key"),
         {T("New SSH key"),
          T("A key made for this server alone, let in by your password once. Its private half stays on this computer; undo takes it from "
            "the server again.")}},
        {QStringLiteral("ssh.jump"),
         {T("Jump host"), T("A server you have to go through to reach the other one. Leave it empty unless somebody told you.")}},
        {QStringLiteral("ssh.host_key"),
         {T("Fingerprint of the server"),
          T("A short form of the server's own key. Compare it with the one shown on the server, and you know nobody is in between.")}},
        {QStringLiteral("sudo.password"),
         {T("Password for sudo"),
          T("sudo lets you install software on the server. Often it wants your login password again; on rented machines mostly none.")}},
        {QStringLiteral("aws.profile"),
         {T("AWS profile"),
          T("A login that is on this computer already, kept by the AWS command line. Leave it empty to paste keys or to use the default "
            "one.")}},
        {QStringLiteral("aws.access_key_id"),
         {T("Access key ID"), T("The name of a key for programs, like AKIA…. You make one on AWS's page Security credentials.")}},
        {QStringLiteral("aws.secret_access_key"),
         {T("Secret access key"),
          T("The secret half of the key. AWS shows it once, when the key is made. It is kept in this computer's key ring and nowhere "
            "else.")}},
        {QStringLiteral("aws.session_token"),
         {T("Session token"), T("Only for temporary keys, whose ID begins with ASIA. Leave it empty otherwise.")}},
        {QStringLiteral("aws.region"), {T("Region"), T("Where the machine stands. A near one answers faster; prices differ.")}},
        {QStringLiteral("aws.image"),
         {T("Image"),
          T("What is on the disk at the start. Ubuntu is small and is set up step by step; the Deep Learning images have drivers "
            "already.")}},
        {QStringLiteral("aws.spot"), {T("Spot"), T("Much cheaper, but AWS may end the machine at any time, with all that is on it.")}},
        {QStringLiteral("lambda.api_key"),
         {T("API key"),
          T("It stands for your account at Lambda. You make one on Lambda's page API keys, which shows it once. It is kept in this "
            "computer's key ring and nowhere else.")}},
        {QStringLiteral("lambda.region"),
         {T("Region"), T("Where the machine stands. Left empty, it is the nearest one that has your machine free. Prices are the same.")}},
        {QStringLiteral("lambda.image"),
         {T("Image"),
          T("What is on the disk at the start. Lambda Stack has the driver and frameworks of Lambda's own; GPU base has the driver alone. "
            "What fits is used, the rest is set up.")}},
        {QStringLiteral("colab.client_id"),
         {T("Client ID"),
          T("The name by which Google knows a program. It ends in .apps.googleusercontent.com, and may be seen by anybody.")}},
        {QStringLiteral("colab.client_secret"),
         {T("Client secret"),
          T("What Google gives together with the client ID. It is kept in this computer's key ring or in your locked file, if there is "
            "one, "
            "and nowhere else.")}},
        {QStringLiteral("jupyter.password"),
         {T("Password for the notebook"),
          T("You type it in the browser when you open the notebook. Whoever has it can run programs on the machine.")}},
        {QStringLiteral("vault.passphrase"),
         {T("Passphrase of your passwords"),
          T("It opens the file in which your passwords are locked. It is kept nowhere, and without it nobody can read them, you "
            "neither.")}},
        {QStringLiteral("machine.name"), {T("Name"), T("What you want to call this machine in your list.")}},
        {QStringLiteral("access.local_port"),
         {T("Port on this computer"), T("Where your browser finds the notebook. 0 takes any free one.")}},
        {QStringLiteral("access.server_port"),
         {T("Port on the server"), T("Where the notebook listens inside the server. It cannot be reached from outside.")}},
        {QStringLiteral("network.proxy"),
         {T("Proxy"),
          T("A computer through which the server reaches the internet, in some companies. Leave it empty unless somebody told you.")}},
        {QStringLiteral("network.no_proxy"),
         {T("Not through the proxy"),
          T("Servers that are reached directly, with commas between. A dot in front means all of a domain: localhost,.example.org")}},
        {QStringLiteral("network.ca"),
         {T("Certificate authority"),
          T("A file with certificates that your company's network needs. Leave it empty unless somebody told you.")}},
        {QStringLiteral("mirror.apt"),
         {T("System packages"),
          T("A mirror of the system's packages, asked instead of the place that the server asks now. Signatures are checked as ever.")}},
        {QStringLiteral("mirror.pypi"),
         {T("Python packages (PyPI)"), T("A mirror of the Python package index. Its address mostly ends in /simple")}},
        {QStringLiteral("mirror.torch"),
         {T("PyTorch packages"), T("A mirror of download.pytorch.org/whl, with the folders cpu, cu130 and so on in it.")}},
        {QStringLiteral("mirror.conda"),
         {T("conda packages"),
          T("A mirror of conda.anaconda.org, with the folder conda-forge in it. Used only where the software comes from conda.")}},
        {QStringLiteral("mirror.nvidia"),
         {T("NVIDIA packages"),
          T("A mirror of developer.download.nvidia.com/compute/cuda/repos, for the GPU's driver and the CUDA compiler.")}},
        {QStringLiteral("mirror.huggingface"),
         {T("Hugging Face models"), T("A mirror of huggingface.co, from which notebooks fetch models and data.")}},
        {QStringLiteral("software.source"),
         {T("Software source"),
          T("Where Python's packages come from. \"auto\" looks what can be reached and says what it chose; it never takes \"conda\", which "
            "is "
            "conda-forge.")}},
    };
    return table;
}

} // namespace

QString providerName(const QString &id)
{
    const auto found = places().find(id);
    return found == places().end() ? id : translated(found->second.first);
}

QString providerSentence(const QString &id)
{
    const auto found = places().find(id);
    return found == places().end() ? QString() : translated(found->second.second);
}

QString fieldLabel(const QString &key)
{
    const auto found = fields().find(key);
    return found == fields().end() ? key : translated(found->second.first);
}

QString fieldHelp(const QString &topic)
{
    // A topic is the key with its dot and underscores as dashes ("ssh-host-key"), or the key itself.
    for (auto it = fields().begin(); it != fields().end(); ++it) {
        QString name = it->first;
        if (topic == name || topic == name.replace(QLatin1Char('.'), QLatin1Char('-')).replace(QLatin1Char('_'), QLatin1Char('-')))
            return translated(it->second.second);
    }
    return {};
}

} // namespace fl::text
