// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/cli/words.h"

#include <algorithm>
#include <iterator>

namespace fl::cli {
namespace {

enum class Id { None, Optional, Needed };

enum class Word { None, Optional, Needed, Paths }; ///< behind the id

struct Verb {
    const char *name;
    Id id;
    QStringList options; ///< beside those that every verb takes
    Word value = Word::None;
};

const std::vector<Verb> &verbs()
{
    static const QStringList choosing{QStringLiteral("--plan"), QStringLiteral("--where")};
    static const std::vector<Verb> table{
        {"setup", Id::None, choosing + QStringList{QStringLiteral("--open")}},
        {"plan", Id::None, choosing},
        {"list", Id::None, {}},
        {"status", Id::Needed, {}},
        {"verify", Id::Needed, {}},
        {"doctor", Id::Optional, {QStringLiteral("--bundle"), QStringLiteral("--repair")}},
        {"resume", Id::Optional, {}},
        {"update", Id::Needed, {QStringLiteral("--back")}},
        {"stop", Id::Needed, {}},
        {"start", Id::Needed, {}},
        {"reboot", Id::Needed, {}},
        {"guard", Id::Needed, {}, Word::Optional},
        {"probe", Id::Needed, {QStringLiteral("--watch")}},
        {"files", Id::Needed, {}},
        {"fetch", Id::Needed, {}, Word::Needed},
        {"send", Id::Needed, {QStringLiteral("--to")}, Word::Paths},
        {"destroy", Id::Needed, {}},
        {"undo", Id::Needed, {}},
        {"open", Id::Needed, {}},
        {"colab", Id::Needed, {QStringLiteral("--hours"), QStringLiteral("--stop")}},
        {"password", Id::Needed, {QStringLiteral("--new")}},
        {"offers", Id::Needed, {}},
        {"whoami", Id::Needed, {}},
        {"regions", Id::Needed, {}},
        {"policy", Id::Needed, {}},
        {"logout", Id::Needed, {}},
        {"letin", Id::Needed, {}},
        {"console", Id::Needed, {}},
        {"leftovers", Id::None, {QStringLiteral("--delete")}},
        {"advice", Id::None, {QStringLiteral("--budget"), QStringLiteral("--hours-per-week"), QStringLiteral("--pdf")}},
        {"hosted",
         Id::Optional,
         {QStringLiteral("--out"), QStringLiteral("--code"), QStringLiteral("--folder"), QStringLiteral("--upload"),
          QStringLiteral("--sign-out"), QStringLiteral("--delete")}},
        {"vault", Id::None, {QStringLiteral("--new"), QStringLiteral("--delete")}},
    };
    return table;
}

bool takesValue(const QString &option)
{
    return option == QLatin1String("--plan") || option == QLatin1String("--where") || option == QLatin1String("--set")
        || option == QLatin1String("--secret") || option == QLatin1String("--budget") || option == QLatin1String("--out")
        || option == QLatin1String("--code") || option == QLatin1String("--folder") || option == QLatin1String("--hours-per-week")
        || option == QLatin1String("--pdf") || option == QLatin1String("--watch") || option == QLatin1String("--to")
        || option == QLatin1String("--hours");
}

/// May stand alone, too.
bool mayTakeValue(const QString &option)
{
    return option == QLatin1String("--bundle");
}

Result<std::pair<QString, QString>> pairOf(const QString &option, const QString &text)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    if (equals < 1)
        return fail(usageError(tr("%1 wants NAME=VALUE, not \"%2\"").arg(option, text)));
    return std::pair(text.left(equals), text.mid(equals + 1));
}

Status takeWatch(CommandLine &line, const QString &value)
{
    bool whole = false;
    const int interval = value.toInt(&whole);
    if (!whole || interval < 100 || interval > 3'600'000)
        return fail(usageError(tr("--watch wants milliseconds, 100 to 3600000")));
    line.watch = interval;
    return {};
}

Status takeHours(CommandLine &line, const QString &value)
{
    bool whole = false;
    line.hoursPerWeek = value.toInt(&whole);
    if (!whole || line.hoursPerWeek < 1 || line.hoursPerWeek > 168)
        return fail(usageError(tr("--hours-per-week wants a whole number, 1 to 168")));
    return {};
}

Status take(CommandLine &line, const QString &option, const QString &value)
{
    if (option == QLatin1String("--json"))
        line.json = true;
    else if (option == QLatin1String("--yes"))
        line.yes = true;
    else if (option == QLatin1String("--verbose"))
        line.verbose = true;
    else if (option == QLatin1String("--open"))
        line.open = true;
    else if (option == QLatin1String("--new"))
        line.fresh = true;
    else if (option == QLatin1String("--back"))
        line.back = true;
    else if (option == QLatin1String("--delete"))
        line.remove = true;
    else if (option == QLatin1String("--repair"))
        line.repair = true;
    else if (option == QLatin1String("--upload"))
        line.upload = true;
    else if (option == QLatin1String("--sign-out"))
        line.signOut = true;
    else if (option == QLatin1String("--stop"))
        line.stop = true;
    else if (option == QLatin1String("--bundle"))
        line.bundle = value;
    else if (option == QLatin1String("--plan"))
        line.planFile = value;
    else if (option == QLatin1String("--where"))
        line.where = value;
    else if (option == QLatin1String("--watch"))
        return takeWatch(line, value);
    else if (option == QLatin1String("--out"))
        line.outFile = value;
    else if (option == QLatin1String("--code"))
        line.resultCode = value;
    else if (option == QLatin1String("--folder") || option == QLatin1String("--to"))
        line.folder = value;
    else if (option == QLatin1String("--pdf"))
        line.pdfFile = value;
    else if (option == QLatin1String("--hours-per-week"))
        return takeHours(line, value);
    else if (option == QLatin1String("--hours")) {
        bool number = false;
        line.hours = value.toDouble(&number);
        if (!number || !(*line.hours >= 0.01 && *line.hours <= 24))
            return fail(usageError(tr("--hours wants a number of hours, 0.01 to 24")));
    } else if (option == QLatin1String("--budget")) {
        bool number = false;
        line.budget = value.toDouble(&number);
        if (!number || !(*line.budget > 0 && *line.budget < 1e6))
            return fail(usageError(tr("%1 wants a number of US dollars, not \"%2\"").arg(option, value)));
    } else {
        auto pair = pairOf(option, value);
        if (!pair)
            return fail(pair.error());
        if (option == QLatin1String("--set")) {
            line.set.push_back(*pair);
        } else {
            // A secret on the command line could be read by everybody on this computer.
            if (pair->second != QLatin1String("-") && !pair->second.startsWith(QLatin1Char('@')))
                return fail(usageError(tr("--secret wants %1=@FILE, or %1=- to read it from standard input").arg(pair->first)));
            line.secrets.push_back(*pair);
        }
    }
    return {};
}

Status check(const CommandLine &line, const Verb &verb)
{
    if (verb.id == Id::Needed && line.id.isEmpty())
        return fail(usageError(tr("%1 wants a machine's name or id").arg(line.verb)));
    if (verb.value == Word::Needed && line.value.isEmpty())
        return fail(usageError(tr("%1 wants a folder of this computer").arg(line.verb)));
    if (verb.value == Word::Paths && line.paths.isEmpty())
        return fail(usageError(tr("%1 wants files or folders of this computer").arg(line.verb)));
    if (verb.options.contains(QLatin1String("--folder"))) {
        const int given = !line.outFile.isEmpty() + !line.resultCode.isEmpty() + !line.folder.isEmpty() + line.upload + line.signOut;
        if (given != (line.id.isEmpty() ? 0 : 1) || (line.remove && line.resultCode.isEmpty()))
            return fail(
                usageError(tr("hosted wants a name with one of --upload, --out FILE.ipynb, --code CODE, --sign-out, --folder FOLDER; "
                              "or nothing at all")));
    }
    if (!line.pdfFile.isEmpty() && !line.budget)
        return fail(usageError(tr("%1 wants --budget DOLLARS with it").arg(QStringLiteral("--pdf"))));
    if (verb.options.contains(QLatin1String("--where")) && line.where.isEmpty() == line.planFile.isEmpty())
        return fail(usageError(tr("%1 wants either --where PLACE or --plan FILE").arg(line.verb)));
    if (line.verb == QLatin1String("vault") && line.fresh && line.remove)
        return fail(usageError(tr("%1 wants --new or --delete, not both").arg(line.verb)));
    if (line.stop && line.hours)
        return fail(usageError(tr("%1 wants --hours or --stop, not both").arg(line.verb)));
    if (line.repair && line.id.isEmpty())
        return fail(usageError(tr("%1 wants a machine's name or id").arg(QStringLiteral("--repair"))));
    if (line.bundle && !line.id.isEmpty())
        return fail(usageError(tr("\"%1\" is one word too many").arg(line.id)));
    return {};
}

} // namespace

