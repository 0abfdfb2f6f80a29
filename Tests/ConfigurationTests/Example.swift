/// The file of the design, complete.
enum Example {
    static let text = """
        version: 1
        project: llm-chat
        platforms: [linux/amd64, linux/arm64]
        registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat

        sources:
          debian: {debian: ["${DEBIAN_MIRROR:-https://deb.example/debian}"], keyring: keys/archive.gpg, snapshot: [https://snapshot.example/debian]}
          pypi: {index: https://pypi.example/simple}

        bases:
          python311:
            debian: bookworm
            packages: [python3.11, libstdc++6, ca-certificates, tzdata, netbase, libc-bin, dash]
            users: {nonroot: 65532}

        images:
          backend:
            base: python311
            python: {requirements: images/backend/requirements.in, version: 3.11}
            copy: ["images/backend/app:/app"]
            config: {workdir: /app, cmd: [uvicorn, main:app], expose: [8000]}
          frontend:
            base: python311
            python: {requirements: images/frontend/requirements.in, venv: /opt/venv}
            copy: [{from: images/frontend/app, to: /app, owner: 65532:65532, mode: 0755, exclude: ["*.pyc"]}]
            config:
              user: "65532:65532"
              workdir: /app
              entrypoint: [/opt/venv/bin/python]
              cmd: [app.py]
              expose: [7860, "8000/udp"]
              env: {GRADIO_ANALYTICS_ENABLED: "0", DEBUG: no}
              stop-signal: SIGINT
              volumes: [/tmp]
              labels: {org.opencontainers.image.version: 3.10}
              healthcheck: {command: [/opt/venv/bin/python, -c, "1"], interval: 30s, timeout: 5s, retries: 3, start-period: 1m30s}

        services:
          backend:
            image: backend
            cpu: 512
            memory: 1024
            port: 8000
            secrets: {OPENAI_API_KEY: secret:llm-chat/openai}
            health: {path: /healthz}
            deployment: {minimum: 100, maximum: 200, circuit-breaker: rollback}
          frontend:
            image: frontend
            after: [backend]
            port: 7860
            cpu: 512
            memory: 2048
            env: {BACKEND_URL: http://backend:8000, STAGE: "${STAGE}"}
            load-balancer: {listen: 7860, grace: 60s, idle: 300s}
            scaling: {min: 1, max: 4, cpu: 75, scale-in: 300s, scale-out: 60s}

        environments:
          production: {services: {frontend: {scaling: {min: 2, max: 12}}}}
        """
}
