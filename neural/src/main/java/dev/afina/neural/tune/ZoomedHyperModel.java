package dev.afina.neural.tune;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Zoom;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;

/** A hypermodel whose ranges are narrowed. */
record ZoomedHyperModel(HyperModel base, Zoom zoom) implements HyperModel {

  @Override
  public Blueprint build(HyperParameters hp) {
    return base.build(zoom.of(hp));
  }

  @Override
  public Fit fit(HyperParameters hp, Fit fit) {
    return base.fit(zoom.of(hp), fit);
  }

  @Override
  public History fit(HyperParameters hp, Model model, TuningData data) {
    return base.fit(zoom.of(hp), model, data);
  }
}
