package dev.afina.neural.internal;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.BatchNormalization;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.WeightSpec;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/*
 * All trained weights lie in one vector, their gradients in a second one, and the layers see views
 * of both. So zeroing the gradients, a step of the optimizer, and reading or writing all weights
 * are one native call each, however many layers there are.
 */

/** A built network: its weights in native memory and its forward pass. For one thread at a time. */
@SuppressWarnings("try") // a scope works by being open
public final class Network implements AutoCloseable {

  private final Architecture architecture;
  private final Owned owned = new Owned();
  private final List<Stage> stages = new ArrayList<>();
  private final Deferred deferred;
  private final Map<Integer, BlockedRun> blocked = new HashMap<>();
  private final Map<String, Tensor> fixed = new LinkedHashMap<>();
  private final Penalties penalties = new Penalties();
  private final Tensor trained;
  private final Tensor gradient;
  private final int trainedCount;
  private final boolean needsSeveralRows;
  private final BatchParts parts;

  /** Builds a network with the given weights, which must fit. */
  public Network(Architecture architecture, Weights weights) {
    this.architecture = architecture;
    deferred = new Deferred(architecture.places());
    trainedCount = Math.toIntExact(architecture.weightCount(true));
    needsSeveralRows = architecture.layers().stream().anyMatch(Network::normalizesOverTheBatch);
    try (PointerScope scope = new PointerScope()) {
      trained = owned.keep(Tensors.zeros(trainedCount));
      gradient = owned.keep(Tensors.zeros(trainedCount));
      build();
      write(weights);
      parts = BatchParts.of(architecture, !blocked.isEmpty());
    } catch (Throwable e) {
      owned.close();
      throw e;
    }
  }

  private static boolean normalizesOverTheBatch(Layer layer) {
    return layer.plain() instanceof BatchNormalization && !(layer instanceof Frozen);
  }

  private void build() {
    long offset = 0;
    List<Architecture.Place> places = architecture.places();
    List<Map<String, Tensor>> weights = new ArrayList<>();
    for (int index = 0; index < places.size(); index++) {
      Architecture.Place place = places.get(index);
      Map<String, Tensor> tensors = new HashMap<>();
      for (WeightSpec spec : place.weights()) {
        Tensor tensor;
        if (spec.trainable()) {
          tensor = owned.keep(view(trained, offset, spec).detach());
          tensor.set_requires_grad(true);
          tensor.mutable_grad().put(view(gradient, offset, spec));
          penalties.add(tensor, spec.penalty());
          offset += spec.shape().count();
        } else {
          tensor = owned.keep(Tensors.zeros(spec.shape().toLongs()));
          fixed.put(place.nameOf(spec), tensor);
        }
        tensors.put(spec.name(), tensor);
      }
      weights.add(new HashMap<>(tensors));
      deferred.takeFrom(index, tensors);
      stages.add(Stage.of(deferred, index, tensors, owned));
    }
    if (trained.is_cpu() && BlockedRun.available()) {
      findBlocked(places, weights);
    }
  }

  private void findBlocked(List<Architecture.Place> places, List<Map<String, Tensor>> weights) {
    int[] uses = new int[places.size() + 1];
    places.forEach(place -> place.sources().forEach(source -> uses[source]++));
    int index = 0;
    while (index < places.size()) {
      @Nullable BlockedRun run = BlockedRun.at(index, places, uses, weights, owned);
      if (run != null) {
        blocked.put(index, run);
        index = run.end();
      }
      index++;
    }
  }

  private static Tensor view(Tensor vector, long offset, WeightSpec spec) {
    return vector.narrow(0, offset, spec.shape().count()).view(spec.shape().toLongs());
  }

  /** The outputs for a batch, {@code [rows, output...]}; the way back is the pass's. */
  Tensor forward(Tensor batch, Pass pass) {
    pass.begin();
    Tensor[] made = new Tensor[stages.size() + 1];
    made[0] = batch;
    int i = 0;
    while (i < stages.size()) {
      @Nullable BlockedRun run = pass.isObserved() ? null : blocked.get(i);
      if (run != null && run.takes(made[run.source()])) {
        made[run.end() + 1] = run.apply(made[run.source()], pass);
        i = run.end();
      } else {
        made[i + 1] = stages.get(i).apply(made, pass);
      }
      if (pass.isObserved()) {
        pass.seen(i, deferred.completed(i, made[i + 1]));
      }
      i++;
    }
    return made[stages.size()];
  }

  /** The runs of layers that are computed together, by their first layers' indices. */
  Map<Integer, BlockedRun> blocked() {
    return blocked;
  }

  /** What the weights cost beside the loss. */
  Penalties penalties() {
    return penalties;
  }

  Architecture architecture() {
    return architecture;
  }

  /** All trained weights as one vector. */
  Tensor trained() {
    return trained;
  }

  /** The gradients of {@link #trained}; a backward pass adds to them. */
  Tensor gradient() {
    return gradient;
  }

  /** The parts of {@link #gradient} that belong to the trained arrays, by name, within a scope. */
  Map<String, Tensor> gradients() {
    Map<String, Tensor> parts = new LinkedHashMap<>();
    long offset = 0;
    for (Architecture.Place place : architecture.places()) {
      for (WeightSpec spec : place.weights()) {
        if (spec.trainable()) {
          parts.put(place.nameOf(spec), gradient.narrow(0, offset, spec.shape().count()));
          offset += spec.shape().count();
        }
      }
    }
    return parts;
  }

  /** Number of trained weights. */
  int trainedCount() {
    return trainedCount;
  }

  /** Whether training cannot take a batch of one row, because a layer normalises over the batch. */
  public boolean needsSeveralRows() {
    return needsSeveralRows;
  }

  /** How many rows of a batch to train on at once, each part of the batch by itself. */
  int rowsAtOnce(int batch) {
    return needsSeveralRows || !trained.is_cpu() ? batch : parts.rows(batch);
  }

  /** A copy of all weights. */
  public Weights read() {
    float[] vector = new float[trainedCount];
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      Tensors.read(trained, vector, trainedCount);
      int offset = 0;
      for (Architecture.Place place : architecture.places()) {
        for (WeightSpec spec : place.weights()) {
          float[] values = new float[spec.shape().count()];
          Tensor alone = fixed.get(place.nameOf(spec));
          if (alone == null) {
            System.arraycopy(vector, offset, values, 0, values.length);
            offset += values.length;
          } else {
            Tensors.read(alone, values, values.length);
          }
          arrays.put(place.nameOf(spec), new WeightArray(spec.shape(), values));
        }
      }
    }
    return new Weights(arrays);
  }

  /** Overwrites all weights, which must fit. */
  public void write(Weights weights) {
    weights.checkFit(architecture);
    float[] vector = new float[trainedCount];
    try (PointerScope scope = new PointerScope()) {
      int offset = 0;
      for (Architecture.Place place : architecture.places()) {
        for (WeightSpec spec : place.weights()) {
          float[] values = weights.get(place.nameOf(spec)).values();
          Tensor alone = fixed.get(place.nameOf(spec));
          if (alone == null) {
            System.arraycopy(values, 0, vector, offset, values.length);
            offset += values.length;
          } else {
            Tensors.write(alone, values);
          }
        }
      }
      Tensors.write(trained, vector);
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
