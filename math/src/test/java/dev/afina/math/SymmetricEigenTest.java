package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SymmetricEigenTest {

  private static final double[][] MATRIX = {{4, 1, 0.5}, {1, 3, -0.25}, {0.5, -0.25, 2}};

  @Test
  void itsPartsMakeTheMatrix() {
    SymmetricEigen eigen = SymmetricEigen.of(MATRIX);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double entry = 0;
        for (int k = 0; k < 3; k++) {
          entry += eigen.vector(i, k) * eigen.root(k) * eigen.root(k) * eigen.vector(j, k);
        }
        assertThat(entry).isCloseTo(MATRIX[i][j], within(1e-13));
      }
    }
    assertThat(eigen.largestRoot()).isGreaterThan(eigen.smallestRoot());
    // by Laplace's rule
    assertThat(eigen.logDeterminant()).isCloseTo(Math.log(20.75), within(1e-13));
  }

  @Test
  void whiteningIsTheInverseRoot() {
    SymmetricEigen eigen = SymmetricEigen.of(MATRIX);
    double[] y = {1, -2, 0.5};
    double[] once = eigen.whiten(y);
    double[] twice = eigen.whiten(once);
    for (int i = 0; i < 3; i++) {
      double back = 0;
      for (int j = 0; j < 3; j++) {
        back += MATRIX[i][j] * twice[j];
      }
      assertThat(back).isCloseTo(y[i], within(1e-13));
    }
  }

  @Test
  void correlatesToTheLengthThatWhiteningUndoes() {
    SymmetricEigen eigen = SymmetricEigen.of(MATRIX);
    double[] white = eigen.whiten(eigen.correlate(new double[] {3, 0, 4}));
    double length = Math.sqrt(white[0] * white[0] + white[1] * white[1] + white[2] * white[2]);
    assertThat(length).isCloseTo(5, within(1e-13));
  }

  @Test
  void raisesEigenvaluesThatRoundingMadeNegative() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, 1}, {1, 1 - 1e-16}});
    assertThat(eigen.smallestRoot()).isGreaterThan(0);
    assertThat(eigen.whiten(new double[] {1, -1})).doesNotContain(Double.NaN);
  }

  @Test
  void takesASingleNumber() {
    assertThat(SymmetricEigen.of(new double[][] {{9}}).root(0)).isEqualTo(3);
  }

  @Test
  void rejectsWhatIsNoCovariance() {
    assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{1, Double.NaN}, {0, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entry (0, 1) is NaN");
    assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{-1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive definite");
  }
}