Error usageError(const QString &what)
{
    return {Cause::Usage, {{QStringLiteral("what"), what}}, NextAction::ReadHelp, {}, {}};
}

Result<CommandLine> parseArguments(const QStringList &arguments)
{
    CommandLine line;
    // Said first, so that also a wrong command line is answered in the form the caller reads.
    if (arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h")) || arguments.isEmpty()) {
        line.verb = QStringLiteral("help");
        return line;
    }
    if (arguments.contains(QLatin1String("--version"))) {
        line.verb = QStringLiteral("version");
        return line;
    }
    line.verb = arguments.first();
    const auto verb = std::find_if(verbs().begin(), verbs().end(), [&](const Verb &each) { return line.verb == QLatin1String(each.name); });
    if (verb == verbs().end())
        return fail(usageError(tr("there is no command \"%1\" in this version").arg(line.verb)));
    static const QStringList everywhere{QStringLiteral("--json"), QStringLiteral("--yes"), QStringLiteral("--set"),
                                        QStringLiteral("--secret"), QStringLiteral("--verbose")};
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        QString option = arguments.at(i);
        if (!option.startsWith(QLatin1String("--"))) {
            if (verb->value == Word::Paths && !line.id.isEmpty()) {
                line.paths << option;
                continue;
            }
            QString &place = line.id.isEmpty() ? line.id : line.value;
            if (verb->id == Id::None || !place.isEmpty() || (&place == &line.value && verb->value == Word::None))
                return fail(usageError(tr("\"%1\" is one word too many").arg(option)));
            place = option;
            continue;
        }
        std::optional<QString> value;
        if (const qsizetype equals = option.indexOf(QLatin1Char('=')); equals > 0) {
            value = option.mid(equals + 1);
            option.truncate(equals);
        }
        if (!everywhere.contains(option) && !verb->options.contains(option))
            return fail(usageError(tr("%1 has no option %2").arg(line.verb, option)));
        if (takesValue(option) && !value) {
            if (i + 1 == arguments.size() || arguments.at(i + 1).startsWith(QLatin1String("--")))
                return fail(usageError(tr("%1 wants a value").arg(option)));
            value = arguments.at(++i);
        }
        if (mayTakeValue(option) && !value && i + 1 < arguments.size() && !arguments.at(i + 1).startsWith(QLatin1String("--")))
            value = arguments.at(++i);
        if (!takesValue(option) && !mayTakeValue(option) && value)
            return fail(usageError(tr("%1 takes no value").arg(option)));
        FL_TRY(take(line, option, value.value_or(QString())));
    }
    FL_TRY(check(line, *verb));
    return line;
}

