# Sourced by the scripts that use imgship as people do: the program as it is shipped, run by an ordinary user on a copy of the application.
# When the script runs as root, that is user 65533, who owns nothing but the copy.
# Needs $work, a directory of the script's own.

# ordinary_begin: builds the program, and copies the application to $work/project.
ordinary_begin() {
    local options=(--configuration release --static-swift-stdlib --product imgship)
    swift build "${options[@]}" 2>&1 | tail -n 1
    chmod 755 "$work"
    mkdir "$work/project" "$work/home"
    cp "$(swift build "${options[@]}" --show-bin-path)/imgship" "$work/imgship"
    cp -r imgship.yaml imgship.lock images "$work/project/"
    # The download cache outlives the scripts, so that the next one is quick.
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/imgship-demo
    user=()
    if [ "$(id -u)" = 0 ]; then
        cache=/var/tmp/imgship-demo
        user=(setpriv --reuid 65533 --regid 65533 --clear-groups)
    fi
    mkdir -p "$cache"
    if [ "$(id -u)" = 0 ]; then chown -R 65533:65533 "$work/project" "$work/home" && chown 65533:65533 "$cache"; fi
}

# imgship ARGUMENTS...: runs it there, with the variables of the array $variables.
variables=()
imgship() {
    (cd "$work/project" && exec "${user[@]}" env HOME="$work/home" XDG_CACHE_HOME="$cache" CI=true "${variables[@]}" "$work/imgship" "$@")
}
