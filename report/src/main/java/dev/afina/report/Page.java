package dev.afina.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's template with its places filled.
 *
 * <p>Only {@code title} is text and is escaped; scripts are admitted by their hash in the page's
 * policy, and nothing else may run or be loaded.
 */
final class Page {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  private Page() {}

  static String fill(Map<String, String> parts) {
    String library = parts.getOrDefault("library", "");
    String script = parts.getOrDefault("script", "");
    String allowed = "'%s' '%s'".formatted(hash(library), hash(script));
    Matcher places = PLACE.matcher(Resources.text("page/report.html"));
    return places.replaceAll(
        place -> Matcher.quoteReplacement(content(place.group(1), parts, allowed)));
  }

  private static String content(String place, Map<String, String> parts, String allowed) {
    return switch (place) {
      case "allowed" -> allowed;
      case "title" -> escape(parts.getOrDefault("title", ""));
      default -> parts.getOrDefault(place, "");
    };
  }

  /** Text as it may stand between tags and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM lacks SHA-256, which every JVM must have", e);
    }
  }
}
