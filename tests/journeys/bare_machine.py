"""A machine of its own for the guide: this one, with mounts and processes nobody else sees.

``/etc``, ``/srv``, ``/var/lib`` and ``/usr/local/bin`` can be written in it and are as before
outside, so ``useradd`` makes a user, ``/srv/puente`` is the real path, and what one user may not
read another cannot. ``sudo`` and ``systemctl`` stand for those of Debian; services run as their
units say.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MOUNT = """set -e
mount -t tmpfs none "$1"
for place in etc var/lib srv usr/local/bin root; do
    mkdir -p "$1/$place/up" "$1/$place/work"
    mount -t overlay overlay \
        -o "lowerdir=/$place,upperdir=$1/$place/up,workdir=$1/$place/work" "/$place"
done
chmod 755 /root  # the Python of these tests may lie there
mount -t proc proc /proc
echo ready
while :; do sleep 0.2; done  # and takes leave of what has ended, as the first process must
"""
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_SUDO = f"""#!/bin/sh
# As Debian sets it up: nothing of the caller's environment.
who=root
[ "$1" = -u ] && {{ who=$2; shift 2; }}
exec setpriv --reuid "$who" --regid "$who" --init-groups env -i \\
    PATH={_PATH} HOME="$(getent passwd "$who" | cut -d: -f6)" LANG=C.UTF-8 \\
    PYTHONPATH=/srv/puente $(cat /etc/given 2>/dev/null) "$@"
"""
_SYSTEMCTL = """#!/bin/sh
# Starts what a unit names, as its user, and stops it.
case "$1" in start|stop|enable) word=$1; shift;; *) exit 0;; esac
[ "$1" = --now ] && shift
kept=/var/lib/units; mkdir -p $kept
for unit in "$@"; do
    file=/etc/systemd/system/$unit.service
    if [ $word = stop ]; then
        pid=$(cat $kept/$unit.pid); kill $pid; tail --pid=$pid -f /dev/null; rm $kept/$unit.pid
        continue
    fi
    user=$(sed -n s/^User=//p $file) run=$(sed -n s/^ExecStart=//p $file)
    case "$run" in *" serve"*) run="$run --port $(cat /etc/port)";; esac
    cd "$(sed -n s/^WorkingDirectory=//p $file)"
    setsid sudo -u $user $run >>$kept/$unit.log 2>&1 </dev/null &
    echo $! >$kept/$unit.pid
done
"""


class BareMachine:
    """Runs commands as they stand in the guide."""

    def __init__(self, init: int) -> None:
        self.init = init

    def run(self, line: str, *, answers: str = "", patience: float = 180) -> str:
        """Type ``line``; what it said. It must end well."""
        done = self.typed(line, answers=answers, patience=patience)
        assert done.returncode == 0, (line, done.stdout, done.stderr, self.log())
        return done.stdout

    def typed(
        self, line: str, *, answers: str = "", patience: float = 180
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["nsenter", "-t", str(self.init), "--mount", "--pid", "sh", "-c", f"cd /srv; {line}"],
            env={"PATH": _PATH, "LANG": "C.UTF-8"},
            input=answers,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )

    def write(self, path: str, text: str, *, mode: str = "644") -> None:
        """Put a file in its place; one that is there keeps its owner and its mode."""
        self.run(f"[ -e {path} ] || install -m {mode} /dev/null {path}; cat >{path}", answers=text)

    def log(self) -> str:
        """What the services said."""
        return self.typed("tail -n 30 /var/lib/units/*.log").stdout


def can_be_had() -> str:
    """Why there can be no such machine here; nothing where it can."""
    tried = [
        ["unshare", "--mount", "--pid", "--fork", "true"],
        ["setpriv", "--version"],
    ]
    for words in tried:
        try:
            done = subprocess.run(words, capture_output=True, text=True, check=False)
        except OSError as error:
            return str(error)
        if done.returncode:
            return done.stderr.strip() or f"{words[0]} no pudo"
    return ""


@contextmanager
def bare_machine(folder: Path) -> Iterator[BareMachine]:
    """A machine that is gone at the end, with all that ran in it."""
    words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _MOUNT, "sh"]
    with subprocess.Popen([*words, str(folder)], stdout=subprocess.PIPE, text=True) as outer:
        try:
            assert outer.stdout is not None
            assert outer.stdout.readline() == "ready\n"
            children = Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text()
            machine = BareMachine(int(children.split()[0]))
            machine.write("/usr/local/bin/sudo", _SUDO, mode="755")
            machine.write("/usr/local/bin/systemctl", _SYSTEMCTL, mode="755")
            yield machine
        finally:
            outer.kill()
