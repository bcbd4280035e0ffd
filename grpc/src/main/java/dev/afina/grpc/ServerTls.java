package dev.afina.grpc;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's certificate and key, checked before the server begins. */
final class ServerTls {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private ServerTls() {}

  /**
   * Reads them.
   *
   * @param certificate PEM, the server's own first, then those it was signed with
   * @param key PEM of PKCS #8, without a password
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if one holds something else, or they do not belong together
   */
  static ServerCredentials read(Path certificate, Path key) throws IOException {
    byte[] chain = Files.readAllBytes(certificate);
    byte[] secret = Files.readAllBytes(key);
    X509Certificate own = certificate(certificate, chain);
    check(certificate, own.getPublicKey(), key, new String(secret, StandardCharsets.ISO_8859_1));
    return TlsServerCredentials.create(
        new ByteArrayInputStream(chain), new ByteArrayInputStream(secret));
  }

  private static X509Certificate certificate(Path file, byte[] content) {
    try {
      X509Certificate first =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(content))
                  .stream()
                  .findFirst()
                  .orElseThrow(() -> new CertificateException("it is empty"));
      Instant end = first.getNotAfter().toInstant();
      if (end.isBefore(Instant.now())) {
        throw new IllegalArgumentException(
            "the TLS certificate %s ended on %s; renew it".formatted(file, end));
      }
      return first;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "%s holds no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE-----"
              .formatted(file),
          e);
    }
  }

  private static void check(Path certificate, PublicKey open, Path file, String text) {
    Matcher pem = KEY.matcher(text);
    if (!pem.find()) {
      throw new IllegalArgumentException(
          "%s holds no TLS key that is understood; expected PEM which begins with -----BEGIN PRIVATE"
                  .formatted(file)
              + " KEY-----, such as openssl pkcs8 -topk8 -nocrypt makes of other forms");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey secret =
          KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
      Signature signature = Signature.getInstance(algorithm(open));
      signature.initSign(secret);
      signature.update(der);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(der);
      if (signature.verify(signed)) {
        return;
      }
      throw new IllegalArgumentException(unfit(certificate, file));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(unfit(certificate, file), e);
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static String unfit(Path certificate, Path key) {
    return "the TLS key %s does not belong to the certificate %s; name the key that it was made with"
        .formatted(key, certificate);
  }
}
