// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/probe/push.h"

#include <QCryptographicHash>

namespace fl {

namespace {

QByteArray checksum(QByteArrayView program)
{
    return QCryptographicHash::hash(program.toByteArray(), QCryptographicHash::Sha256).toHex();
}

QByteArray fileName(const QByteArray &sum)
{
    return "firstlight-probe-" + sum.first(16);
}

/// e_machine of the ELF header, as `uname -m` says it.
QByteArray machineOf(QByteArrayView program)
{
    if (program.size() > 19 && program.first(4) == QByteArrayView("\177ELF", 4))
        switch (static_cast<quint8>(program[18]) | static_cast<quint8>(program[19]) << 8) {
        case 62: return "x86_64";
        case 183: return "aarch64";
        default: break;
        }
    return "none";
}

} // namespace

QString probePath(QByteArrayView program)
{
    return QStringLiteral("~/.local/state/firstlight/") + QString::fromLatin1(fileName(checksum(program)));
}

QByteArray probeScript(QByteArrayView program, const QList<QByteArray> &arguments)
{
    const QByteArray sum = checksum(program);
    QByteArray words;
    for (const QByteArray &argument : arguments)
        words += " '" + argument + '\'';
    return "d=$HOME/.local/state/firstlight\n"
           "f=$d/"
        + fileName(sum)
        + "\n"
          "ask_smi() {\n"
          "    out=$("
        + smiCommand()
        + ")\n"
          "    rc=$?\n"
          "    printf '%s\\n' \"$out\"\n"
          "    [ $rc = 0 ] || exit $rc\n"
          "    exit "
        + QByteArray::number(ProbeAskedSmi)
        + "\n"
          "}\n"
          "[ \"$(uname -s) $(uname -m)\" = 'Linux "
        + machineOf(program)
        + "' ] || ask_smi\n"
          "[ -f \"$f\" ] || exit "
        + QByteArray::number(ProbeNotThere)
        + "\n"
          "have=$(sha256sum < \"$f\") || exit "
        + QByteArray::number(ProbeNotThere)
        + "\n"
          "[ \"${have%% *}\" = "
        + sum + " ] || exit " + QByteArray::number(ProbeNotThere)
        + "\n"
          "for other in \"$d\"/firstlight-probe-*; do\n"
          "    [ \"$other\" = \"$f\" ] || rm -f \"$other\"\n"
          "done\n"
          "\"$f\" --version >/dev/null 2>&1 || ask_smi\n"
          "exec \"$f\""
        + words + "\n";
}

Result<ProbeReport> readProbe(int exitCode, QByteArrayView output, QByteArrayView errors)
{
    if (output.trimmed().startsWith('{'))
        return parseProbe(output);
    return parseSmi(output, errors, exitCode == ProbeAskedSmi ? 0 : exitCode);
}

} // namespace fl
