package dev.afina.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.wire.Attribute;
import dev.afina.grpc.wire.EditTrialRequest;
import dev.afina.storage.StorageUrl;
import dev.afina.storage.Storages;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is changed of ended trials through a server, and what is refused, in one clear sentence. */
class EditThroughServerTest {

  private final Storage behind = Storages.open("sqlite://");

  @SuppressWarnings("NullAway.Init") // set before each test
  private StorageServer server;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Storage client;

  private long study;

  @SuppressWarnings("NullAway.Init") // set before each test
  private FrozenTrial ended;

  @BeforeEach
  void serve() throws IOException {
    server = StorageServer.builder(behind).port(0).start();
    client = Storages.open("grpc://localhost:" + server.port());
    study = client.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
    FrozenTrial started = start();
    ended =
        client.finish(
            started.id(),
            new TrialEnd(
                TrialState.COMPLETE, List.of(0.5), Params.empty(), Map.of(), Map.of(), Map.of()));
  }

  @AfterEach
  void end() {
    client.close();
    server.close();
    behind.close();
  }

  private FrozenTrial start() {
    return client
        .startTrial(study, new TrialStart(Worker.current(), OptionalInt.empty()))
        .orElseThrow();
  }

  private Connection connection() {
    return Connection.open(GrpcAddress.of(StorageUrl.parse("grpc://localhost:" + server.port())));
  }

  @Test
  void keepsLargeAttributesOfAnEndedTrial() {
    String large = "ü".repeat(2_500_000);
    FrozenTrial edited = client.edit(ended.id(), TrialEdit.attributes(Map.of("note", large)));
    assertThat(edited.userAttributes()).isEqualTo(Map.of("note", large));
    assertThat(client.trials(study, -1, List.of())).containsExactly(edited);
    assertThat(behind.findTrial(ended.id())).contains(edited);
  }

  @Test
  void refusesToEditTrialsThatAreNotThereOrRun() {
    assertThatThrownBy(() -> client.edit(99, TrialEdit.discard("wrong data")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no trial of id 99");
    FrozenTrial running = start();
    assertThatThrownBy(() -> client.edit(running.id(), TrialEdit.discard("wrong data")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("trial 1", "RUNNING");
    assertThat(client.trials(study, -1, List.of())).containsExactly(ended, running);
    assertThat(client.edits(study, 0)).isEmpty();
  }

  @Test
  void refusesMalformedEdits() {
    try (Connection line = connection()) {
      refused(line, edit().setFateValue(17), "does not know what is to become of it");
      refused(
          line,
          edit().addUserAttributes(Attribute.newBuilder().setKey("note").setJson("{not json")),
          "note");
    }
    assertThat(client.trials(study, -1, List.of())).containsExactly(ended);
    assertThat(client.edits(study, 0)).isEmpty();
  }

  private EditTrialRequest.Builder edit() {
    return EditTrialRequest.newBuilder().setTrialId(ended.id()).setReason("wrong data");
  }

  private static void refused(Connection line, EditTrialRequest.Builder edit, String said) {
    assertThatThrownBy(() -> line.events().editTrial(edit.build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> {
              assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(failure.getStatus().getDescription()).contains(said);
            });
  }

  @Test
  void showsOptunasClientsWhatWasChangedAndLetsThemChangeNothing() {
    client.edit(ended.id(), TrialEdit.attributes(Map.of("note", "blurred images")));
    client.edit(ended.id(), TrialEdit.discard("wrong data"));
    try (Storage optuna = new ProxyStorage(connection(), ZoneId.systemDefault())) {
      FrozenTrial seen = optuna.trials(study, -1, List.of()).get(0);
      assertThat(seen.state()).isEqualTo(TrialState.FAIL);
      assertThat(seen.values()).isEmpty();
      assertThat(seen.userAttributes()).isEqualTo(Map.of("note", "blurred images"));
      assertThatThrownBy(() -> optuna.edit(ended.id(), TrialEdit.restore()))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("cannot change trials that have ended");
    }
    assertThat(client.edit(ended.id(), TrialEdit.restore()).values()).containsExactly(0.5);
  }
}
