# gotick in a container: by default a server with a worker behind a proxy that speaks TLS. docs/operations.md says how it is run.
#
#   docker build -t gotick .
#   docker build -t gotick --build-arg OPTIONS=-p:UsePowerShellSdk=true .    # with all commands of PowerShell's own modules

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
ARG OPTIONS=
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY module module
COPY src src
RUN dotnet publish src/GoTick.Host --configuration Release --arch $TARGETARCH --no-self-contained --output /app $OPTIONS

FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="GoTick" org.opencontainers.image.licenses="MIT"
COPY LICENSE /app/
COPY --from=build /app /app

# The image brings this user. The volume takes over the owner of what it is put over.
RUN mkdir /data /flows && chown $APP_UID:$APP_UID /data && ln -s /app/gotick /usr/local/bin/gotick
USER $APP_UID
VOLUME /data

# One machine's store; for a fleet say redis://… here. The password belongs into GOTICK_PASSWORD, from a secret.
ENV GOTICK_STORE=sqlite:/data/gotick.db
WORKDIR /data
EXPOSE 7777

# bash, because the image has no client for HTTP.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/7777 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]

# SIGTERM drains for up to 30 s: docker stop --time 45.
ENTRYPOINT ["gotick"]
CMD ["server", "--urls", "http://0.0.0.0:7777", "--behind-proxy", "--flows", "/flows"]
