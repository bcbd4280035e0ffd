package dev.afina.storage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a database server is and who asks, as the location of a URL tells: {@code
 * user:password@host:port/database}, special characters of it written as {@code %40}.
 *
 * @param user empty if the URL names none
 * @param password empty if the URL names none
 * @param host {@code localhost} if the URL names none; an IPv6 address without its brackets
 */
record ServerAddress(String user, String password, String host, int port, String database) {

  private static final int LAST_PORT = 65_535;

  /**
   * Takes a URL's location apart.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static ServerAddress of(StorageUrl url, int defaultPort) {
    String location = url.location();
    int at = location.lastIndexOf('@');
    String login = at < 0 ? "" : location.substring(0, at);
    String rest = location.substring(at + 1);
    int slash = rest.indexOf('/');
    if (slash < 0 || slash == rest.length() - 1) {
      throw malformed(url, "it names no database");
    }
    String place = rest.substring(0, slash);
    int colon = place.lastIndexOf(':') > place.lastIndexOf(']') ? place.lastIndexOf(':') : -1;
    String host = colon < 0 ? place : place.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int split = login.indexOf(':');
    return new ServerAddress(
        decoded(split < 0 ? login : login.substring(0, split)),
        split < 0 ? "" : decoded(login.substring(split + 1)),
        host.isEmpty() ? "localhost" : host,
        colon < 0 ? defaultPort : port(url, place.substring(colon + 1)),
        decoded(rest.substring(slash + 1)));
  }

  private static int port(StorageUrl url, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw (IllegalArgumentException) badPort(url, text).initCause(e);
    }
    throw badPort(url, text);
  }

  private static IllegalArgumentException badPort(StorageUrl url, String text) {
    return malformed(url, "its port \"%s\" is none from 1 to %d".formatted(text, LAST_PORT));
  }

  private static IllegalArgumentException malformed(StorageUrl url, String why) {
    return new IllegalArgumentException(
        "storage URL \"%s\" is malformed, for %s; expected %s://user:password@host:port/database"
            .formatted(url, why, url.scheme()));
  }

  /** Percent signs that begin no code stay as they are, as in Python; so does a plus. */
  static String decoded(String text) {
    String escaped = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B");
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }

  /** Host, port and database, without who asks. */
  String place() {
    return "%s on %s:%d".formatted(database, host.contains(":") ? "[" + host + "]" : host, port);
  }

  /** As {@link #place()}: the password is nobody's business. */
  @Override
  public String toString() {
    return place();
  }
}
