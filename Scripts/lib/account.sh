# Sourced by the scripts that bring the application up: an AWS account in which nothing is, and its registry, both on this machine.
# AWS is moto with its gaps filled (Tests/Fixtures/moto_world), the registry docker-registry.
# Needs $work and $variables of ordinary.sh, free_port and wait_for of containers.sh, .venv of Scripts/setup, and the array $children,
# whose processes the script ends.

# account_begin: starts both and leads imgship there. $registry is the address of the registry; $work/calls gets a line a call of AWS.
account_begin() {
    local port name=123456789012.dkr.ecr.eu-west-1.amazonaws.com
    mkdir "$work/registry"
    registry=127.0.0.1:$(free_port)
    cat >"$work/registry.yml" <<YAML
version: 0.1
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "$registry"}
YAML
    OTEL_TRACES_EXPORTER=none docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
    children+=($!)

    mkfifo "$work/port"
    : >"$work/calls"
    # It ends when its standard input does, which is when this script has ended, however that came.
    exec {account_input}> >(exec .venv/bin/python Tests/Fixtures/moto_world eu-west-1 "$work/calls" >"$work/port" 2>"$work/account.log")
    children+=($!)
    read -r -t 60 port <"$work/port" || { tail -n 20 "$work/account.log" >&2; return 1; }
    variables=(AWS_ENDPOINT_URL="http://127.0.0.1:$port" AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_EC2_METADATA_DISABLED=true
        AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=s3cret-key)
    wait_for "http://$registry/v2/" 30 || { tail -n 20 "$work/registry.log" >&2; return 1; }

    sed -i "s|^registry: .*|registry: $name/llm-chat|" "$work/project/imgship.yaml"
    printf '\nregistries: {%s: {address: "http://%s"}}\n' "$name" "$registry" >>"$work/project/imgship.yaml"
}

# account_python: runs a script of standard input that asks the account with boto3.
account_python() { env "${variables[@]}" .venv/bin/python -; }