QString helpText()
{
    return tr(
        "Firstlight brings you from nothing to a deep-learning notebook that is proven to work.\n"
        "\n"
        "  firstlight-cli setup --where PLACE | --plan FILE   set a machine up, or continue it\n"
        "                       [--open]                       and open its notebook\n"
        "  firstlight-cli plan  --where PLACE | --plan FILE   show what setup would do; changes nothing\n"
        "  firstlight-cli list                                 your machines\n"
        "  firstlight-cli open ID                              open the notebook: prints the address, stays until Ctrl-C\n"
        "  firstlight-cli colab ID [--hours N | --stop]        Google Colab's page on this machine's GPU, for a while; may stop working\n"
        "  firstlight-cli password ID [--new]                  show the notebook's password, or make another one\n"
        "  firstlight-cli status ID                            how it is right now, and what was proven when\n"
        "  firstlight-cli probe ID [--watch MS]                the GPU as it really is, measured; or live, every so many milliseconds\n"
        "  firstlight-cli verify ID                            prove again that it works\n"
        "  firstlight-cli resume [ID]                          continue what is unfinished\n"
        "  firstlight-cli update ID [--back]                   newer versions of Jupyter and the frameworks, or those before\n"
        "  firstlight-cli stop ID | start ID | reboot ID\n"
        "  firstlight-cli guard ID [HOURS|off]                 after how long without work the machine stops itself\n"
        "  firstlight-cli files ID                             what you made there: notebooks and files, with their sizes\n"
        "  firstlight-cli fetch ID FOLDER                      copy them here; goes on where it was cut off\n"
        "  firstlight-cli send ID PATH... [--to FOLDER]        copy files and folders of this computer there, likewise\n"
        "  firstlight-cli destroy ID                           delete the machine; on a computer of yours: what was added\n"
        "  firstlight-cli undo ID                              take an unfinished setup back\n"
        "  firstlight-cli offers PLACE                         what can be had there\n"
        "  firstlight-cli whoami PLACE | regions PLACE         whose login it is, and where it can have machines, the nearest first\n"
        "  firstlight-cli policy PLACE                         what the login must be allowed to do, to hand to an administrator\n"
        "  firstlight-cli logout PLACE                         forget the login that is kept for it\n"
        "  firstlight-cli letin ID                             let this computer in again when its address changed\n"
        "  firstlight-cli console ID                           what the machine wrote while it started\n"
        "  firstlight-cli advice                               what this computer is worth for deep learning\n"
        "  firstlight-cli advice --budget DOLLARS [--hours-per-week H] [--pdf FILE]\n"
        "                                                      what to buy for that money, and when it pays off against renting\n"
        "  firstlight-cli hosted NAME --upload | --out FILE    a ready notebook for a hosted one, like colab: put there or saved\n"
        "  firstlight-cli hosted NAME --sign-out               forget the sign-in that --upload keeps\n"
        "  firstlight-cli hosted [NAME --code CODE]            keep the code that it showed at its end (--delete: forget it); or list "
        "those kept\n"
        "  firstlight-cli hosted floydhub --folder FOLDER      what becomes of a FloydHub project, change by change\n"
        "  firstlight-cli leftovers [--delete]                 machines of ours that are in no list\n"
        "  firstlight-cli doctor                               what works on this computer\n"
        "  firstlight-cli doctor ID [--repair]                 why no GPU: what is between it and your code; mends it\n"
        "  firstlight-cli doctor --bundle [FILE]               a report for whoever helps you: shows it, or saves it\n"
        "  firstlight-cli vault [--new | --delete]             where passwords are kept; a locked file for them where there is no "
        "key ring\n"
        "  firstlight-cli resolve --gpu NAME --os ID-VERSION --framework NAME\n"
        "                                                      which driver and versions go with it, and why (docs/matrix.md)\n"
        "\n"
        "PLACE is practice (a free machine in a container here), ssh (a server you have) or here (this computer).\n"
        "ID is a machine's name or id.\n"
        "\n"
        "  --set KEY=VALUE       a setting, like ssh.host=gpu.example.org (docs/plan-file.md lists them)\n"
        "  --secret NAME=@FILE   a secret from a file; NAME=- reads it from standard input\n"
        "  --yes                 answer yes to what costs or deletes; never accepts a server's key\n"
        "  --json                one JSON object a line on standard output\n"
        "  --verbose             show the log of each step\n"
        "  --version, --help\n");
}

} // namespace fl::cli
