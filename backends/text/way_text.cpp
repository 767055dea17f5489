// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/way_text.h"

#include "backends/text/fill.h"
#include "backends/text/text.h"

#include <QLocale>

#include <cmath>
#include <map>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

struct WayWords {
    const char *name, *sentence, *needs, *limits;
};

const std::map<QString, WayWords> &ways()
{
    static const std::map<QString, WayWords> table{
        {QStringLiteral("colab"),
         {T("Google Colab"), T("A notebook in your browser that Google runs, with a free GPU. Nothing is set up."), T("a Google account"),
          T("it ends after some hours of doing nothing, 12 at the most, and then forgets its files; a free GPU is not always to be had")}},
        {QStringLiteral("gradient"),
         {T("Paperspace Gradient"), T("A notebook in your browser on a machine of Paperspace, free or by the hour. Nothing is set up."),
          T("an account at Paperspace"),
          T("free machines stop after 12 hours, and what you make on them is public; the free GPU is an old one")}},
        {QStringLiteral("floydhub"),
         {T("FloydHub Workspace"),
          T("It was a notebook in the browser and closed in August 2021. What is nearest to it today is {instead}."), T("nothing any more"),
          T("it is closed")}},
        {QStringLiteral("lambda-cloud"),
         {T("Lambda GPU Cloud"), T("Rented machines with large GPUs, by the hour, with everything for deep learning already on them."),
          T("an account with a credit card"), T("the small ones are often sold out; a machine cannot be stopped, only deleted")}},
        {QStringLiteral("aws-dlami"),
         {T("AWS Deep Learning AMI"), T("Rented machines of Amazon whose disk image already has drivers and frameworks."),
          T("an AWS account with a credit card"), T("a new account has no right to a GPU until you ask for it, which takes a day or two")}},
        {QStringLiteral("gcp-dlvm"),
         {T("Google Cloud Deep Learning VM"), T("Rented machines of Google whose disk image already has drivers and frameworks."),
          T("a Google Cloud account with a credit card"), T("a new account has no right to a GPU until you ask for it")}},
        {QStringLiteral("azure-vm"),
         {T("Azure virtual machine"), T("Rented machines of Microsoft with a GPU, by the hour."), T("an Azure account with a credit card"),
          T("a new account has no right to a GPU until you ask for it")}},
        {QStringLiteral("own-computer"),
         {T("This computer"), T("Your own computer, with your own GPU. Your data stays with you."), T("Linux; better with an NVIDIA GPU"),
          ""}},
        {QStringLiteral("own-server"),
         {T("A server you have"), T("A computer at work, at your university or at home that you reach over SSH."),
          T("its address and your login"), ""}},
        {QStringLiteral("buy"),
         {T("Buy a computer"), T("A computer with a GPU of your own. It pays off where it computes much, for years."),
          T("the whole sum at once"), T("power and noise at home; what you bought grows old")}},
        {QStringLiteral("practice-machine"),
         {T("Practice machine"), T("A real little server in a container on this computer, to try the whole way for free."),
          T("Linux and 5 GB of free disk"), T("it has no GPU")}},
    };
    return table;
}

const Table &reasons()
{
    static const Table table{
        {QStringLiteral("memory-fits"), T("Its {gpu} has {gb} GB of memory, which is enough for what you want.")},
        {QStringLiteral("own-card"), T("Your own card with {gb} GB of memory is enough, and costs nothing but power.")},
        {QStringLiteral("no-gpu"), T("It computes without a GPU: enough for learning, slow for training.")},
        {QStringLiteral("free-limited"), T("It is free, but how long you may use it is limited.")},
        {QStringLiteral("data-stays"), T("Your data stays in the house.")},
        {QStringLiteral("buy"), T("You pay it all at once; the price here is spread over three years.")},
        {QStringLiteral("stop-it"), T("It costs while it runs, also when you do nothing: the price holds if you end it after your hours.")},
        {QStringLiteral("quick"), T("You can begin in about {minutes} minutes.")},
        {QStringLiteral("data-leaves"), T("Your data would leave the house, which you do not want.")},
        {QStringLiteral("price-unknown"), T("What its {gpu} costs today is not known here: look at its page.")},
        {QStringLiteral("over-budget"), T("It would cost about ${month} a month, and you want to spend ${budget}.")},
        {QStringLiteral("hours"), T("It may be used about {hours} hours a week at the most.")},
        {QStringLiteral("memory-small"), T("Its largest GPU for this has {gb} GB of memory, and you need {wants} GB.")},
        {QStringLiteral("own-no-card"), T("There is no card in it that could compute this.")},
        {QStringLiteral("needs-gpu"), T("It has no GPU, and what you want needs one.")},
    };
    return table;
}

QString part(const QString &id, const char *WayWords::*member)
{
    const auto found = ways().find(id);
    if (found == ways().end())
        return member == &WayWords::name ? visible(id) : QString();
    const char *words = found->second.*member;
    return *words ? translated(words) : QString();
}

} // namespace

QString wayName(const QString &id)
{
    return part(id, &WayWords::name);
}

QString waySentence(const QString &id, const QString &instead)
{
    return part(id, &WayWords::sentence).replace(QLatin1String("{instead}"), wayName(instead));
}

QString wayNeeds(const QString &id)
{
    return part(id, &WayWords::needs);
}

QString wayLimits(const QString &id)
{
    return part(id, &WayWords::limits);
}

QStringList clientSteps(const QString &id)
{
    QStringList steps;
    if (id == QLatin1String("colab"))
        for (const char *step :
             {T("Open Google's page and sign in. Make a project there, or take one that you have; it costs nothing."),
              T("Under “Library”, look for “Google Drive API” and choose “Enable”."),
              T("Under “OAuth consent screen”, choose “External”, fill in a name and your e-mail address, and make yourself a test user."),
              T("Under “Credentials”, choose “Create credentials”, then “OAuth client ID”, then “Desktop app”."),
              T("Copy the two texts that Google shows into the lines below.")})
            steps << translated(step);
    return steps;
}

std::optional<QString> chooseReason(const Reason &reason)
{
    return sentence(reasons(), "choose-", reason);
}

QString perMonth(const std::optional<double> &dollars)
{
    if (!dollars)
        return translated(T("price unknown"));
    if (*dollars <= 0)
        return translated(T("free"));
    return fill(T("about {price} a month"),
                {{QStringLiteral("price"), QLatin1Char('$') + QLocale().toString(std::ceil(*dollars), 'f', 0)}});
}

QString shortTime(int minutes)
{
    if (minutes >= 600)
        return translated(T("some days"));
    return span(minutes * 60);
}

} // namespace fl::text
