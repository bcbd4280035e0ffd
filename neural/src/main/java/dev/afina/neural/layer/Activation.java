package dev.afina.neural.layer;

import java.util.Locale;

/**
 * An activation function, applied to every value (softmax: along the last axis).
 *
 * @param kind which function
 * @param parameter slope for {@link Kind#LEAKY_RELU}, α for {@link Kind#ELU}; 0 and unused
 *     otherwise
 */
public record Activation(Kind kind, double parameter) {

  /** x. */
  public static final Activation LINEAR = new Activation(Kind.LINEAR, 0);

  /** max(x, 0). */
  public static final Activation RELU = new Activation(Kind.RELU, 0);

  /** x above 0, 0.01 x below; {@link #leakyRelu} takes another slope. */
  public static final Activation LEAKY_RELU = leakyRelu(0.01);

  /** x above 0, eˣ − 1 below; {@link #elu} takes another α. */
  public static final Activation ELU = elu(1.0);

  /** Self-normalising λ·elu(x, α), λ = 1.0507, α = 1.6733; Klambauer et al. 2017. */
  public static final Activation SELU = new Activation(Kind.SELU, 0);

  /** x·Φ(x), with the exact normal distribution function; Hendrycks and Gimpel 2016. */
  public static final Activation GELU = new Activation(Kind.GELU, 0);

  /** x·sigmoid(x), also called SiLU. */
  public static final Activation SWISH = new Activation(Kind.SWISH, 0);

  /** 1 / (1 + e⁻ˣ). */
  public static final Activation SIGMOID = new Activation(Kind.SIGMOID, 0);

  /** Hyperbolic tangent. */
  public static final Activation TANH = new Activation(Kind.TANH, 0);

  /** log(1 + eˣ). */
  public static final Activation SOFTPLUS = new Activation(Kind.SOFTPLUS, 0);

  /** eˣ divided by the sum of eˣ along the last axis. */
  public static final Activation SOFTMAX = new Activation(Kind.SOFTMAX, 0);

  /** The functions. */
  public enum Kind {
    LINEAR,
    RELU,
    LEAKY_RELU,
    ELU,
    SELU,
    GELU,
    SWISH,
    SIGMOID,
    TANH,
    SOFTPLUS,
    SOFTMAX
  }

  /** Checks the parameter. */
  public Activation {
    if (!Double.isFinite(parameter) || parameter < 0) {
      throw new IllegalArgumentException(
          "%s has parameter %s, expected a finite number of at least 0"
              .formatted(kind.name().toLowerCase(Locale.ROOT), parameter));
    }
  }

  /**
   * The leaky rectifier.
   *
   * @param slope below zero, at least 0
   */
  public static Activation leakyRelu(double slope) {
    return new Activation(Kind.LEAKY_RELU, slope);
  }

  /**
   * The exponential linear unit.
   *
   * @param alpha minus the limit at −∞, at least 0
   */
  public static Activation elu(double alpha) {
    return new Activation(Kind.ELU, alpha);
  }

  /**
   * What weights in front of this activation start from by default: He for the rectifiers and their
   * smooth relatives, LeCun for SELU, Glorot otherwise.
   */
  public Initializer defaultInitializer() {
    return switch (kind) {
      case RELU, LEAKY_RELU, ELU, GELU, SWISH -> Initializer.HE_NORMAL;
      case SELU -> Initializer.LECUN_NORMAL;
      case LINEAR, SIGMOID, TANH, SOFTPLUS, SOFTMAX -> Initializer.GLOROT_UNIFORM;
    };
  }

  /** The function's name in lower case, such as {@code leaky_relu}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
