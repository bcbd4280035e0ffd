package dev.afina.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.optuna.CreateNewStudyRequest;
import dev.afina.grpc.optuna.CreateNewTrialRequest;
import dev.afina.grpc.optuna.DeleteStudyRequest;
import dev.afina.grpc.optuna.GetTrialIdFromStudyIdTrialNumberRequest;
import dev.afina.grpc.optuna.GetTrialRequest;
import dev.afina.grpc.optuna.GetTrialsRequest;
import dev.afina.grpc.optuna.SetStudyUserAttributeRequest;
import dev.afina.grpc.optuna.SetTrialIntermediateValueRequest;
import dev.afina.grpc.optuna.SetTrialParameterRequest;
import dev.afina.grpc.optuna.SetTrialStateValuesRequest;
import dev.afina.grpc.optuna.SetTrialSystemAttributeRequest;
import dev.afina.grpc.optuna.StorageServiceGrpc;
import dev.afina.grpc.optuna.StorageServiceGrpc.StorageServiceBlockingStub;
import dev.afina.grpc.optuna.Trial;
import dev.afina.storage.StorageUrl;
import dev.afina.storage.Storages;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that sends nonsense gets one clear status, and the storage stays as it was. */
class MalformedCallTest {

  private static final String FLOAT =
      "{\"name\": \"FloatDistribution\", \"attributes\":"
          + " {\"step\": null, \"low\": 0.0, \"high\": 1.0, \"log\": false}}";

  private final Storage storage = Storages.open("sqlite://");

  @SuppressWarnings("NullAway.Init") // set before each test
  private StorageServer server;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ManagedChannel channel;

  @SuppressWarnings("NullAway.Init") // set before each test
  private StorageServiceBlockingStub optuna;

  private long study;
  private long trial;
  private long finished;

  @BeforeEach
  void serve() throws IOException {
    server = StorageServer.builder(storage).port(0).start();
    channel =
        Grpc.newChannelBuilderForAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
    optuna = StorageServiceGrpc.newBlockingStub(channel);
    CreateNewStudyRequest request =
        CreateNewStudyRequest.newBuilder().setStudyName("s").addDirectionsValue(0).build();
    study = optuna.createNewStudy(request).getStudyId();
    CreateNewTrialRequest fresh =
        CreateNewTrialRequest.newBuilder().setStudyId(study).setTemplateTrialIsNone(true).build();
    trial = optuna.createNewTrial(fresh).getTrialId();
    finished = optuna.createNewTrial(fresh).getTrialId();
    optuna.setTrialParameter(
        SetTrialParameterRequest.newBuilder()
            .setTrialId(trial)
            .setParamName("x")
            .setParamValueInternal(0.5)
            .setDistribution(FLOAT)
            .build());
    optuna.setTrialStateValues(
        SetTrialStateValuesRequest.newBuilder()
            .setTrialId(finished)
            .setStateValue(1)
            .addValues(1)
            .build());
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    server.close();
    storage.close();
  }

