# Weighbridge in a container, beside a validator in another one: see docs/sidecar.md and compose.yaml.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
# Libraries change seldom: they are a layer of their own, here and in the image.
RUN mvn -B -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
COPY src src
RUN mvn -B -q -Dquick -DskipTests -Dspotless.check.skip package

FROM eclipse-temurin:17-jre
COPY --from=build /src/lib /opt/weighbridge/lib
COPY --from=build /src/target/weighbridge-thin.jar /opt/weighbridge/
COPY scripts/health /opt/weighbridge/
# An archive of classes, which halves the time to start; it belongs to these jars and this JVM.
RUN java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=/opt/weighbridge/weighbridge.jsa -Xlog:disable \
      -cp "/opt/weighbridge/weighbridge-thin.jar:/opt/weighbridge/lib/*" io.weighbridge.cli.Main \
      demo --for 2s --speed 100 --http 127.0.0.1:0 >/dev/null \
 && useradd --system --uid 10001 --no-create-home weighbridge
# Give it the validator's user at run time: --user UID:GID. Only the folder with the databases is written to, and /tmp.
USER 10001
WORKDIR /data
ENV WEIGHBRIDGE_HTTP=0.0.0.0:8480
EXPOSE 8480
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/opt/weighbridge/health", "127.0.0.1", "8480"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", \
  "-Xshare:auto", "-XX:SharedArchiveFile=/opt/weighbridge/weighbridge.jsa", "-Xlog:disable", "-Xlog:all=error:stderr", \
  "-cp", "/opt/weighbridge/weighbridge-thin.jar:/opt/weighbridge/lib/*", "io.weighbridge.cli.Main"]
CMD ["follow"]
