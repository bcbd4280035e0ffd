package dev.afina.core.isolation;

import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.study.MultiObjective;
import dev.afina.core.study.Objective;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Objectives that child processes make. */
final class Fragile {

  private static final List<byte[]> HOARD = new ArrayList<>();

  private Fragile() {}

  /** The colours of a choice. */
  enum Color {
    RED,
    GREEN
  }

  /** Uses all that a trial offers. */
  public static final class Talkative implements Objective {

    @Override
    public double evaluate(Trial trial) {
      double x = trial.suggestDouble("x", -1, 1);
      double rate = trial.suggestDouble("rate", 1e-5, 1e-1, Scale.LOG);
      double step = trial.suggestDouble("step", 0.001, 0.020, 0.0005);
      int units = trial.withDefault(12).suggestInt("units", 9, 27, 3);
      double momentum = trial.withPrior(Prior.reverseLog()).suggestDouble("momentum", 0.5, 0.99);
      Color color = trial.withDefault(Color.GREEN).suggestCategorical("color", Color.values());
      Object mixed = trial.scope("deep").suggestCategorical("mixed", Arrays.asList(null, 1, 1.5));
      double noise = trial.random("noise").nextDouble() + trial.seed() % 7;
      trial.setUserAttribute("color", color.name());
      trial.setUserAttribute("nested", Map.of("units", List.of(units, noise, "ü\uD800")));
      trial.constrain("size", units - 20);
      if (trial.number() % 10 == 3) {
        throw new IllegalArgumentException("trial " + trial.number() + " is unlucky");
      }
      double loss = 0;
      for (int epoch = 0; epoch < 5; epoch++) {
        loss = x * x + rate + step * units + momentum + noise / (epoch + 1);
        trial.report(loss, epoch);
        if (trial.shouldPrune()) {
          throw new TrialPrunedException("hopeless");
        }
      }
      if (trial.params().size() != 7 || trial.index() != trial.number() || mixed instanceof Byte) {
        throw new AssertionError(trial.params());
      }
      return loss;
    }
  }

  /** Ends differently trial by trial. */
  public static final class Doomed implements Objective {

    @Override
    public double evaluate(Trial trial) throws Exception {
      trial.setUserAttribute("pid", ProcessHandle.current().pid());
      switch (trial.number()) {
        case 0 -> {
          System.out.println("all is well");
          System.err.println("assertion failed in layer 3");
          Runtime.getRuntime().halt(134);
        }
        case 1 -> System.exit(3);
        case 2 -> throw new Unsendable("no more ink");
        case 3 -> {
          while (trial.number() == 3) {
            HOARD.add(new byte[1 << 20]);
          }
        }
        case 4 -> {
          trial.suggestInt("x", 0, 1);
          trial.suggestInt("x", 0, 2);
          trial.suggestDouble("x", 0, 1);
        }
        default -> {
          return trial.suggestDouble("y", 0, 1);
        }
      }
      return 0;
    }
  }

  /** Holds what cannot be serialised. */
  static final class Unsendable extends Exception {

    final transient Object fine = new Object();
    final Object held = new Object();

    Unsendable(String message) {
      super(message);
    }
  }

  /** Tells which process it is in, and how often it was called there. */
  public static final class Counting implements Objective {

    private int calls;

    @Override
    public double evaluate(Trial trial) {
      trial.setUserAttribute("pid", ProcessHandle.current().pid());
      return ++calls;
    }
  }

  /** Never ends by itself, and tells a file where it is. */
  public static final class Endless implements Objective {

    @Override
    public double evaluate(Trial trial) throws IOException {
      String file = System.getProperty("pid.file");
      if (file != null) {
        Files.writeString(Path.of(file), Long.toString(ProcessHandle.current().pid()));
      }
      System.out.println("spinning");
      return spin();
    }

    private double spin() {
      double turns = 0;
      while (turns >= 0) {
        turns++;
      }
      return turns;
    }
  }

  /** Never ends, but for an interruption of the study. */
  public static final class Patient implements Objective {

    @Override
    public double evaluate(Trial trial) throws InterruptedException {
      while (true) {
        trial.checkInterrupted();
        Thread.sleep(10);
      }
    }
  }

  /** Prints what would confuse who reads answers from there. */
  public static final class Noisy implements Objective {

    @Override
    public double evaluate(Trial trial) throws IOException {
      double x = trial.suggestDouble("x", 0, 1);
      System.out.println("line of trial " + trial.number());
      System.err.print("ANSWER RETURNED 0 ".repeat(5000));
      byte[] raw = new byte[300];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = (byte) i;
      }
      new FileOutputStream(FileDescriptor.out).write(raw);
      System.err.write("\n".getBytes(StandardCharsets.US_ASCII));
      return System.in.read() == -1 ? x : -1;
    }
  }

  /** Makes an objective of two values. */
  public static final class Factory implements Supplier<MultiObjective> {

    @Override
    public MultiObjective get() {
      double scale = Double.parseDouble(System.getProperty("scale"));
      return trial -> {
        double x = trial.suggestDouble("x", 0, 1);
        return new double[] {scale * x, 1 - x};
      };
    }
  }

  /** Makes nothing of use. */
  public static final class WrongFactory implements Supplier<String> {

    @Override
    public String get() {
      return "no objective";
    }
  }

  /** Cannot be made. */
  public static final class Unmakeable implements Objective {

    /** Fails. */
    public Unmakeable() {
      throw new IllegalStateException("houses.csv is missing");
    }

    @Override
    public double evaluate(Trial trial) {
      return 0;
    }
  }

  /** Has no public constructor. */
  static final class Hidden implements Objective {

    Hidden() {}

    @Override
    public double evaluate(Trial trial) {
      return 0;
    }
  }
}