  private void refused(Status.Code code, String said, Consumer<StorageServiceBlockingStub> call) {
    assertThatThrownBy(() -> call.accept(optuna))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> {
              assertThat(failure.getStatus().getCode()).isEqualTo(code);
              assertThat(failure.getStatus().getDescription()).contains(said);
            });
  }

  @Test
  void answersMisuseWithOptunasStatuses() {
    var before = storage.trials(study, -1, List.of());
    CreateNewStudyRequest taken =
        CreateNewStudyRequest.newBuilder().setStudyName("s").addDirectionsValue(1).build();
    refused(Status.Code.ALREADY_EXISTS, "\"s\"", server -> server.createNewStudy(taken));
    refused(
        Status.Code.NOT_FOUND,
        "no study of id 99",
        server -> server.deleteStudy(DeleteStudyRequest.newBuilder().setStudyId(99).build()));
    refused(
        Status.Code.NOT_FOUND,
        "no study of id 99",
        server -> server.getTrials(GetTrialsRequest.newBuilder().setStudyId(99).build()));
    for (long id : new long[] {99, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      refused(
          Status.Code.NOT_FOUND,
          "no trial of id " + id,
          server -> server.getTrial(GetTrialRequest.newBuilder().setTrialId(id).build()));
      refused(
          Status.Code.NOT_FOUND,
          "no trial of id " + id,
          server -> server.setTrialParameter(param(id, "y", FLOAT)));
    }
    for (long number : new long[] {2, -1, 1L << 40}) {
      refused(
          Status.Code.NOT_FOUND,
          "no trial of number " + number,
          server ->
              server.getTrialIdFromStudyIdTrialNumber(
                  GetTrialIdFromStudyIdTrialNumberRequest.newBuilder()
                      .setStudyId(study)
                      .setTrialNumber(number)
                      .build()));
    }
    refused(
        Status.Code.FAILED_PRECONDITION,
        "trial 1 has ended",
        server -> server.setTrialParameter(param(finished, "x", FLOAT)));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "parameter \"x\"",
        server ->
            server.setTrialParameter(
                param(
                    trial,
                    "x",
                    FLOAT.replace("\"low\": 0.0", "\"low\": 0.1").replace("false", "true"))));
    assertThat(storage.trials(study, -1, List.of())).isEqualTo(before);
  }

  private static SetTrialParameterRequest param(long id, String name, String distribution) {
    return SetTrialParameterRequest.newBuilder()
        .setTrialId(id)
        .setParamName(name)
        .setParamValueInternal(0.25)
        .setDistribution(distribution)
        .build();
  }

  @Test
  void answersNonsenseWithASentence() {
    var before = storage.trials(study, -1, List.of());
    for (String distribution : List.of("", "{", "[]", "{\"name\": \"Odd\"}", "null")) {
      refused(
          Status.Code.INVALID_ARGUMENT,
          "",
          server -> server.setTrialParameter(param(trial, "y", distribution)));
    }
    refused(
        Status.Code.INVALID_ARGUMENT,
        "attribute \"k\" is no JSON",
        server ->
            server.setStudyUserAttribute(
                SetStudyUserAttributeRequest.newBuilder()
                    .setStudyId(study)
                    .setKey("k")
                    .setValue("{not json")
                    .build()));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "attribute \"deep\" is no JSON",
        server ->
            server.setTrialSystemAttribute(
                SetTrialSystemAttributeRequest.newBuilder()
                    .setTrialId(trial)
                    .setKey("deep")
                    .setValue("[".repeat(100_000))
                    .build()));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "beyond 32 bits",
        server ->
            server.setTrialIntermediateValue(
                SetTrialIntermediateValueRequest.newBuilder()
                    .setTrialId(trial)
                    .setStep(1L << 33)
                    .build()));
    refused(Status.Code.INVALID_ARGUMENT, "state is unknown", server -> state(server, 17));
    refused(Status.Code.INVALID_ARGUMENT, "NaN", server -> state(server, 1, Double.NaN));
    refused(Status.Code.INVALID_ARGUMENT, "WAITING", server -> state(server, 4));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "direction is unknown",
        server ->
            server.createNewStudy(
                CreateNewStudyRequest.newBuilder()
                    .setStudyName("t")
                    .addDirectionsValue(5)
                    .build()));
    for (Trial template :
        List.of(
            Trial.newBuilder().setStateValue(9).build(),
            Trial.newBuilder().setDatetimeStart("yesterday").build(),
            Trial.newBuilder().putParams("x", 1).build(),
            Trial.newBuilder().putUserAttributes("k", "nonsense").build())) {
      refused(
          Status.Code.INVALID_ARGUMENT,
          "",
          server ->
              server.createNewTrial(
                  CreateNewTrialRequest.newBuilder()
                      .setStudyId(study)
                      .setTemplateTrial(template)
                      .build()));
    }
    assertThat(storage.studies()).hasSize(1);
    assertThat(storage.studies().get(0).userAttributes()).isEmpty();
    assertThat(storage.trials(study, -1, List.of())).isEqualTo(before);
  }

  private void state(StorageServiceBlockingStub server, int state, double... values) {
    SetTrialStateValuesRequest.Builder request =
        SetTrialStateValuesRequest.newBuilder().setTrialId(trial).setStateValue(state);
    for (double value : values) {
      request.addValues(value);
    }
    server.setTrialStateValues(request.build());
  }

  @Test
  void survivesBytesThatAreNoMessage() {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("optuna.StorageService/CreateNewTrial")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    for (byte[] bytes :
        List.of(
            new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {18, 127, 1},
            "GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(
              () -> ClientCalls.blockingUnaryCall(channel, raw, CallOptions.DEFAULT, bytes))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              failure -> {
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                assertThat(failure.getStatus().getDescription())
                    .contains("the message is malformed");
              });
    }
    assertThat(storage.trials(study, -1, List.of())).hasSize(2);
    state(optuna, 1, 0.5);
    assertThat(storage.findTrial(trial).orElseThrow().state()).isEqualTo(TrialState.COMPLETE);
  }

  @Test
  void keepsAttributesOfMegabytes() {
    String long5 = "\"" + "x".repeat(5 << 20) + "\"";
    optuna.setStudyUserAttribute(
        SetStudyUserAttributeRequest.newBuilder()
            .setStudyId(study)
            .setKey("k")
            .setValue(long5)
            .build());
    try (Storage client = Storages.open("grpc://localhost:" + server.port())) {
      assertThat(client.findStudy(study).orElseThrow().userAttributes())
          .isEqualTo(Map.of("k", "x".repeat(5 << 20)));
    }
  }

  @Test
  void tellsTimesInItsZone() throws IOException {
    try (Storage memory = new InMemoryStorage();
        StorageServer far =
            StorageServer.builder(memory).port(0).zone(ZoneId.of("Asia/Tokyo")).start()) {
      long id = memory.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
      memory.addTrial(
          id,
          FrozenTrial.builder(TrialState.RUNNING)
              .start(Instant.parse("2026-11-20T14:59:51.916264Z"))
              .build());
      try (Connection line =
          Connection.open(GrpcAddress.of(StorageUrl.parse("grpc://localhost:" + far.port())))) {
        assertThat(
                line.proxy()
                    .getTrials(
                        GetTrialsRequest.newBuilder()
                            .setStudyId(id)
                            .setTrialIdGreaterThan(-1)
                            .build())
                    .getTrials(0)
                    .getDatetimeStart())
            .isEqualTo("2026-11-20 23:59:51.916264");
      }
    }
  }

  /** Bytes as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
