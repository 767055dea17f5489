// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/ports/ssh.h"

namespace fl {

ShellScript authorizedKeyScript(const QString &publicKeyLine)
{
    ShellScript script;
    script.variables = {{"FL_KEY", publicKeyLine.trimmed().toUtf8()}};
    script.text = R"sh(umask 077
mkdir -p "$HOME/.ssh" && chmod go-w "$HOME/.ssh" || exit 1
f=$HOME/.ssh/authorized_keys
if [ -f "$f" ] && grep -qxF -- "$FL_KEY" "$f"; then
    chmod go-w "$f"
    exit 0
fi
# A last line without its newline must not swallow ours.
if [ -s "$f" ] && [ -n "$(tail -c 1 "$f")" ]; then
    printf '\n' >>"$f" || exit 1
fi
printf '%s\n' "$FL_KEY" >>"$f" && chmod 600 "$f" || exit 1
if command -v restorecon >/dev/null 2>&1; then restorecon -R "$HOME/.ssh" 2>/dev/null; fi
exit 0
)sh";
    return script;
}

ShellScript forgetAuthorizedKeyScript(const QString &publicKeyLine)
{
    ShellScript script;
    script.variables = {{"FL_KEY", publicKeyLine.trimmed().toUtf8()}};
    script.text = R"sh(umask 077
f=$HOME/.ssh/authorized_keys
[ -f "$f" ] && grep -qxF -- "$FL_KEY" "$f" || exit 0
# Beside it, then over it: a cut half-way must not lock anybody out. grep answers 1 when nothing is left.
grep -vxF -- "$FL_KEY" "$f" >"$f.fl-new"
[ $? -le 1 ] && chmod 600 "$f.fl-new" && mv -f "$f.fl-new" "$f"
)sh";
    return script;
}

} // namespace fl
