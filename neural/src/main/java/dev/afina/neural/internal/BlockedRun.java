package dev.afina.neural.internal;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.ActivationLayer;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Extent;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/*
 * oneDNN, which computes PyTorch's convolutions, is fastest on channels in blocks of 16, and takes
 * the maxima of such blocks in a third of the time that PyTorch does. So layers that follow each
 * other hand on tensors in that order, and only the first and the last one of a run copy anything.
 *
 * Its maximum, unlike PyTorch's, passes over NaN. Therefore a run bounds what its convolutions can
 * come to, by Cauchy and Schwarz: |w · x| <= ||w|| sqrt(n) max |x| for n terms. Below the bound
 * there is neither NaN nor infinity anywhere in the run; where it is not kept, the layers are
 * computed one by one.
 */

/** Convolutions, rectifications and max poolings computed in oneDNN's own order in memory. */
@SuppressWarnings("try") // a scope works by being open
final class BlockedRun {

  /** Values of a block. */
  private static final int BLOCK = 16;

  /** So many channels of a network's input, at most, have a kernel of their own. */
  private static final int FEW_CHANNELS = 3;

  /** A tenth of what a float holds, for the rounding of sums. */
  private static final double GREATEST = Float.MAX_VALUE / 10;

  /**
   * Bound of the largest output of a convolution for a part of a batch. With two parts of 5.5 MB a
   * network of two convolutions trained 3 to 5 % faster than with the whole, and 3 % faster than
   * with four parts, on an EPYC with 1 MB of cache a core and 32 MB for all; eight were slower.
   */
  private static final long BYTES = 6_000_000;

  /** A convolution's part in the bound. */
  private record Factor(Tensor weight, @Nullable Tensor bias, long terms) {

    double bound(double most) {
      double sum = weight.norm().item_float() * Math.sqrt((double) terms) * most;
      return bias == null ? sum : sum + bias.norm().item_float();
    }
  }

  private final int source;
  private final int end;
  private final List<Factor> factors = new ArrayList<>();
  private final List<BlockedStep> steps = new ArrayList<>();
  private final BatchParts parts;

  private BlockedRun(int source, int end, BatchParts parts) {
    this.source = source;
    this.end = end;
    this.parts = parts;
  }

  /** Whether this machine's PyTorch has what it takes. */
  static boolean available() {
    return Loader.getPlatform().endsWith("x86_64") && torch.hasMKLDNN();
  }

  /**
   * The longest run that begins at a place, or null if there is none with a pooling.
   *
   * @param uses how often something is taken: the batch, and behind it the places' outputs
   * @param weights of the places, by their names within the layer
   */
  static @Nullable BlockedRun at(
      int begin,
      List<Architecture.Place> places,
      int[] uses,
      List<Map<String, Tensor>> weights,
      Owned owned) {
    Architecture.Place first = places.get(begin);
    if (!(first.layer().plain() instanceof Conv2D) || !takesAtFirst(first.input().last())) {
      return null;
    }
    int end = begin;
    while (end < places.size() && fits(places.get(end))) {
      end++;
      if (end < places.size()
          && (uses[end] != 1 || !places.get(end).sources().equals(List.of(end)))) {
        break;
      }
    }
    List<Architecture.Place> run = places.subList(begin, end);
    if (run.stream().noneMatch(place -> place.layer().plain() instanceof Pooling)) {
      return null;
    }
    var blocked = new BlockedRun(first.sources().get(0), end - 1, BatchParts.of(run, BYTES));
    blocked.add(run, weights.subList(begin, end), owned);
    return blocked;
  }

  private static boolean takesAtFirst(int channels) {
    return channels <= FEW_CHANNELS || channels % BLOCK == 0;
  }

