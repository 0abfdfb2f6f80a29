# Sourced by the scripts that run built images: podman with a storage of its own, on machines with unusual control groups too.
# Needs $work, a directory of the script's own.

# Becomes podman: in the background, its process is then the one that signals reach.
containers_exec() {
    local flags=(--root "$work/containers" --runroot "$work/containers-run" --cgroup-manager cgroupfs)
    if [ "$(id -u)" = 0 ] && mountpoint -q /sys/fs/cgroup/unified; then
        # crun refuses hosts that mount both generations of control groups; in a mount namespace of our own the second is not there.
        exec unshare --mount sh -c 'umount /sys/fs/cgroup/unified; exec podman "$@"' podman "${flags[@]}" "$@"
    else
        exec podman "${flags[@]}" "$@"
    fi
}

containers_podman() { (containers_exec "$@"); }

# containers_run IMAGE [NAME=VALUE...]: runs an image as it would run in a task: its own user, a read-only root, a writable /tmp.
# To be started with `&`: it becomes podman, which passes SIGTERM on to the program inside.
containers_run() {
    local image=$1 variables=() variable
    shift
    for variable in "$@"; do variables+=(--env "$variable"); done
    containers_exec run --rm --read-only --tmpfs /tmp:rw,mode=1777 --network host --cgroups disabled \
        --ulimit nofile=1024:1024 --ulimit nproc=4096:4096 --cap-drop all --security-opt no-new-privileges "${variables[@]}" "$image"
}

# free_port: a TCP port nobody listens on.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# wait_for URL SECONDS: until the address answers with success.
wait_for() {
    local deadline=$((SECONDS + $2))
    until curl --silent --fail --output /dev/null --max-time 2 "$1"; do
        [ $SECONDS -lt $deadline ] || { echo "error: $1 did not answer within $2 s" >&2; return 1; }
        sleep 0.2
    done
}
