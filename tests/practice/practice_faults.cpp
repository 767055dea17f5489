// SPDX-License-Identifier: GPL-3.0-or-later
// The faults a practice machine can be given.
#include "tests/practice/practice_fixture.h"

namespace fl {

bool PracticeFixture::breakDns()
{
    return asRoot("cp /etc/resolv.conf /run/resolv.conf.kept && echo 'nameserver 127.1.2.3' > /etc/resolv.conf"
                  " && echo 'options timeout:1 attempts:1' >> /etc/resolv.conf")
        .ok();
}

bool PracticeFixture::restoreDns()
{
    return asRoot("cp /run/resolv.conf.kept /etc/resolv.conf").ok();
}

bool PracticeFixture::holdPackageLock()
{
    // F_SETLK with struct flock of 64-bit Linux: type F_WRLCK, the whole file.
    return asRoot("cat > /run/hold.pl <<'END'\n"
                  "$0 = 'unattended-upgr';\n"
                  "my @held;\n"
                  "for my $name ('/var/lib/dpkg/lock-frontend', '/var/lib/dpkg/lock', '/var/lib/apt/lists/lock') {\n"
                  "    open(my $file, '+>>', $name) or die;\n"
                  "    my $lock = pack('s s x4 q q i x4', 1, 0, 0, 0, 0);\n" // in a variable: fcntl writes to it
                  "    fcntl($file, 6, $lock) or die;\n"
                  "    push @held, $file;\n"
                  "}\n"
                  "open(my $ready, '>', '/run/hold.ready'); close($ready);\n"
                  "sleep 100000;\n"
                  "END\n"
                  "rm -f /run/hold.ready; setsid perl /run/hold.pl </dev/null >/dev/null 2>&1 & echo $! > /run/hold.pid\n"
                  "n=0; until [ -e /run/hold.ready ]; do n=$((n + 1)); [ $n -lt 600 ] || exit 1; sleep 0.05; done")
        .ok();
}

bool PracticeFixture::releasePackageLock()
{
    return asRoot("kill $(cat /run/hold.pid)").ok();
}

bool PracticeFixture::shrinkDisk(const QString &folder, int megabytes)
{
    const QByteArray path = quoted(folder.toUtf8());
    return asRoot("set -e; mkdir -p " + path + "; mkdir -p /run/shrunk; mount -t tmpfs -o size=" + QByteArray::number(megabytes)
                  + "m small /run/shrunk; cp -a " + path + "/. /run/shrunk/; chmod --reference=" + path
                  + " /run/shrunk; chown --reference=" + path + " /run/shrunk; mount --bind /run/shrunk " + path + "; umount /run/shrunk")
        .ok();
}

bool PracticeFixture::changeHostKey()
{
    return asRoot("rm -f /etc/ssh/ssh_host_ed25519_key*; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key"
                  " && systemctl restart ssh")
        .ok();
}

bool PracticeFixture::setSudoPassword(const QByteArray &password)
{
    return asRoot("echo 'ada ALL=(ALL) ALL' > /etc/sudoers.d/ada; printf '%s' " + quoted("ada:" + password) + " | chpasswd").ok();
}

bool PracticeFixture::denySudo()
{
    return asRoot("rm /etc/sudoers.d/ada").ok();
}

bool PracticeFixture::setLoginShell(const QString &shell)
{
    return asRoot("usermod --shell " + quoted(shell.toUtf8()) + " ada").ok();
}

bool PracticeFixture::allowPasswordLogin(const QByteArray &password)
{
    return asRoot("printf '%s' " + quoted("ada:" + password)
                  + " | chpasswd; echo 'PasswordAuthentication yes' > /etc/ssh/sshd_config.d/00-password.conf; systemctl reload ssh")
        .ok();
}

bool PracticeFixture::forbidForwarding()
{
    return asRoot("echo 'AllowTcpForwarding no' > /etc/ssh/sshd_config.d/00-forwarding.conf; systemctl reload ssh").ok();
}

bool PracticeFixture::installPackages(const QStringList &names)
{
    QByteArray script = "apt-get -q update >/dev/null && apt-get -qy --no-install-recommends install";
    for (const QString &name : names)
        script += ' ' + quoted(name.toUtf8());
    return asRoot(script, 600).ok();
}

} // namespace fl
