package dev.afina.grpc;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.wire.Attribute;
import dev.afina.grpc.wire.Constraint;
import dev.afina.grpc.wire.Report;
import dev.afina.grpc.wire.Space;
import dev.afina.grpc.wire.StoredTrial;
import dev.afina.grpc.wire.Study;
import dev.afina.grpc.wire.Trial;
import dev.afina.grpc.wire.Trials;
import dev.afina.storage.DistributionJson;
import dev.afina.storage.SpaceTrie;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Studies and trials as messages of Afina's protocol, and back. Thread-safe. */
final class WireTrials {

  private final DistributionJson json = new DistributionJson();
  private final SpaceTrie spaces = new SpaceTrie(json);

  static dev.afina.grpc.wire.Worker write(Worker worker) {
    return dev.afina.grpc.wire.Worker.newBuilder()
        .setHost(worker.host())
        .setPid(worker.pid())
        .setStarted(worker.started().toEpochMilli())
        .build();
  }

  static Worker read(dev.afina.grpc.wire.Worker message) {
    return new Worker(
        message.getHost(), message.getPid(), Instant.ofEpochMilli(message.getStarted()));
  }

  static Study write(StudyRecord study) {
    return Study.newBuilder()
        .setId(study.id())
        .setName(study.name())
        .addAllSigns(study.directions().stream().map(d -> (int) d.sign()).toList())
        .addAllUserAttributes(attributes(study.userAttributes()))
        .addAllSystemAttributes(attributes(study.systemAttributes()))
        .build();
  }

  static StudyRecord read(Study message) {
    return new StudyRecord(
        message.getId(),
        message.getName(),
        message.getSignsList().stream()
            .map(sign -> sign < 0 ? Direction.MAXIMIZE : Direction.MINIMIZE)
            .toList(),
        attributes(message.getUserAttributesList()),
        attributes(message.getSystemAttributesList()));
  }

  Trials write(List<FrozenTrial> trials) {
    Trials.Builder message = Trials.newBuilder();
    Map<SearchSpace, Integer> positions = new LinkedHashMap<>();
    for (FrozenTrial trial : trials) {
      int position =
          positions.computeIfAbsent(
              trial.params().space(),
              space -> {
                message.addSpaces(write(space));
                return message.getSpacesCount() - 1;
              });
      message.addTrials(write(trial, position));
    }
    return message.build();
  }

  StoredTrial write(FrozenTrial trial) {
    return StoredTrial.newBuilder()
        .setSpace(write(trial.params().space()))
        .setTrial(write(trial, 0))
        .build();
  }

  private static Trial write(FrozenTrial trial, int space) {
    Trial.Builder message =
        Trial.newBuilder()
            .setId(trial.id())
            .setNumber(trial.number())
            .setIndex(trial.index())
            .setState(state(trial.state()))
            .addAllValues(trial.values())
            .setSpace(space)
            .addAllUserAttributes(attributes(trial.userAttributes()))
            .addAllSystemAttributes(attributes(trial.systemAttributes()))
            .addAllConstraints(constraints(trial.constraints()));
    for (int i = 0; i < trial.params().size(); i++) {
      message.addInternals(trial.params().internal(i));
    }
    trial
        .intermediateValues()
        .forEach((step, value) -> message.addReportsBuilder().setStep(step).setValue(value));
    if (trial.start() != null) {
      message.setStart(micros(trial.start()));
    }
    if (trial.complete() != null) {
      message.setComplete(micros(trial.complete()));
    }
    return message.build();
  }

  List<FrozenTrial> read(Trials message) {
    List<SearchSpace> read = new ArrayList<>();
    for (Space space : message.getSpacesList()) {
      read.add(read(space));
    }
    List<FrozenTrial> trials = new ArrayList<>(message.getTrialsCount());
    for (Trial trial : message.getTrialsList()) {
      if (trial.getSpace() < 0 || trial.getSpace() >= read.size()) {
        throw new IllegalArgumentException(
            "a trial names space %d of %d".formatted(trial.getSpace(), read.size()));
      }
      trials.add(read(trial, read.get(trial.getSpace())));
    }
    return trials;
  }

