package dev.afina.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.wire.EventServiceGrpc;
import dev.afina.grpc.wire.StartTrialRequest;
import dev.afina.storage.StorageUrl;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server begins, whom it lets in, how it ends, and what clients are told. */
class StorageServerTest {

  private final Storage memory = new InMemoryStorage();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private StorageServer.Builder server() {
    return StorageServer.builder(memory).port(0);
  }

  @Test
  void saysThatThePortIsInUse() throws IOException {
    try (StorageServer first = server().start()) {
      assertThatThrownBy(() -> server().port(first.port()).start())
          .isInstanceOf(IOException.class)
          .hasMessage(
              "port %d of localhost is in use; end what uses it, or choose another port",
              first.port());
    }
  }

  @Test
  void refusesPortsHostsAndTokensThatAreNone() {
    assertThatThrownBy(() -> server().port(65_536)).hasMessageContaining("65536");
    assertThatThrownBy(() -> server().host("no.such.host.invalid").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"no.such.host.invalid\" is unknown");
    for (String token : List.of("", "two words", "ümlaut")) {
      assertThatThrownBy(() -> server().token(token))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a token has one or more characters of printable ASCII without spaces");
    }
  }

  @Test
  void refusesCertificatesAndKeysThatAreNoneOrDoNotBelongTogether() throws Exception {
    Certificates own = Certificates.make(folder, "own");
    Certificates other = Certificates.make(folder, "other");
    Certificates ended = Certificates.make(folder, "ended", "1");
    Path text = Files.writeString(folder.resolve("text.pem"), "nothing of the kind");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    String secret = Files.readString(own.key()).lines().skip(1).findFirst().orElseThrow();

    for (Path none : List.of(text, empty, own.key())) {
      assertThatThrownBy(() -> server().tls(none, own.key()).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(none + " holds no certificate; expected PEM");
    }
    for (Path none : List.of(text, own.certificate())) {
      assertThatThrownBy(() -> server().tls(own.certificate(), none).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(none + " holds no TLS key that is understood");
    }
    assertThatThrownBy(() -> server().tls(other.certificate(), own.key()).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not belong to the certificate")
        .hasMessageNotContaining(secret);
    assertThatThrownBy(() -> server().tls(ended.certificate(), ended.key()).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("the TLS certificate .* ended on .*; renew it");
  }

  @Test
  void letsOnlyThoseInWhoBringTheToken() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "another-s3cret");
    try (StorageServer server = server().token("the-s3cret").start()) {
      String url = "grpc://localhost:" + server.port();
      assertThatThrownBy(() -> Storages.open(url))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("asks for a token")
          .hasMessageContaining("AFINA_GRPC_TOKEN");
      assertThatThrownBy(() -> Storages.open(url + "?token_file=" + wrong))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("the token is not the server's")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void speaksTlsWithThoseWhoTrustItsCertificateAndBringTheToken() throws Exception {
    Certificates own = Certificates.make(folder, "own");
    Path token = Files.writeString(folder.resolve("token"), "the-s3cret\n");
    try (StorageServer server =
            server().tls(own.certificate(), own.key()).token("the-s3cret").start();
        Storage client =
            Storages.open(
                "grpcs://localhost:%d?ca=%s&token_file=%s"
                    .formatted(server.port(), own.certificate(), token))) {
      client.createStudy("s", List.of(Direction.MAXIMIZE), Map.of());
      assertThat(client.studies()).isEqualTo(memory.studies()).hasSize(1);
    }
  }

  @Test
  void tellsThoseWhoTrustTheWrongCertificate() throws Exception {
    Certificates own = Certificates.make(folder, "own");
    Certificates other = Certificates.make(folder, "other");
    try (StorageServer server = server().tls(own.certificate(), own.key()).start()) {
      String url = "grpcs://localhost:" + server.port();
      for (String trust : List.of("", "?ca=" + other.certificate())) {
        assertThatThrownBy(() -> Storages.open(url + trust))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("no connection with TLS comes about")
            .hasMessageContaining("?ca=FILE");
      }
      assertThatThrownBy(() -> Storages.open("grpc://localhost:" + server.port()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("whether it asks for TLS");
      assertThatThrownBy(() -> Storages.open(url + "?ca=" + own.key()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("no certificate to trust");
    }
  }

  @Test
  void saysThatNoServerAnswers() throws IOException {
    int port;
    try (StorageServer server = server().start()) {
      port = server.port();
    }
    assertThatThrownBy(() -> Storages.open("grpc://localhost:" + port))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot open the storage at localhost:%d".formatted(port))
        .hasMessageContaining("start one with afina serve --grpc " + port);
  }

  @ParameterizedTest
  @CsvSource({
    "grpc://localhost:0, its port",
    "grpc://localhost:port, its port",
    "grpc://user:pass@localhost:1, token_file",
    "grpc://localhost/database, no databases",
    "grpc://localhost?ca=x.pem, for grpcs",
    "grpc://localhost?pool_size=3, 'known: ca, timeout, token_file, zone'",
    "grpc://localhost?timeout=soon, no number of seconds",
    "grpc://localhost?timeout=-1, from 0 to",
    "grpc://localhost?zone=Nowhere, no time zone",
    "grpc://localhost?token_file=/no/such/file, cannot be read",
  })
  void refusesMalformedUrls(String url, String why) {
    assertThatThrownBy(() -> Storages.open(url))
        .hasMessageContaining(why)
        .hasMessageNotContaining("pass");
  }

  @Test
  void takesAPortAndAHostForGranted() {
    assertThat(GrpcAddress.of(StorageUrl.parse("grpc://")))
        .hasToString("localhost:13000")
        .extracting(GrpcAddress::isSecret)
        .isEqualTo(false);
    assertThat(GrpcAddress.of(StorageUrl.parse("grpcs://[::1]"))).hasToString("[::1]:13000");
  }

  @Test
  void makesAChangeOnceHoweverOftenItIsSent() throws IOException {
    long study = memory.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
    try (StorageServer server = server().start();
        Connection line =
            Connection.open(
                GrpcAddress.of(StorageUrl.parse("grpc://localhost:" + server.port())))) {
      EventServiceGrpc.EventServiceBlockingStub events = line.events();
      StartTrialRequest request =
          StartTrialRequest.newBuilder().setStudyId(study).setChange(line.change()).build();
      assertThat(events.startTrial(request)).isEqualTo(events.startTrial(request));
      assertThat(memory.trials(study, -1, List.of())).hasSize(1);
      events.startTrial(request.toBuilder().setChange(line.change()).build());
      assertThat(memory.trials(study, -1, List.of())).hasSize(2);
    }
  }

  @Test
  void goesOnWhenTheServerIsBackAgain() throws Exception {
    StorageServer first = server().start();
    int port = first.port();
    try (Storage client = Storages.open("grpc://localhost:" + port)) {
      long study = client.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
      FrozenTrial trial =
          client
              .startTrial(study, new TrialStart(Worker.current(), OptionalInt.empty()))
              .orElseThrow();
      first.close();
      CompletableFuture<FrozenTrial> finished =
          CompletableFuture.supplyAsync(
              () -> {
                Thread.currentThread().interrupt(); // which must not cut the call short
                FrozenTrial done = client.finish(trial.id(), end(1));
                assertThat(Thread.interrupted()).isTrue();
                return done;
              });
      try (StorageServer second = server().port(port).start()) {
        assertThat(finished.get().values()).containsExactly(1.0);
        assertThat(second.port()).isEqualTo(port);
      }
    }
  }

  private static TrialEnd end(double value) {
    return new TrialEnd(
        TrialState.COMPLETE, List.of(value), Params.empty(), Map.of(), Map.of(), Map.of());
  }

  @Test
  void losesPatienceWithAServerThatStaysAway() throws Exception {
    StorageServer server = server().start();
    try (Storage client = Storages.open("grpc://localhost:%d?timeout=0".formatted(server.port()))) {
      server.close();
      server.close();
      assertThatThrownBy(client::studies)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("cannot find studies at localhost")
          .hasMessageContaining("no server answers");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1300})
  void readsHoweverManyTrialsThereAre(int count) throws IOException {
    long study = memory.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
    for (int i = 0; i < count; i++) {
      memory.addTrial(study, FrozenTrial.builder(TrialState.WAITING).build());
    }
    try (StorageServer server = server().start();
        Storage client = Storages.open("grpc://localhost:" + server.port())) {
      assertThat(client.trials(study, -1, List.of()))
          .isEqualTo(memory.trials(study, -1, List.of()));
    }
  }
}
