package dev.afina.grpc;

import dev.afina.core.StorageException;
import dev.afina.storage.StorageUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a gRPC server is, and how it is spoken to.
 *
 * @param host a name or an address; an IPv6 address in brackets
 * @param isSecret whether with TLS
 * @param trusted a PEM file with the certificate to trust; null for Java's own
 * @param token what the server asks for; null for nothing
 * @param patience for how long what fails in passing is tried again
 * @param zone that of an Optuna server's process
 */
record GrpcAddress(
    String host,
    int port,
    boolean isSecret,
    @Nullable Path trusted,
    @Nullable String token,
    Duration patience,
    ZoneId zone) {

  private static final String TOKEN_VARIABLE = "AFINA_GRPC_TOKEN";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LONGEST_SECONDS = 86_400;
  private static final int LAST_PORT = 65_535;

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static GrpcAddress of(StorageUrl url) {
    String location = url.location().endsWith("/") ? cut(url.location(), 1) : url.location();
    int colon =
        location.lastIndexOf(':') > location.lastIndexOf(']') ? location.lastIndexOf(':') : -1;
    String host = colon < 0 ? location : location.substring(0, colon);
    if (location.contains("@")) {
      throw malformed(url, "the token does not stand in it; give token_file=FILE after ?");
    }
    if (host.contains("/")) {
      throw malformed(url, "a server has no databases to name");
    }
    Path trusted = null;
    String token = System.getenv(TOKEN_VARIABLE);
    Duration patience = PATIENCE;
    ZoneId zone = ZoneId.systemDefault();
    for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
      String value = parameter.getValue();
      switch (parameter.getKey()) {
        case "token_file" -> token = token(value);
        case "ca" -> trusted = path(value);
        case "timeout" -> patience = seconds(value);
        case "zone" -> zone = zone(value);
        default ->
            throw new IllegalArgumentException(
                "unknown parameter \"%s\" in storage URL \"%s\"; known: ca, timeout, token_file, zone"
                    .formatted(parameter.getKey(), url));
      }
    }
    boolean isSecret = url.scheme().equals("grpcs");
    if (trusted != null && !isSecret) {
      throw malformed(url, "ca is for grpcs:// only");
    }
    return new GrpcAddress(
        host.isEmpty() ? "localhost" : host,
        colon < 0 ? StorageServer.DEFAULT_PORT : port(url, location.substring(colon + 1)),
        isSecret,
        trusted,
        token == null || token.isEmpty() ? null : token,
        patience,
        zone);
  }

  private static String cut(String text, int characters) {
    return text.substring(0, text.length() - characters);
  }

  private static int port(StorageUrl url, String text) {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= LAST_PORT) {
        return port;
      }
    }
    throw malformed(url, "its port \"%s\" is none from 1 to %d".formatted(text, LAST_PORT));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("\"%s\" is no name of a file".formatted(text), e);
    }
  }

  /**
   * The token that a file holds, without the white space around it.
   *
   * @throws StorageException if it cannot be read
   */
  private static String token(String file) {
    try {
      return Files.readString(path(file)).strip();
    } catch (IOException e) {
      throw new StorageException(
          "the file %s with the server's token cannot be read; check its name and permissions"
              .formatted(file),
          e);
    }
  }

  private static Duration seconds(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= LONGEST_SECONDS) {
        return Duration.ofMillis((long) (1000 * seconds));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "timeout=%s is no number of seconds, such as 60".formatted(text), e);
    }
    throw new IllegalArgumentException(
        "timeout=%s must be from 0 to %d seconds".formatted(text, LONGEST_SECONDS));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone=%s is no time zone, such as Europe/Berlin or UTC".formatted(text), e);
    }
  }

  private static IllegalArgumentException malformed(StorageUrl url, String why) {
    return new IllegalArgumentException(
        "storage URL \"%s\" is malformed, for %s; expected %s://host:port"
            .formatted(url, why, url.scheme()));
  }

  /** Host and port: the token is nobody's business. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