  private static boolean fits(Architecture.Place place) {
    Layer layer = place.layer().plain();
    if (layer instanceof Conv2D convolution) {
      return convolution.filters() % BLOCK == 0
          && convolution.window().strides().equals(Extent.of(1))
          && convolution.window().dilation().equals(Extent.of(1))
          && ImageSteps.areSymmetric(ImageSteps.pads(convolution.window(), place.input()))
          && fits(convolution.activation());
    } else if (layer instanceof ActivationLayer activation) {
      return fits(activation.activation());
    }
    return layer instanceof Pooling pooling
        && pooling.kind() == Pooling.Kind.MAX
        && !pooling.sequences()
        && Arrays.equals(ImageSteps.pads(pooling.window(), place.input()), new long[4]);
  }

  private static boolean fits(Activation activation) {
    return activation.equals(Activation.RELU) || activation.equals(Activation.LINEAR);
  }

  private void add(List<Architecture.Place> run, List<Map<String, Tensor>> weights, Owned owned) {
    boolean rectified = true;
    for (int i = 0; i < run.size(); i++) {
      Layer layer = run.get(i).layer().plain();
      if (layer instanceof Conv2D convolution) {
        add(convolution, run.get(i), weights.get(i), owned);
      } else if (layer instanceof Pooling pooling) {
        long[] size = pooling.window().size().toLongs();
        steps.add(new BlockedStep.Pooling(size, pooling.window().strides().toLongs(), owned));
      }
      rectified &= !layer.lastActivation().equals(Activation.RELU);
      // The greatest of rectified values is the greatest, rectified.
      boolean later = i + 1 < run.size() && run.get(i + 1).layer().plain() instanceof Pooling;
      if (!rectified && !later) {
        steps.add(new BlockedStep.Rectification(owned));
        rectified = true;
      }
    }
  }

  private void add(
      Conv2D layer, Architecture.Place place, Map<String, Tensor> weights, Owned owned) {
    Tensor weight = Steps.get(weights, "weight");
    @Nullable Tensor bias = weights.get("bias");
    long[] pads = ImageSteps.pads(layer.window(), place.input());
    factors.add(new Factor(weight, bias, weight.numel() / layer.filters()));
    long[] padding = {pads[2], pads[0]};
    boolean asksForInput = firstTrained() < steps.size();
    steps.add(new BlockedStep.Convolution(weight, bias, padding, asksForInput, owned));
  }

  private int firstTrained() {
    int first = 0;
    while (first < steps.size() && !steps.get(first).isTrained()) {
      first++;
    }
    return first;
  }

  /** What it takes: 0 for the batch, and behind it the places. */
  int source() {
    return source;
  }

  /** Index of its last place. */
  int end() {
    return end;
  }

  /** Whether nothing in it can become NaN or infinite. */
  boolean takes(Tensor x) {
    try (NoGradient noGradient = NoGradient.open();
        PointerScope scope = new PointerScope()) {
      double most = x.norm().item_float();
      for (Factor factor : factors) {
        most = factor.bound(most);
      }
      return most < GREATEST;
    }
  }

  /** The last place's output, of what {@link #takes} has said yes to. */
  Tensor apply(Tensor x, Pass pass) {
    Tensor front = ImageSteps.first(x);
    boolean back = GradMode.is_enabled();
    return ImageSteps.last(back && x.requires_grad() ? recorded(front) : made(front, back, pass));
  }

  /** Recorded by PyTorch, as what comes before it is trained too. */
  private Tensor recorded(Tensor x) {
    Tensor made = x.to_mkldnn();
    for (BlockedStep step : steps) {
      made = step.apply(made);
    }
    return made.to_dense();
  }

  private Tensor made(Tensor x, boolean back, Pass pass) {
    int first = back ? firstTrained() : steps.size();
    var blockedPass = new BlockedPass(steps, first);
    Tensor made = blockedPass.forward(x, parts.rows((int) x.size(0)));
    if (first < steps.size()) {
      made.set_requires_grad(true);
      pass.behindBackward(
          () -> {
            // An embedding, which takes its input as numbers of rows, gives none back.
            if (made.grad().defined()) {
              blockedPass.back(made.grad());
            }
          });
    }
    return made;
  }
}