  FrozenTrial read(StoredTrial message) {
    return read(message.getTrial(), read(message.getSpace()));
  }

  private static FrozenTrial read(Trial message, SearchSpace space) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (Report report : message.getReportsList()) {
      reports.put(OptunaTrials.step(report.getStep()), report.getValue());
    }
    return FrozenTrial.builder(state(message.getState()))
        .id(message.getId())
        .number(message.getNumber())
        .index(message.getIndex())
        .values(message.getValuesList())
        .params(params(space, message.getInternalsList()))
        .intermediateValues(reports)
        .userAttributes(attributes(message.getUserAttributesList()))
        .systemAttributes(attributes(message.getSystemAttributesList()))
        .constraints(constraints(message.getConstraintsList()))
        .start(message.hasStart() ? instant(message.getStart()) : null)
        .complete(message.hasComplete() ? instant(message.getComplete()) : null)
        .build();
  }

  dev.afina.grpc.wire.Params write(Params params) {
    dev.afina.grpc.wire.Params.Builder message = dev.afina.grpc.wire.Params.newBuilder();
    if (params.size() > 0) {
      message.setSpace(write(params.space()));
    }
    for (int i = 0; i < params.size(); i++) {
      message.addInternals(params.internal(i));
    }
    return message.build();
  }

  Params read(dev.afina.grpc.wire.Params message) {
    return params(read(message.getSpace()), message.getInternalsList());
  }

  private static Params params(SearchSpace space, List<Double> internals) {
    return internals.isEmpty() && space.size() == 0
        ? Params.empty()
        : Params.of(space, internals.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private Space write(SearchSpace space) {
    Space.Builder message = Space.newBuilder();
    for (int i = 0; i < space.size(); i++) {
      message.addNames(space.name(i));
      message.addDistributions(json.write(space.distribution(i)));
    }
    return message.build();
  }

  /** Trials of the same parameters get the same object. */
  private SearchSpace read(Space message) {
    if (message.getNamesCount() != message.getDistributionsCount()) {
      throw new IllegalArgumentException(
          "%d names of parameters were given for %d distributions"
              .formatted(message.getNamesCount(), message.getDistributionsCount()));
    }
    try {
      synchronized (spaces) {
        SpaceTrie.Node node = spaces.root();
        for (int i = 0; i < message.getNamesCount(); i++) {
          node = node.child(message.getNames(i), message.getDistributions(i));
        }
        return node.space();
      }
    } catch (StorageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static List<Attribute> attributes(Map<String, ? extends @Nullable Object> attributes) {
    List<Attribute> messages = new ArrayList<>(attributes.size());
    attributes.forEach(
        (key, value) ->
            messages.add(
                Attribute.newBuilder().setKey(key).setJson(OptunaTrials.text(value)).build()));
    return messages;
  }

  static Map<String, @Nullable Object> attributes(List<Attribute> messages) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    for (Attribute attribute : messages) {
      attributes.put(
          attribute.getKey(), OptunaTrials.value(attribute.getKey(), attribute.getJson()));
    }
    return attributes;
  }

  static List<Constraint> constraints(Map<String, Double> constraints) {
    List<Constraint> messages = new ArrayList<>(constraints.size());
    constraints.forEach(
        (name, violation) ->
            messages.add(Constraint.newBuilder().setName(name).setViolation(violation).build()));
    return messages;
  }

  static Map<String, Double> constraints(List<Constraint> messages) {
    Map<String, Double> constraints = new LinkedHashMap<>();
    messages.forEach(message -> constraints.put(message.getName(), message.getViolation()));
    return constraints;
  }

  static Trial.State state(TrialState state) {
    return Trial.State.valueOf(state.name());
  }

  static TrialState state(Trial.State state) {
    if (state == Trial.State.UNKNOWN || state == Trial.State.UNRECOGNIZED) {
      throw new IllegalArgumentException("a trial has no known state");
    }
    return TrialState.valueOf(state.name());
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
